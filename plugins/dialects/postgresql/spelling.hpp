#pragma once

#include "varve/schema/name.hpp"

#include <string>
#include <string_view>
#include <vector>

/// How names are written so that a person reads them easily.
namespace varve::postgresql {

/// In quotes only where that is needed, as by the server's own quote_ident; what is a keyword in
/// any version from 14 to 18 is quoted in all.
std::string spelled(std::string_view identifier);
std::string spelled(const schema::Name& name);
/// Separated by commas.
std::string spelled(const std::vector<std::string>& identifiers);

} // namespace varve::postgresql
