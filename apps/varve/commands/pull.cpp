#include "apps/varve/command.hpp"

#include <nlohmann/json.hpp>

namespace varve {

namespace {

ExitCode run(App& app) {
    std::string name;
    for (const std::string& word : app.arguments().list("NAME"))
        name += (name.empty() ? "" : " ") + word;
    Engine& engine = app.engine();
    const Generation generation = engine.pull(app.arguments().text("scratch"));
    const bool holds_any = !generation.changes.empty(), records = app.arguments().has("baseline");
    std::string file, version;
    if (holds_any) {
        file = engine.create_migration(name, Engine::Language::sql, generation.text);
        version = engine.migrations().all().front().version.text();
        if (records) engine.baseline(Version(version));
    }
    if (app.json()) {
        app.print({{"file", file},
                   {"version", version},
                   {"recorded", holds_any && records},
                   {"untouched", generation.untouched}});
        return ExitCode::done;
    }
    for (const std::string& thing : generation.untouched)
        app.terminal().warn("left out, for varve cannot write it down: " + thing);
    if (!holds_any) {
        app.terminal().say("nothing to do: the database is empty");
        return ExitCode::done;
    }
    app.terminal().print(file + '\n');
    app.terminal().say(records ? "recorded as applied; nothing was run"
                               : "this database has it already: 'varve baseline " + version +
                                     "' records it as applied");
    return ExitCode::done;
}

} // namespace

AppCommand pull_command() {
    return {"Write migrations",
            {.name = "pull",
             .summary = "write the first migration of a database that has none",
             .details =
                 "For a database that had its schema before varve came: writes a migration "
                 "that makes all that it holds, so that an empty database becomes one like "
                 "it. As 'varve generate' does, it tries both ways in a scratch database "
                 "before the file is written. Refused where there are migrations, or the "
                 "database has a history.\n\nThe database itself is only read. It has what "
                 "the migration makes, so this is recorded and not run: by 'varve baseline', "
                 "or at once with --baseline.",
             .arguments = {{.name = "NAME",
                            .help = "what the migration is called: as_it_was",
                            .repeated = true}},
             .options = {{.name = "baseline", .help = "record it as applied in the database"},
                         {.name = "wait-lock",
                          .value = "DURATION",
                          .help = "how long to wait while a run is at work",
                          .standard = "60s"},
                         {.name = "scratch",
                          .value = "URL",
                          .help = "make scratch databases beside this one instead"}},
             .examples = {"varve pull as_it_was", "varve pull as_it_was --baseline"}},
            &run};
}

} // namespace varve
