#pragma once

#include <cstddef>
#include <string_view>

namespace varve::sql {

/// Where `text` stops being UTF-8 (no overlong forms, no surrogates, nothing above U+10FFFF), or
/// npos.
std::size_t first_invalid_utf8(std::string_view text) noexcept;

} // namespace varve::sql
