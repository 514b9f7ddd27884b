#pragma once

#include "sql_mode.hpp"

#include "varve/db/lexer.hpp"
#include "varve/db/statement_traits.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace varve::mysql {

/// The tokens of what a statement does: those of executable comments too, without SET STATEMENT …
/// FOR, DEFINER and the options of a view in front, and with one word for what has two (DATABASE
/// for SCHEMA, TABLE for TABLES).
std::vector<Token> statement_tokens(std::string_view statement, const SqlMode& mode);

/// Adds to what any SQL tells of a statement what MySQL and MariaDB make of it. `tokens` as
/// statement_tokens gives them.
void add_traits(StatementTraits& traits, std::span<const Token> tokens, const SqlMode& mode);

/// The strongest lock on what others use, for tables of InnoDB.
LockLevel lock_level_of(std::span<const Token> tokens);

/// Losses that only MySQL knows; takes back those that it does not.
void add_losses(StatementTraits& traits, std::span<const Token> tokens, const SqlMode& mode);

/// How to find out whether a statement of Scope::outside took effect; sets `repeatable` as well.
void add_probe(StatementTraits& traits, std::span<const Token> tokens, const SqlMode& mode);

/// With this begin the probes that `add_probe` makes, and nothing else. They answer with one text.
inline constexpr std::string_view probe_begin = "SELECT CONCAT_WS('";

} // namespace varve::mysql
