#include "apps/varve/command.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace varve {

namespace {

nlohmann::ordered_json to_json(const std::vector<TrialResult>& results) {
    auto migrations = nlohmann::ordered_json::array();
    for (const TrialResult& result : results)
        migrations.push_back({{"version", result.version.text()},
                              {"name", result.name},
                              {"file", result.origin},
                              {"outcome", to_string(result.outcome)},
                              {"findings", result.findings}});
    return {{"migrations", std::move(migrations)}};
}

Style style_of(TrialResult::Outcome outcome) {
    if (outcome == TrialResult::Outcome::passed) return Style::good;
    return outcome == TrialResult::Outcome::failed ? Style::bad : Style::warning;
}

void show(Terminal& terminal, const TrialResult& result) {
    terminal.say("  " +
                 terminal.styled(std::string(to_string(result.outcome)) +
                                     (result.outcome == TrialResult::Outcome::skipped ? "" : " "),
                                 style_of(result.outcome)) +
                 "  " + result.version.text() + "  " + result.name);
    for (const std::string& finding : result.findings) terminal.say("           " + finding);
}

std::size_t count(const std::vector<TrialResult>& results, TrialResult::Outcome outcome) {
    return static_cast<std::size_t>(std::ranges::count(results, outcome, &TrialResult::outcome));
}

std::string counted(const std::vector<TrialResult>& results) {
    std::string text;
    for (const TrialResult::Outcome outcome :
         {TrialResult::Outcome::passed, TrialResult::Outcome::failed,
          TrialResult::Outcome::skipped})
        if (const std::size_t number = count(results, outcome); number > 0)
            text += (text.empty() ? "" : ", ") + std::to_string(number) + ' ' +
                    std::string(to_string(outcome));
    return text.empty() ? "nothing to test: no migration is pending; --all tests every one" : text;
}

ExitCode run(App& app) {
    const std::vector<TrialResult> results =
        app.engine().try_migrations({.all = app.arguments().has("all"),
                                     .scratch = app.arguments().text("scratch"),
                                     .on_result = [&](const TrialResult& result) {
                                         if (!app.json()) show(app.terminal(), result);
                                     }});
    if (app.json())
        app.print(to_json(results));
    else
        app.terminal().say(counted(results));
    return count(results, TrialResult::Outcome::failed) > 0 ? ExitCode::failed : ExitCode::done;
}

} // namespace

AppCommand test_command() {
    return {
        "Write migrations",
        {.name = "test",
         .summary = "try pending migrations up, down and up again, in a scratch database",
         .details =
             "A scratch database is made beside the configured one, with the same encoding, and "
             "dropped at the end; the configured one is only asked what is pending. There, each "
             "migration is applied, taken back and applied again. After the down everything must "
             "be as it was before: tables, columns, defaults, constraints, indexes, views, "
             "functions, privileges, numbers of rows; after the second up, as it was after the "
             "first. Repeatable migrations are run twice.\n\nHooks do not run. What reaches beyond "
             "a database (CREATE ROLE) is refused, unless --scratch names another server for it.",
         .options = {{.name = "all", .help = "every migration, applied or not"},
                     {.name = "scratch",
                      .value = "URL",
                      .help = "make the scratch database beside this one instead"}},
         .examples = {"varve test", "varve test --all",
                      "varve test --all --scratch postgresql://postgres@localhost/postgres"}},
        &run};
}

} // namespace varve
