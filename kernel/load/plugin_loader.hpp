#pragma once

#include "kernel/load/pins.hpp"
#include "kernel/load/plugin_manifest.hpp"
#include "varve/export.hpp"
#include "varve/plugin/contributions.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace varve {

/// Opens one plugin: trust, then ABI, then load, then contribute. What is opened stays open for
/// ever, for unloading C++ libraries is not safe.
///
/// Throws PluginError, with a sentence of its own for each reason to refuse.
VARVE_API Contributions load_plugin(const std::filesystem::path& file,
                                    const PluginManifest& manifest,
                                    const std::optional<std::string>& pin);

} // namespace varve
