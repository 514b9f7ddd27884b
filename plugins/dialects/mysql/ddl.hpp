#pragma once

#include "sql_mode.hpp"

#include "varve/schema/change.hpp"

#include <span>
#include <string>
#include <vector>

namespace varve::mysql {

/// The statements that make these changes of a schema that is as `before` says, for Dialect::ddl.
/// All changes of a table are one statement, but for its foreign keys. Error for what the server
/// has not or cannot do.
std::vector<std::string> ddl(const schema::DatabaseSchema& before,
                             std::span<const schema::Change> changes, const SqlMode& mode);

// What ddl() is made of.

/// The statements that drop what is not a part of a table, or a trigger.
std::string drop_statement(const schema::Object& object);
/// The statement that makes what is not a part of a table, or a trigger.
std::string create_statement(const schema::Object& object, const SqlMode& mode);
/// The statement that changes a sequence.
std::string alter_sequence(const schema::Sequence& sequence);
std::vector<std::string> rename_statements(const schema::DatabaseSchema& before,
                                           const schema::Rename& rename, const SqlMode& mode);

} // namespace varve::mysql
