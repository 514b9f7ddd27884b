// Settings as texts: what `varve config show` shows, and what placeholders stand for.
#include "kernel/config/config.hpp"
#include "kernel/config/known_settings.hpp"
#include "varve/error.hpp"

#include <algorithm>

namespace varve {

namespace {

std::string text_of(const SettingValue& value) {
    const auto number = [](auto given) { return std::to_string(given); };
    if (const auto* const text = std::get_if<std::string>(&value)) return *text;
    if (const auto* const yes = std::get_if<bool>(&value)) return *yes ? "true" : "false";
    if (const auto* const whole = std::get_if<std::int64_t>(&value)) return number(*whole);
    if (const auto* const real = std::get_if<double>(&value)) return number(*real);
    std::string list;
    for (const std::string& item : std::get<std::vector<std::string>>(value))
        list += (list.empty() ? "" : ",") + item;
    return list;
}

constexpr std::string_view placeholders_section = "placeholders.";

// A plugin's setting may be anything: what is called like a secret is taken for one.
bool sounds_secret(std::string_view key) {
    constexpr std::array<std::string_view, 10> words{"pass",       "pwd",    "secret",  "token",
                                                     "credential", "apikey", "api_key", "auth",
                                                     "private",    "dsn"};
    std::string small(key);
    std::ranges::transform(small, small.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    });
    return std::ranges::any_of(
        words, [&](std::string_view word) { return small.find(word) != std::string::npos; });
}

// A URL may hold a password, in any setting.
std::string without_password(const std::string& value) {
    if (value.find("://") == std::string::npos) return value;
    try {
        return Url::parse(value).text();
    } catch (const ConfigError&) {
        return "****";
    }
}

} // namespace

std::map<std::string, std::string, std::less<>> Config::placeholders() const {
    std::map<std::string, std::string, std::less<>> values;
    for (const auto& [key, found] : sections_) {
        if (!key.starts_with(placeholders_section)) continue;
        std::string value = text_of(found.value);
        // The lines of a migration are those of its file, in errors too.
        if (value.find('\n') != std::string::npos)
            throw ConfigError(found.origin + ": '" + key + "' holds a line break");
        values.emplace(key.substr(placeholders_section.size()), std::move(value));
    }
    return values;
}

std::vector<Config::Shown> Config::shown() const {
    std::vector<Shown> result;
    for (const KnownSetting& setting : known_settings()) {
        const Entry& found = entry(setting.key);
        result.push_back({std::string(setting.key), text_of(found.value), found.origin});
    }
    for (const auto& [key, found] : sections_)
        result.push_back({key, sounds_secret(key) ? "****" : text_of(found.value), found.origin});
    for (Shown& one : result) one.value = without_password(one.value);
    return result;
}

} // namespace varve
