#pragma once

#include "varve/schema/change.hpp"

#include <span>
#include <vector>

namespace varve::sqlite {

/// Tables with all their parts, as they are when these changes are made. Renames are not heeded.
std::vector<schema::Table> changed_tables(std::vector<schema::Table> tables,
                                          std::span<const schema::Change> changes);

/// nullptr where there is none. The case of names does not count in SQLite.
const schema::Table* find(const std::vector<schema::Table>& tables, const schema::Name& name);

} // namespace varve::sqlite
