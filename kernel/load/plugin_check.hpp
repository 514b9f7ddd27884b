#pragma once

#include "kernel/load/pins.hpp"
#include "kernel/load/plugin_manifest.hpp"
#include "varve/export.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace varve {

/// What is found about the file of a plugin, and what to do about it.
struct PluginFinding {
    enum class Severity : std::uint8_t { warning, error };
    Severity severity = Severity::error;
    std::string sentence, remedy;
};

struct VARVE_API PluginInspection {
    PluginManifest manifest; ///< empty where there is none
    std::vector<std::string> libraries, exported;
    std::string sha256;
    std::vector<PluginFinding> findings;

    bool passed() const;
};

/// Reads the file, runs none of its code, and says what would keep it from being loaded, or bring
/// trouble later. A pin of its name stands for trust. PluginError where it is no shared library at
/// all.
VARVE_API PluginInspection inspect_plugin(const std::filesystem::path& file, const Pins& pins);

} // namespace varve
