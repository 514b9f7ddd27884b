#pragma once

#include "sql_mode.hpp"

#include "varve/db/lexer.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Names of MySQL, and how they are read out of a statement.
namespace varve::mysql {

/// A name with its database, without quotes. Case is kept: whether it counts is the server's.
struct QualifiedName {
    std::string database; ///< empty where none was written
    std::string name;
};

QualifiedName read_name(std::string_view written, const SqlMode& mode);

/// The name as it is compared, with its database in front where one was written.
std::string normalized_name(std::string_view written, const SqlMode& mode);

/// The names, with their databases, in a list; as written.
std::vector<std::string> read_names(TokenCursor& cursor);

/// How many of `tokens` the cursor, which reads from them, has taken.
std::size_t count_taken(TokenCursor cursor, std::span<const Token> tokens);

/// Skips DEFINER = 'user'@'host' where it comes next.
void skip_definer(TokenCursor& cursor);

/// ALTER TABLE taken apart.
struct AlterTable {
    std::string table; ///< as written
    bool ignores_errors = false;
    std::vector<std::span<const Token>> actions;
};

/// Nothing where the statement is another one.
std::optional<AlterTable> read_alter_table(std::span<const Token> tokens);

} // namespace varve::mysql
