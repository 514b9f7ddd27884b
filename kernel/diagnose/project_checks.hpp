#pragma once

#include "kernel/config/config.hpp"
#include "kernel/load/plugin_registry.hpp"
#include "varve/db/diagnosis.hpp"

#include <string>
#include <string_view>
#include <vector>

/// What can be said of a project without its database.
namespace varve {

std::vector<Diagnosis> check_configuration(const Config& config);
/// Who can read the files that hold the database's password.
std::vector<Diagnosis> check_secrets(const Config& config);

/// A plugin that runs need.
struct NeededPlugin {
    std::string_view kind; ///< "dialect", "source", "hook"
    std::string name;      ///< of a dialect, its URL scheme
};
/// Beside that of the database.
std::vector<NeededPlugin> needed_plugins(const Config& config);
/// Loads it, which a run would do too.
Diagnosis check_plugin(const NeededPlugin& plugin, PluginRegistry& plugins, const Pins& pins);
/// Files in the plugin folders that are none, and were asked for by nobody.
std::vector<Diagnosis> check_plugin_files(const PluginRegistry& plugins);

} // namespace varve
