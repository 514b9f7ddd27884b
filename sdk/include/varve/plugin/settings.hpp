#pragma once

#include "varve/export.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace varve {

/// One setting's value, as TOML has it.
using SettingValue =
    std::variant<std::string, std::int64_t, double, bool, std::vector<std::string>>;

/// A plugin's own section of the configuration. Nested tables are dotted names: "tables.users.key".
class VARVE_API Settings {
public:
    using Values = std::map<std::string, SettingValue, std::less<>>;

    Settings() = default;
    /// `section` is only for messages: "audit".
    Settings(std::string section, Values values);

    bool has(std::string_view name) const noexcept;
    const Values& values() const noexcept { return values_; }

    // Each throws ConfigError where the value is of another type.
    std::string text(std::string_view name, std::string_view otherwise = {}) const;
    std::int64_t integer(std::string_view name, std::int64_t otherwise) const;
    bool boolean(std::string_view name, bool otherwise) const;
    /// A single text counts as a list of one.
    std::vector<std::string> list(std::string_view name) const;

private:
    const SettingValue* find(std::string_view name) const noexcept;

    std::string section_;
    Values values_;
};

} // namespace varve
