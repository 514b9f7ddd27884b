#pragma once

#include "varve/db/lexer.hpp"
#include "varve/db/statement_traits.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace varve::sqlite {

/// What became of the rows of a table that is dropped, where they are in another one before. The
/// statement says so itself, for a DROP TABLE alone would lose them all:
///
///     DROP TABLE /* varve:copied without phone, fax; cast born */ users
struct CopiedRows {
    std::vector<std::string> without = {};   ///< columns whose values are not in the other
    std::vector<std::string> converted = {}; ///< those that may be others there
};

/// May values become others in a column of another type? "007" in a column of INTEGER is 7.
bool may_convert(std::string_view type, std::string_view other);

std::string drop_copied(const std::string& table, const CopiedRows& rows);

/// Puts what is said of the rows in the place of their loss.
/// `tokens` are the first of the statement.
void find_copied_rows(StatementTraits& traits, std::string_view statement,
                      std::span<const Token> tokens);

} // namespace varve::sqlite
