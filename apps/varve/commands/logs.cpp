#include "apps/varve/command.hpp"
#include "varve/duration.hpp"
#include "varve/secret.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>

namespace varve {

namespace {

// History and files may have forgotten it, and the log has not.
std::string version_of(App& app, const std::string& text) {
    try {
        return app.engine().resolve(text).text();
    } catch (const MigrationError&) {
        for (const LogRow& row : app.engine().log({.limit = 1'000'000}))
            if (row.version == text || row.name == text) return row.version;
        throw;
    }
}

LogFilter filter_of(App& app) {
    const Arguments& arguments = app.arguments();
    LogFilter filter{.run_id = arguments.text("run"), .event = arguments.text("event")};
    if (arguments.has("migration")) filter.version = version_of(app, arguments.text("migration"));
    if (arguments.has("limit"))
        filter.limit = static_cast<std::size_t>(arguments.integer("limit", 1));
    return filter;
}

nlohmann::ordered_json to_json(const LogRow& row) {
    return {{"run", row.run_id},  {"at", row.at},
            {"event", row.event}, {"version", row.version},
            {"name", row.name},   {"direction", row.direction},
            {"who", row.who},     {"duration_ms", row.duration_ms},
            {"sql", row.text},    {"error", row.error}};
}

// The lines of `text`, each behind some blanks.
std::string indented(const std::string& text) {
    std::string result;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        result += "    " + text.substr(at, end - at) + '\n';
        at = end + 1;
    }
    return result;
}

std::string shown(const LogRow& row, const Terminal& terminal, bool with_sql) {
    std::string line = row.at.substr(0, 19) + "  " + terminal.styled(row.event, Style::strong);
    if (!row.version.empty()) line += "  " + row.version + ' ' + row.name + ' ' + row.direction;
    if (!row.version.empty() && row.error.empty())
        line += "  " + readable(std::chrono::milliseconds(row.duration_ms));
    line += "  " + terminal.styled("by " + row.who + ", run " + row.run_id, Style::faint) + '\n';
    if (!row.error.empty()) line += terminal.styled(indented(row.error), Style::bad);
    if (with_sql) line += indented(row.text);
    return line;
}

ExitCode run(App& app) {
    const std::vector<LogRow> rows = app.engine().log(filter_of(app));
    if (app.json()) {
        auto list = nlohmann::ordered_json::array();
        for (const LogRow& row : rows) list.push_back(to_json(row));
        app.print({{"log", std::move(list)}});
        return ExitCode::done;
    }
    std::string text;
    for (const LogRow& row : rows) text += shown(row, app.terminal(), app.arguments().has("sql"));
    app.terminal().print(redacted(text));
    if (rows.empty()) app.terminal().say("nothing of that is in the log");
    return ExitCode::done;
}

} // namespace

AppCommand logs_command() {
    return {
        "Look",
        {.name = "logs",
         .summary = "show what was run, when and by whom",
         .details = "Reads the log in the database, which keeps everything that was applied, "
                    "reverted, failed or repaired, even where history has forgotten it. The "
                    "newest stands last.",
         .options =
             {{.name = "migration",
               .value = "VERSION",
               .help = "only this one: a version, its beginning, or a name"},
              {.name = "run", .value = "ID", .help = "only what this run did"},
              {.name = "event",
               .value = "EVENT",
               .help = "only these",
               .choices = {"applied", "reverted", "failed", "baseline", "fake", "repaired",
                           "unlocked", "synchronized"}},
              {.name = "limit", .value = "N", .help = "so many of the newest", .standard = "50"},
              {.name = "sql", .help = "with the statements that were run"}},
         .examples = {"varve logs", "varve logs --event failed --limit 5",
                      "varve logs --migration add_phone --sql"}},
        &run};
}

} // namespace varve
