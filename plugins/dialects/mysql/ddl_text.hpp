#pragma once

#include "sql_mode.hpp"

#include "varve/schema/change.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace varve::mysql {

/// With its database, where it is in another one.
std::string spelled(const schema::Name& name);
std::string spelled(const std::vector<std::string>& names);
/// Empty where there is none.
std::string option(const schema::Options& options, std::string_view name);
/// " COMMENT '…'", or nothing.
std::string comment_of(const std::string& comment, const SqlMode& mode);

/// The whole of a column. `collation` is that of its table, which is not written.
std::string definition_of(const schema::Column& column, std::string_view collation,
                          const SqlMode& mode);
std::string definition_of(const schema::Constraint& constraint);
std::string definition_of(const schema::Index& index, const SqlMode& mode);
std::string create_table(const schema::Table& table, const SqlMode& mode);

/// What of a table's own properties is another afterwards, each as ALTER TABLE takes it; PARTITION
/// BY is not among them.
std::vector<std::string> changed_options(const schema::Table& before, const schema::Table& after,
                                         const SqlMode& mode);

/// Throws: the server has no such thing.
[[noreturn]] void refuse(const schema::ObjectId& id, const std::string& what);

} // namespace varve::mysql
