#pragma once

#include "varve/schema/change.hpp"

#include <span>
#include <string>
#include <vector>

namespace varve::sqlite {

/// The statements that make these changes, for Dialect::ddl. Error for a change that SQLite makes
/// only by copying the table.
std::vector<std::string> ddl(std::span<const schema::Change> changes);

} // namespace varve::sqlite
