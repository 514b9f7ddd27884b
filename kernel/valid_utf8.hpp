#pragma once

#include "varve/export.hpp"

#include <string>
#include <string_view>

namespace varve {

/// The text with U+FFFD for whatever in it is no UTF-8: a database would refuse the whole of it.
VARVE_API std::string valid_utf8(std::string_view text);

} // namespace varve
