#include "apps/varve/command.hpp"

namespace varve {

std::span<const AppCommand> app_commands() {
    static const std::vector<AppCommand> commands{
        init_command(),        new_command(),          generate_command(),
        pull_command(),        test_command(),         plan_command(),
        run_command(),         revert_command(),       redo_command(),
        status_command(),      logs_command(),         schema_dump_command(),
        schema_diff_command(), schema_graph_command(), drift_command(),
        doctor_command(),      lock_status_command(),  plugin_list_command(),
        plugin_info_command(), plugin_check_command(), config_show_command(),
        completion_command(),  version_command(),      help_command(),
        baseline_command(),    repair_command(),       lock_break_command(),
        plugin_pin_command(),  plugin_new_command(),   plugin_test_command(),
    };
    return commands;
}

} // namespace varve
