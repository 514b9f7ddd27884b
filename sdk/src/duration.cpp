#include "varve/duration.hpp"

#include "varve/error.hpp"

#include <charconv>

namespace varve {

namespace {

// Databases count time limits in milliseconds, in 32 bits.
constexpr std::int64_t longest_ms = 2'147'483'647;

// 0 where there is no such unit.
std::int64_t milliseconds_of(std::string_view unit) {
    if (unit == "ms") return 1;
    if (unit == "s") return 1000;
    if (unit == "m" || unit == "min") return 60'000;
    return unit == "h" ? 3'600'000 : 0;
}

} // namespace

std::chrono::milliseconds parse_duration(std::string_view text, std::string_view what) {
    std::int64_t number = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const std::string_view unit(rest, static_cast<std::size_t>(text.data() + text.size() - rest));
    const std::int64_t unit_ms = number == 0 && unit.empty() ? 1 : milliseconds_of(unit);
    const bool is_number = error != std::errc::invalid_argument && number >= 0;
    if (is_number && unit_ms > 0) {
        if (error == std::errc() && number <= longest_ms / unit_ms)
            return std::chrono::milliseconds(number * unit_ms);
        throw ConfigError(std::string(what) +
                          " takes at most 2147483647ms, which is 24 days, and '" +
                          std::string(text) + "' is longer");
    }
    throw ConfigError(std::string(what) + " takes a duration such as 250ms, 5s, 2m or 0, and '" +
                      std::string(text) + "' is none");
}

std::string readable(std::chrono::milliseconds duration) {
    const std::int64_t ms = duration.count();
    if (ms < 1000) return std::to_string(ms) + " ms";
    if (ms < 60'000)
        return std::to_string(ms / 1000) + '.' + std::to_string(ms % 1000 / 100) + " s";
    const std::int64_t seconds = ms / 1000 % 60;
    return std::to_string(ms / 60'000) + " min " + (seconds < 10 ? "0" : "") +
           std::to_string(seconds) + " s";
}

} // namespace varve
