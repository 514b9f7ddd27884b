#pragma once

#include "apps/varve/app.hpp"
#include "varve/plugin/command.hpp"

namespace varve {

/// Runs a command that a plugin contributed.
ExitCode run_plugin_command(App& app, Command& command, std::string_view plugin);

} // namespace varve
