#pragma once

#include "event.hpp"

#include "varve/plugin/settings.hpp"

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace varve::exec {

/// What [exec.NAME] says: which program is run, when, and how.
struct Script {
    std::string name;
    std::vector<Point> points;
    std::filesystem::path program;      ///< without links, and trusted
    std::vector<std::string> arguments; ///< the program's name, as it was written, first
    std::filesystem::path folder;       ///< where it works: the project's
    std::chrono::milliseconds timeout;
    std::vector<std::string> pass; ///< names of environment variables
};

/// All of them, by their names, to work in the project's folder. ConfigError for what cannot be
/// run; PluginError where the program's file is one that others can change.
std::vector<Script> read_scripts(const Settings& settings, const std::filesystem::path& folder);

} // namespace varve::exec
