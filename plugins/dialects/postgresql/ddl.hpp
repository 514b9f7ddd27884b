#pragma once

#include "ddl_types.hpp"

#include "varve/schema/change.hpp"

#include <span>
#include <string>
#include <vector>

namespace varve::postgresql {

/// The statements that make these changes, for Dialect::ddl.
std::vector<std::string> ddl(const schema::DatabaseSchema& before,
                             std::span<const schema::Change> changes);

// What ddl() is made of.

void create(const schema::Object& object, std::vector<std::string>& statements);
void drop(const schema::Object& object, std::vector<std::string>& statements);
void alter(const schema::Alter& change, const ColumnsOfTypes& columns,
           std::vector<std::string>& statements);
/// How a column is kept, where that is not the usual way.
void set_options(const schema::Name& table, const schema::Column& column,
                 std::vector<std::string>& statements);
void rename(const schema::Rename& change, std::vector<std::string>& statements);

} // namespace varve::postgresql
