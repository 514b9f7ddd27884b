#pragma once

#include "varve/export.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace varve {

/// "250ms", "5s", "2m", "1h", "0", up to 24 days; ConfigError names `what` where the text is none
/// of these.
VARVE_API std::chrono::milliseconds parse_duration(std::string_view text, std::string_view what);

/// As a person reads it: "850 ms", "3.2 s", "2 min 05 s".
VARVE_API std::string readable(std::chrono::milliseconds duration);

} // namespace varve
