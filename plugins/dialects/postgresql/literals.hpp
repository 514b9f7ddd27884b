#pragma once

#include "varve/db/value.hpp"

#include <string>
#include <string_view>

namespace varve::postgresql {

/// A cell as SQL text, safe whatever standard_conforming_strings says. Texts and json stay untyped,
/// so that they go into columns of any such type: enums, varchar, json and jsonb.
std::string literal_of(Cell cell);
void append_literal(std::string& sql, Cell cell);

/// The type for any value of a kind.
std::string_view type_name(Kind kind) noexcept;

} // namespace varve::postgresql
