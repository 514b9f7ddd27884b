#include "apps/varve/command.hpp"

#include "apps/varve/plan_view.hpp"
#include "apps/varve/run_options.hpp"
#include "apps/varve/run_report.hpp"

#include <nlohmann/json.hpp>

namespace varve {

namespace {

ExitCode show_only(App& app, const PlanRequest& request) {
    const Plan plan = app.engine().plan(request);
    for (const std::string& warning : plan.warnings) app.terminal().warn(warning);
    if (app.json())
        app.print(plan_to_json(plan, request));
    else
        app.terminal().print(plan.empty() ? "nothing to do\n" : plan_text(plan, app.terminal()));
    return ExitCode::done;
}

void refuse_what_the_plan_says(const Arguments& arguments) {
    for (const char* const option :
         {"target", "steps", "allow", "out-of-order", "transaction", "fake", "dry-run"})
        if (arguments.has(option))
            throw ConfigError(
                std::string("--") + option +
                " is for the plan to say; leave it out, or make another plan with it");
}

ExitCode run(App& app) {
    if (app.arguments().has("plan")) {
        refuse_what_the_plan_says(app.arguments());
        const PlanFile file = read_plan_file(app.arguments().text("plan"));
        return report_run(app, app.engine().run(file.request, &file));
    }
    const PlanRequest request = run_request(app.arguments(), app.engine());
    if (app.arguments().has("dry-run")) return show_only(app, request);
    return report_run(app, app.engine().run(request));
}

} // namespace

AppCommand run_command() {
    std::vector<OptionSpec> options = run_options();
    options.push_back(
        {.name = "plan", .value = "FILE", .help = "do exactly what this plan says, or refuse"});
    options.push_back(
        {.name = "dry-run", .help = "show the plan instead; the same as 'varve plan'"});
    return {
        "Migrate",
        {.name = "run",
         .summary = "apply the migrations that are pending",
         .details =
             "Each migration runs in a transaction of its own, together with the row that records "
             "it: after a "
             "crash it is in the database as a whole or not at all. Statements that cannot be in a "
             "transaction (CREATE INDEX CONCURRENTLY) run outside one with a journal, and the next "
             "run goes "
             "on where a killed one stopped.\n\nOnly one run at a time works on a database; others "
             "wait for "
             "it (--wait-lock). A migration that would lose data is refused unless it, or --allow, "
             "says that "
             "this is meant.",
         .options = std::move(options),
         .examples = {"varve run", "varve run --target 20260301120000", "varve run --steps 1",
                      "varve run --plan plan.json",
                      "varve run --url sqlite:app.db --dir migrations"}},
        &run};
}

} // namespace varve
