#pragma once

#include "varve/export.hpp"

#include <span>
#include <string>
#include <string_view>

namespace varve {

/// The known word that `word` was probably meant to be, or nothing: at most a third of its letters
/// differ (inserted, left out, replaced, or two swapped).
VARVE_API std::string nearest(std::string_view word, std::span<const std::string> known);

/// "; did you mean 'X'?" for the nearest known word, or nothing.
VARVE_API std::string suggestion(std::string_view word, std::span<const std::string> known);

} // namespace varve
