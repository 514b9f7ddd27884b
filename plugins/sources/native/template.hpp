#pragma once

#include <string>

namespace varve::native {

/// What `varve new --native` writes for a migration of this name ("split_full_names").
std::string migration_template(const std::string& name);

} // namespace varve::native
