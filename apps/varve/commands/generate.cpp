#include "apps/varve/command.hpp"
#include "apps/varve/rename_question.hpp"

#include <nlohmann/json.hpp>

namespace varve {

namespace {

void show(App& app, const Generation& generation, const std::string& file) {
    Terminal& terminal = app.terminal();
    for (const std::string& thing : generation.untouched)
        terminal.warn("not alike, and not for varve to change: " + thing);
    if (generation.changes.empty())
        return terminal.say("nothing to do: the database is what " + generation.to + " says");
    for (const std::string& loss : generation.losses) terminal.warn("it " + loss);
    if (!file.empty()) terminal.print(file + '\n');
}

ExitCode run(App& app) {
    const Arguments& arguments = app.arguments();
    const bool checks = arguments.has("check"), prints = arguments.has("stdout");
    std::string name;
    for (const std::string& word : arguments.list("NAME")) name += (name.empty() ? "" : " ") + word;
    if (name.empty() && !checks && !prints)
        throw ConfigError("give the migration a name: varve generate add_phone");
    Ask ask;
    if (app.terminal().can_ask())
        ask = [&](const Question& question) { return ask_for(question, app.terminal()); };
    const Generation generation = app.engine().generate({.to = arguments.text("to"),
                                                         .scratch = arguments.text("scratch"),
                                                         .renamed = arguments.list("renamed"),
                                                         .dropped = arguments.list("dropped"),
                                                         .ask = std::move(ask)});
    const bool differs = !generation.changes.empty();
    std::string file;
    if (differs && !checks && !prints)
        file = app.engine().create_migration(name, Engine::Language::sql, generation.text);
    if (app.json())
        app.print({{"file", file},
                   {"changes", generation.changes.size()},
                   {"losses", generation.losses},
                   {"untouched", generation.untouched},
                   {"text", generation.text}});
    else if (prints && differs)
        app.terminal().print(generation.text);
    else
        show(app, generation, file);
    return checks && differs ? ExitCode::pending : ExitCode::done;
}

} // namespace

AppCommand generate_command() {
    return {
        "Write migrations",
        {.name = "generate",
         .summary = "write the migration that makes the database what it shall be",
         .details =
             "Compares what the database holds with what it shall be, and writes a migration with "
             "the way up and the way down. What it shall be is a file of SQL, which is run in a "
             "scratch database and read back; or another database; or 'migrations': what they "
             "make.\n\nBefore the file is written, the way up and the way down are run in a "
             "scratch database: up must come to what the database shall be, and down to what it "
             "was. If not, nothing is written.\n\nNothing that may lose data is done without a "
             "word: the migration is refused until somebody agrees in it, and where a table or a "
             "column is gone while one like it is there, you are asked whether it was renamed: "
             "on a terminal, or else by exit code 5. Answer in the file of SQL:\n\n  -- "
             "varve:renamed column users.email from=mail\n  "
             "-- varve:dropped table people\n\nPending migrations are to be run first.",
         .arguments = {{.name = "NAME",
                        .help = "what the migration is called: add_phone",
                        .required = false,
                        .repeated = true}},
         .options = {{.name = "to",
                      .value = "WHAT",
                      .help = "a file of SQL, the URL of a database, 'migrations' or 'entities'; "
                              "generate.to by default"},
                     {.name = "check",
                      .help = "write nothing, and end with exit code 3 where there is something "
                              "to do"},
                     {.name = "stdout", .help = "print the migration instead"},
                     {.name = "renamed",
                      .value = "WHAT",
                      .help = "what has another name now: \"column users.email from=mail\"",
                      .repeated = true},
                     {.name = "dropped",
                      .value = "WHAT",
                      .help = "what goes: \"table people\"",
                      .repeated = true},
                     {.name = "scratch",
                      .value = "URL",
                      .help = "make scratch databases beside this one instead"}},
         .examples = {"varve generate add_phone --to schema.sql", "varve generate --check",
                      "varve generate --stdout --to migrations"}},
        &run};
}

} // namespace varve
