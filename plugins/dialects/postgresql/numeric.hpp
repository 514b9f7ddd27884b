#pragma once

#include <optional>
#include <string>
#include <string_view>

/// PostgreSQL's binary form of numeric (src/backend/utils/adt/numeric.c, numeric_send): four 16-bit
/// numbers (count of digits, weight, sign, scale), then the digits, each of base 10,000.
namespace varve::postgresql {

/// The number as text, "-12.340"; false where `wire` is malformed.
bool numeric_to_text(std::string_view wire, std::string& text);

/// The binary form of a plain decimal number, or nothing where the text is none.
std::optional<std::string> numeric_from_text(std::string_view text);

} // namespace varve::postgresql
