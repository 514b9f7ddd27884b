#pragma once

#include "varve/db/lexer.hpp"
#include "varve/db/statement_traits.hpp"

#include <span>
#include <string_view>

namespace varve::sqlite {

/// What a PRAGMA does; `cursor` stands behind that word.
void pragma_traits(StatementTraits& traits, TokenCursor cursor);

} // namespace varve::sqlite
