#pragma once

#include "varve/export.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace varve {

/// A setting of varve's own: the one list from which checks, defaults and documentation are made.
struct KnownSetting {
    enum class Type : std::uint8_t { text, path, duration, list, paths, choice, number, flag };

    std::string_view key; ///< "migrate.lock_timeout"
    Type type;
    std::string_view standard; ///< as one would write it; lists are separated by commas
    std::string_view help;
    std::vector<std::string_view> choices = {};
};

/// In the order in which they are documented.
VARVE_API std::span<const KnownSetting> known_settings();

/// nullptr where there is none.
VARVE_API const KnownSetting* known_setting(std::string_view key);

/// "project", "log", …: what no plugin can be called, for its section would be varve's own.
VARVE_API std::span<const std::string> own_sections();

} // namespace varve
