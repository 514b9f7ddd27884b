#pragma once

#include "apps/varve/app.hpp"
#include "varve/plugin/command.hpp"

#include <span>
#include <string_view>

namespace varve {

/// A command of the program: what it is called and takes, and what it does.
struct AppCommand {
    std::string_view group; ///< its heading in 'varve help'
    CommandSpec spec;
    ExitCode (*run)(App& app);
};

/// All of them, in the order of 'varve help'; each has a file of its own in commands/.
std::span<const AppCommand> app_commands();

AppCommand init_command();
AppCommand new_command();
AppCommand generate_command();
AppCommand pull_command();
AppCommand plan_command();
AppCommand run_command();
AppCommand revert_command();
AppCommand redo_command();
AppCommand status_command();
AppCommand test_command();
AppCommand doctor_command();
AppCommand baseline_command();
AppCommand repair_command();
AppCommand lock_status_command();
AppCommand lock_break_command();
AppCommand plugin_list_command();
AppCommand plugin_info_command();
AppCommand plugin_check_command();
AppCommand plugin_pin_command();
AppCommand plugin_new_command();
AppCommand plugin_test_command();
AppCommand logs_command();
AppCommand schema_dump_command();
AppCommand schema_diff_command();
AppCommand schema_graph_command();
AppCommand drift_command();
AppCommand config_show_command();
AppCommand completion_command();
AppCommand version_command();
AppCommand help_command();

} // namespace varve
