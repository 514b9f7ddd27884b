#include "apps/varve/command.hpp"

#include "apps/varve/plan_view.hpp"
#include "apps/varve/run_options.hpp"
#include "apps/varve/step_counts.hpp"
#include "kernel/migrate/statements.hpp"

#include <nlohmann/json.hpp>

namespace varve {

namespace {

PlanRequest request_of(App& app) {
    const Arguments& arguments = app.arguments();
    const std::string direction = arguments.text("run|revert");
    if (direction == "revert") {
        if (arguments.has("out-of-order"))
            throw ConfigError("--out-of-order means nothing to a revert");
        for (const std::string& rule : arguments.list("allow"))
            if (rule != fewer_rows_rule && rule != "all")
                throw ConfigError("--allow " + rule + " means nothing to a revert; only " +
                                  std::string(fewer_rows_rule) + " does");
        return revert_request(arguments, app.engine());
    }
    if (!direction.empty() && direction != "run")
        throw ConfigError("'varve plan' shows a 'run' or a 'revert', not '" + direction + "'");
    if (arguments.has("all")) throw ConfigError("--all belongs to 'varve plan revert'");
    return run_request(arguments, app.engine());
}

ExitCode run(App& app) {
    if (app.arguments().has("out") && app.arguments().text("out").empty())
        throw ConfigError("--out needs the name of a file");
    const PlanRequest request = request_of(app);
    Plan plan = app.engine().plan(request);
    if (app.arguments().has("rehearse")) plan = app.engine().rehearse(std::move(plan));
    Terminal& terminal = app.terminal();
    for (const std::string& warning : plan.warnings) terminal.warn(warning);
    if (app.arguments().has("out")) write_plan_file(app.arguments().text("out"), plan, request);
    if (app.json()) {
        app.print(plan_to_json(plan, request));
    } else if (app.arguments().has("sql")) {
        terminal.print(plan_sql(plan));
    } else {
        terminal.print(plan_text(plan, terminal));
        terminal.say(plan.empty() ? "nothing to do"
                                  : in_words(count_steps(plan.steps), "would be "));
        if (app.arguments().has("out"))
            terminal.say("wrote " + app.arguments().text("out") +
                         "; run exactly this with: varve run --plan " +
                         app.arguments().text("out"));
    }
    return ExitCode::done;
}

} // namespace

AppCommand plan_command() {
    std::vector<OptionSpec> options = plan_options();
    options.push_back({.name = "all", .help = "revert: every migration"});
    options.push_back(
        {.name = "out", .value = "FILE", .help = "write the plan, for 'varve run --plan FILE'"});
    options.push_back({.name = "rehearse",
                       .help = "MySQL, MariaDB: try it on empty copies of the tables, and show how "
                               "the server does each statement"});
    options.push_back({.name = "sql", .help = "print the statements as a script"});
    return {"Migrate",
            {.name = "plan",
             .summary = "show what a run or a revert would do, and change nothing",
             .details =
                 "Decides exactly as 'varve run' (or 'varve revert') does, and stops there: no "
                 "table is made, and no "
                 "lock is taken.\n\nWith --out the plan is kept: 'varve run --plan FILE' does "
                 "exactly what it "
                 "says, or refuses if a migration or the database's history has changed since."
                 "\n\nWith --rehearse a scratch database is made beside the configured one and "
                 "dropped at the end.",
             .arguments = {{.name = "run|revert", .help = "which of the two", .required = false}},
             .options = std::move(options),
             .examples = {"varve plan", "varve plan --sql", "varve plan revert --all",
                          "varve plan --out plan.json"}},
            &run};
}

} // namespace varve
