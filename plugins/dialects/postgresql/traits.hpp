#pragma once

#include "varve/db/lexer.hpp"
#include "varve/db/statement_traits.hpp"

#include <span>

namespace varve::postgresql {

/// What the traits of a statement depend on aside from its tokens.
struct StatementContext {
    int version_number = 0; ///< as libpq has it: 150020 for 15.20
    bool has_input = false; ///< does a block of rows follow it?
};

/// Adds to what any SQL tells of a statement what PostgreSQL makes of it.
void add_traits(StatementTraits& traits, std::span<const Token> tokens,
                const StatementContext& context);

/// The strongest lock on what others use.
LockLevel lock_level_of(std::span<const Token> tokens);

/// Losses that only PostgreSQL knows; takes back those that it does not.
void add_losses(StatementTraits& traits, std::span<const Token> tokens);

/// How to find out whether a statement of Scope::outside took effect; sets `repeatable` as well.
void add_probe(StatementTraits& traits, std::span<const Token> tokens);

} // namespace varve::postgresql
