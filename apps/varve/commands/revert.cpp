#include "apps/varve/command.hpp"

#include "apps/varve/plan_view.hpp"
#include "apps/varve/run_options.hpp"
#include "apps/varve/run_report.hpp"

namespace varve {

namespace {

bool loses_anything(const Plan& plan) {
    for (const Step& step : plan.steps)
        if (!step.losses.empty()) return true;
    return false;
}

ExitCode run(App& app) {
    const PlanRequest request = revert_request(app.arguments(), app.engine());
    const Plan plan = app.engine().plan(request);
    if (plan.empty()) {
        if (app.json()) report_run(app, {});
        app.terminal().say("nothing to revert");
        return ExitCode::done;
    }
    if (loses_anything(plan) && !app.yes()) {
        std::string shown = "this revert loses data\n" + plan_text(plan, app.terminal());
        shown.pop_back(); // warn ends the line itself
        app.terminal().warn(shown);
        if (!app.terminal().ask("Revert?", false))
            throw MigrationError(
                "refused: this revert loses data and nobody agreed to it; nothing was reverted. "
                "--yes agrees",
                ExitCode::refused);
    }
    // What was shown is what is done, or nothing.
    PlanFile agreed = plan_file_of(plan, request);
    agreed.origin = PlanFile::Origin::shown;
    return report_run(app, app.engine().run(request, &agreed));
}

} // namespace

AppCommand revert_command() {
    return {
        "Migrate",
        {.name = "revert",
         .summary = "take the last migration back",
         .details =
             "Runs the 'down' of applied migrations, the last applied first: one, unless --steps, "
             "--target or "
             "--all say more. Where a migration's file is gone, the down that history keeps is "
             "used. What "
             "would be lost is listed and asked about; --yes answers where nobody can be asked.",
         .options = revert_options(),
         .examples = {"varve revert", "varve revert --steps 3",
                      "varve revert --target 20260301120000", "varve revert --all --yes"}},
        &run};
}

} // namespace varve
