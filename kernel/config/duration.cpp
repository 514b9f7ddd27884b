#include "kernel/config/duration.hpp"

#include "varve/error.hpp"

#include <charconv>

namespace varve {

std::chrono::milliseconds parse_duration(std::string_view text, std::string_view what) {
    std::int64_t number = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const std::string_view unit(rest, static_cast<std::size_t>(text.data() + text.size() - rest));
    const bool in_range = error == std::errc() && number >= 0 && number <= 1'000'000'000;
    if (in_range) {
        if (unit == "ms" || (unit.empty() && number == 0)) return std::chrono::milliseconds(number);
        if (unit == "s") return std::chrono::seconds(number);
        if (unit == "m" || unit == "min") return std::chrono::minutes(number);
        if (unit == "h") return std::chrono::hours(number);
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
