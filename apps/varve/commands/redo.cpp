#include "apps/varve/command.hpp"

#include "apps/varve/run_options.hpp"
#include "apps/varve/run_report.hpp"

namespace varve {

namespace {

ExitCode run(App& app) {
    const auto steps = static_cast<std::size_t>(
        app.arguments().has("steps") ? app.arguments().integer("steps", 1) : 1);
    PlanRequest down{.direction = Direction::down, .down = app.engine().down_request()};
    down.down.steps = steps;
    const Plan plan = app.engine().plan(down);
    for (const Step& step : plan.steps) {
        if (step.losses.empty() || app.yes()) continue;
        if (app.terminal().ask("Redoing loses data (" + step.losses.front().reason + "). Go on?",
                               false))
            break;
        throw MigrationError("refused: redoing loses data (" + step.losses.front().reason +
                                 ") and nobody agreed to it; nothing was done. --yes agrees",
                             ExitCode::refused);
    }
    RunResult result = app.engine().run(down);
    PlanRequest up{.direction = Direction::up, .up = app.engine().up_request()};
    up.up.steps = result.steps_done;
    if (result.steps_done > 0) {
        const RunResult again = app.engine().run(up);
        result.steps_done += again.steps_done;
        result.duration += again.duration;
        result.run_id = again.run_id;
    }
    report_run(app, result);
    return ExitCode::done;
}

} // namespace

AppCommand redo_command() {
    return {
        "Migrate",
        {.name = "redo",
         .summary = "take the last migration back and apply it again",
         .details = "For work on a migration that nobody else has yet: revert and run in one.",
         .options =
             {{.name = "steps", .value = "N", .help = "the last N migrations", .standard = "1"}},
         .examples = {"varve redo", "varve redo --steps 2"}},
        &run};
}

} // namespace varve
