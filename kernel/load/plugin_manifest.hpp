#pragma once

#include "varve/export.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace varve {

/// What a plugin's file says of itself, known without running any of its code.
///
/// Format: JSON in the ELF section ".varve.manifest", written by varve_plugin() in CMake:
/// {"manifest": 1, "kind": "dialect", "name": "acme", "version": "1.0", "schemes": ["acme"],
///  "commands": ["seed=Load seed data"], "settings": ["file"], "needs": []}
struct PluginManifest {
    std::string kind; ///< "dialect", "source", "hook", "migrations" or "entities"
    std::string name;
    std::string version;
    std::vector<std::string> schemes = {};
    struct Command {
        std::string name, summary;
    };
    std::vector<Command> commands = {};
    std::vector<std::string> settings = {};
    std::vector<std::string> needs = {};
};

/// Throws PluginError for a file that cannot be read, is no shared library of this machine's kind,
/// or has no manifest or one that is broken.
VARVE_API PluginManifest read_manifest(const std::filesystem::path& file);

} // namespace varve
