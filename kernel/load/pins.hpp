#pragma once

#include "varve/export.hpp"

#include <filesystem>
#include <map>
#include <string>

namespace varve {

/// Recorded sha256 sums of plugins by name: `varve.lock` beside varve.toml, in TOML:
/// [plugin.audit]
/// sha256 = "…"
using Pins = std::map<std::string, std::string, std::less<>>;
/// No pins where there is no such file; ConfigError where it is not what write_pins writes.
VARVE_API Pins read_pins(const std::filesystem::path& lock_file);

/// Writes them all, in order of names; the file is there as a whole or not at all.
VARVE_API void write_pins(const std::filesystem::path& lock_file, const Pins& pins);

/// The file copied into sealed memory, where nobody can change it any more.
struct SealedCopy {
    std::filesystem::path path; ///< /proc/self/fd/N; N stays open for ever, or dlopen would take a
                                ///< later N for the same file
    std::string sha256;
};
VARVE_API SealedCopy sealed_copy(const std::filesystem::path& file);

} // namespace varve
