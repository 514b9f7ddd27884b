#include "varve/plugin/settings.hpp"

#include "varve/error.hpp"

namespace varve {

Settings::Settings(std::string section, Values values)
    : section_(std::move(section)), values_(std::move(values)) {}

bool Settings::has(std::string_view name) const noexcept {
    return find(name) != nullptr;
}

const SettingValue* Settings::find(std::string_view name) const noexcept {
    const auto found = values_.find(name);
    return found == values_.end() ? nullptr : &found->second;
}

namespace {

[[noreturn]] void refuse(const std::string& section, std::string_view name, const char* wanted) {
    throw ConfigError("setting '" + std::string(name) + "' in [" + section + "] is not " + wanted);
}

} // namespace

std::string Settings::text(std::string_view name, std::string_view otherwise) const {
    const SettingValue* const value = find(name);
    if (value == nullptr) return std::string(otherwise);
    if (const auto* const text = std::get_if<std::string>(value)) return *text;
    refuse(section_, name, "a text");
}

std::int64_t Settings::integer(std::string_view name, std::int64_t otherwise) const {
    const SettingValue* const value = find(name);
    if (value == nullptr) return otherwise;
    if (const auto* const integer = std::get_if<std::int64_t>(value)) return *integer;
    refuse(section_, name, "a whole number");
}

bool Settings::boolean(std::string_view name, bool otherwise) const {
    const SettingValue* const value = find(name);
    if (value == nullptr) return otherwise;
    if (const bool* const boolean = std::get_if<bool>(value)) return *boolean;
    refuse(section_, name, "true or false");
}

std::vector<std::string> Settings::list(std::string_view name) const {
    const SettingValue* const value = find(name);
    if (value == nullptr) return {};
    if (const auto* const list = std::get_if<std::vector<std::string>>(value)) return *list;
    if (const auto* const text = std::get_if<std::string>(value)) return {*text};
    refuse(section_, name, "a list of texts");
}

} // namespace varve
