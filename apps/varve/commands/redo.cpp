#include "apps/varve/command.hpp"

#include "apps/varve/run_options.hpp"
#include "apps/varve/run_report.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace varve {

namespace {

RedoRequest redo_request(const Arguments& arguments, const Engine& engine) {
    RedoRequest request{.down = engine.down_request(), .up = engine.up_request()};
    if (arguments.has("steps"))
        request.down.steps = static_cast<std::size_t>(arguments.integer("steps", 1));
    return request;
}

void require_consent(App& app, const Plan& down) {
    if (app.yes()) return;
    const auto loses = [](const Step& step) { return !step.losses.empty(); };
    const auto first = std::ranges::find_if(down.steps, loses);
    if (first == down.steps.end()) return;
    const std::string loss = "loses data (" + first->losses.front().reason + ')';
    if (app.terminal().ask("Redoing " + loss + ". Go on?", false)) return;
    throw MigrationError("refused: redoing " + loss +
                             " and nobody agreed to it; nothing was done. --yes agrees",
                         ExitCode::refused);
}

ExitCode run(App& app) {
    Engine& engine = app.engine();
    const RedoRequest request = redo_request(app.arguments(), engine);
    const RedoPlan plan = engine.plan_redo(request);
    if (plan.down.empty()) {
        if (app.json()) report_run(app, {});
        app.terminal().say("nothing to redo: no migration is applied");
        return ExitCode::done;
    }
    require_consent(app, plan.down);
    const PlanRequest down{.direction = Direction::down, .up = {}, .down = request.down};
    PlanFile agreed = plan_file_of(plan.down, down);
    agreed.origin = PlanFile::Origin::shown;
    return report_run(app, engine.redo(request, agreed));
}

} // namespace

AppCommand redo_command() {
    return {"Migrate",
            {.name = "redo",
             .summary = "take the last migration back and apply it again",
             .details =
                 "For work on a migration that nobody else has yet: revert and run in one. Both "
                 "are decided before anything is done: the same migrations come back, in order "
                 "of their versions, or nothing is touched.",
             .options =
                 {{.name = "steps", .value = "N", .help = "the last N migrations", .standard = "1"},
                  allow_option()},
             .examples = {"varve redo", "varve redo --steps 2"}},
            &run};
}

} // namespace varve
