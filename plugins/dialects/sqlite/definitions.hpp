#pragma once

#include "varve/schema/schema.hpp"

#include <string_view>

/// SQLite keeps its schema as the statements that made it, and tells some of what they say nowhere
/// else. It has accepted them, so they hold no error.
namespace varve::sqlite {

/// Of CREATE TABLE, with all its columns and constraints.
schema::Table table_of(std::string_view sql);
/// Of CREATE INDEX.
schema::Index index_of(std::string_view sql);
/// Of CREATE VIEW.
schema::View view_of(std::string_view sql);

/// "users" of users, "users", [users] and `users`.
std::string unquoted(std::string_view name);

} // namespace varve::sqlite
