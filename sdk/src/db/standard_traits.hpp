#pragma once

#include "varve/db/lexer.hpp"
#include "varve/db/statement_traits.hpp"

#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace varve {

using NormalizeName = std::function<std::string(std::string_view written)>;

/// What the tokens of a statement tell in any SQL: its kind and scope, what it makes, what it
/// loses.
StatementTraits standard_traits(std::span<const Token> tokens, const NormalizeName& normalize);

} // namespace varve
