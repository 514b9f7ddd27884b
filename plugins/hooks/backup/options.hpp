#pragma once

#include "varve/plugin/settings.hpp"

#include <cstdint>
#include <filesystem>
#include <string>

namespace varve::backup {

/// Which rows of a table are compared: the first and last by its key, or all.
enum class Depth : std::uint8_t { sampled, full };

enum class When : std::uint8_t { before_run, before_destructive };

enum class Encryption : std::uint8_t { none, age, gpg };

/// What [backup] says.
struct Options {
    When when = When::before_run;
    std::filesystem::path directory; ///< absolute
    Depth depth = Depth::sampled;
    unsigned jobs = 2;
    std::string scratch = {};   ///< URL beside whose database copies are tried; empty: our own
    std::int64_t keep = 0;      ///< so many of the newest stay; 0: no such rule
    std::int64_t keep_days = 0; ///< those that are younger stay; 0: no such rule
    Encryption encryption = Encryption::none;
    std::string recipient = {}; ///< for whom it is encrypted
    std::string identity = {};  ///< of age: the file with the key
};

/// Throws ConfigError for a word or a number that it does not know, and where one setting needs
/// another.
Options read_options(const Settings& settings, const std::filesystem::path& folder);

/// "sampled" or "full"; ConfigError, which names `what`, for any other word.
Depth depth_named(const std::string& word, const std::string& what);

std::string_view to_string(Depth depth) noexcept;
std::string_view to_string(Encryption encryption) noexcept;

} // namespace varve::backup
