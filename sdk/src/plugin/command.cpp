#include "varve/plugin/command.hpp"

#include <charconv>

namespace varve {

Command::~Command() = default;
CommandContext::~CommandContext() = default;

bool Arguments::has(std::string_view name) const noexcept {
    return values_.contains(name);
}

std::string Arguments::text(std::string_view name) const {
    const auto found = values_.find(name);
    return found == values_.end() || found->second.empty() ? std::string() : found->second.back();
}

std::vector<std::string> Arguments::list(std::string_view name) const {
    const auto found = values_.find(name);
    return found == values_.end() ? std::vector<std::string>() : found->second;
}

std::int64_t Arguments::integer(std::string_view name, std::int64_t least) const {
    const std::string digits = text(name);
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    const bool whole = error == std::errc() && end == digits.data() + digits.size();
    if (whole && value >= least) return value;
    throw ConfigError("--" + std::string(name) + " takes a whole number that is at least " +
                      std::to_string(least) + ", and '" + digits + "' is none");
}

} // namespace varve
