#pragma once

#include <string>

namespace varve::sql {

/// The text of a new migration: what to fill in, and the directives in short.
std::string migration_template(const std::string& name);
/// The same of a repeatable one.
std::string repeatable_template(const std::string& name);

} // namespace varve::sql
