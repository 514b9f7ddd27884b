#pragma once

#include "varve/db/lexer.hpp"
#include "varve/db/statement_traits.hpp"

#include <string>
#include <string_view>

namespace varve::sqlite {

/// What SQLite does with a statement, on top of what `standard` says any SQL database does.
StatementTraits sqlite_traits(StatementTraits standard, std::string_view statement);

/// The same statement with double quotes around names that stand in single quotes, which SQLite
/// allows: DROP TABLE 'users'.
std::string with_quoted_names(const std::string& statement);

/// A name as SQLite compares it: lower case, quoted or not, and without "main.".
std::string folded_name(std::string_view written);

} // namespace varve::sqlite
