#include "apps/varve/command.hpp"

#include "varve/duration.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace varve {

namespace {

using State = MigrationStatus::State;

nlohmann::ordered_json to_json(const StatusReport& report) {
    auto migrations = nlohmann::ordered_json::array();
    for (const StatusRow& row : report.rows) {
        nlohmann::ordered_json migration{{"version", row.migration.version.text()},
                                         {"name", row.migration.name},
                                         {"state", to_string(row.migration.state)}};
        if (row.migration.state == State::partial)
            migration["direction"] = to_string(row.migration.going);
        if (!row.migration.origin.empty()) migration["file"] = row.migration.origin;
        if (!row.applied_at.empty()) {
            migration["kind"] = row.kind;
            migration["applied_at"] = row.applied_at;
            migration["applied_by"] = row.applied_by;
            migration["duration_ms"] = row.duration_ms;
        }
        migrations.push_back(std::move(migration));
    }
    return {{"database", report.database},
            {"server", report.server},
            {"up_to_date", report.up_to_date()},
            {"migrations", std::move(migrations)}};
}

Style style_of(State state) {
    if (state == State::applied || state == State::reformatted) return Style::good;
    return state == State::pending || state == State::outdated ? Style::warning : Style::bad;
}

std::string counted(const StatusReport& report) {
    std::string text;
    for (const State state : {State::applied, State::reformatted, State::pending, State::outdated,
                              State::late, State::partial, State::changed, State::missing}) {
        const std::size_t count = report.count(state);
        if (count > 0)
            text += (text.empty() ? "" : ", ") + std::to_string(count) + ' ' +
                    std::string(to_string(state));
    }
    return text.empty() ? "no migrations" : text;
}

std::string advice_on_partial(const StatusReport& report) {
    const auto is_partial = [](const StatusRow& row) {
        return row.migration.state == State::partial;
    };
    const MigrationStatus& first = std::ranges::find_if(report.rows, is_partial)->migration;
    if (first.going == Direction::down)
        return "a migration is half way back: 'varve revert' goes on with it";
    if (first.origin.empty())
        return "a migration was begun and its file is gone: bring it back and 'varve run' goes on "
               "with it, or 'varve repair --missing'";
    return "a migration is half way: 'varve run' goes on with it";
}

std::string advice(const StatusReport& report) {
    if (report.count(State::partial) > 0) return advice_on_partial(report);
    if (report.count(State::changed) > 0)
        return "a file that was applied has changed: take the change back and write it as a new "
               "migration, or "
               "accept it with 'varve repair --checksums'";
    if (report.count(State::missing) > 0)
        return "the file of an applied migration is gone: bring it back, or 'varve repair "
               "--missing'";
    if (report.count(State::late) > 0)
        return "a pending migration is older than an applied one: see --out-of-order of 'varve "
               "run'";
    return "";
}

void show(App& app, const StatusReport& report) {
    Terminal& terminal = app.terminal();
    terminal.say(report.database + "  " + terminal.styled(report.server, Style::faint));
    std::vector<std::vector<std::string>> rows{
        {"version", "name", "state", "applied at", "took", "by"}};
    for (std::string& heading : rows.front()) heading = terminal.styled(heading, Style::faint);
    for (const StatusRow& row : report.rows) {
        const bool applied = !row.applied_at.empty();
        rows.push_back(
            {row.migration.version.text(), row.migration.name,
             terminal.styled(to_string(row.migration.state), style_of(row.migration.state)),
             applied ? row.applied_at.substr(0, 19) : "",
             applied ? readable(std::chrono::milliseconds(row.duration_ms)) : "", row.applied_by});
    }
    if (!report.rows.empty()) terminal.print(table(rows));
    terminal.say(counted(report));
    if (const std::string line = advice(report); !line.empty()) terminal.say(line);
}

ExitCode run(App& app) {
    const StatusReport report = app.engine().status();
    if (app.json())
        app.print(to_json(report));
    else
        show(app, report);
    const bool pending = app.arguments().has("check") && !report.up_to_date();
    return pending ? ExitCode::pending : ExitCode::done;
}

} // namespace

AppCommand status_command() {
    return {"Look",
            {.name = "status",
             .summary = "show which migrations are applied and which are not",
             .details = "States: applied; pending; late (pending, and older than an applied one); "
                        "partial (some of its "
                        "statements ran); changed (its file says something else than what was "
                        "applied); reformatted "
                        "(its file looks different and says the same); missing (applied, and its "
                        "file is gone); outdated (repeatable, and run again by the next run).",
             .options = {{.name = "check", .help = "exit with 3 unless everything is applied"},
                         {.name = "wait-database",
                          .value = "DURATION",
                          .help = "how long to wait for a database that does not answer",
                          .standard = "0"}},
             .examples = {"varve status", "varve status --check", "varve status --json"}},
            &run};
}

} // namespace varve
