// What `varve config show` shows.
#include "kernel/config/config.hpp"
#include "kernel/config/known_settings.hpp"

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

// A plugin's setting may be anything: what is called like a secret is taken for one.
bool sounds_secret(std::string_view key) {
    constexpr std::array<std::string_view, 5> words{"password", "passphrase", "secret", "token",
                                                    "credential"};
    return std::ranges::any_of(
        words, [&](std::string_view word) { return key.find(word) != std::string_view::npos; });
}

} // namespace

std::vector<Config::Shown> Config::shown() const {
    std::vector<Shown> result;
    for (const KnownSetting& setting : known_settings()) {
        const Entry& found = entry(setting.key);
        result.push_back({std::string(setting.key), text_of(found.value), found.origin});
    }
    for (const auto& [key, found] : sections_)
        result.push_back({key, sounds_secret(key) ? "****" : text_of(found.value), found.origin});
    for (Shown& one : result)
        if (one.key == "url" && !one.value.empty()) one.value = Url::parse(one.value).text();
    return result;
}

} // namespace varve
