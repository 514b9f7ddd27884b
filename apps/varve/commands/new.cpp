#include "apps/varve/command.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace varve {

namespace {

bool names_a_library(App& app) {
    return std::ranges::any_of(
        app.engine().config().list("project.sources"), [&](const std::string& source) {
            const PluginFile* const file = app.engine().plugins().find(source);
            return file != nullptr && file->manifest.kind == "migrations";
        });
}

ExitCode run(App& app) {
    std::string name;
    for (const std::string& word : app.arguments().list("NAME"))
        name += (name.empty() ? "" : " ") + word;
    const bool native = app.arguments().has("native");
    const bool repeatable = app.arguments().has("repeatable");
    if (native && repeatable) throw ConfigError("--native and --repeatable exclude each other");
    const std::string path =
        repeatable ? app.engine().create_repeatable(name)
                   : app.engine().create_migration(name, native ? Engine::Language::cpp
                                                                : Engine::Language::sql);
    if (native && !names_a_library(app))
        app.terminal().warn("project.sources names no library of migrations in C++, so none would "
                            "be run; see varve_migrations()");
    if (app.json())
        app.print({{"file", path}});
    else
        app.terminal().print(path + '\n');
    return ExitCode::done;
}

} // namespace

AppCommand new_command() {
    return {"Write migrations",
            {.name = "new",
             .summary = "write an empty migration",
             .details = "Writes <version>_<name>.sql into the folder of the migrations; the "
                        "version is the time, in UTC. "
                        "Prints the file's path. With --native it is <version>_<name>.cpp in the "
                        "folder native below, for what SQL cannot say; varve_migrations() in CMake "
                        "builds those. With --repeatable it is <name>.sql in the folder "
                        "repeatable: what is run again whenever its text changes, a view or a "
                        "function.",
             .arguments = {{.name = "NAME",
                            .help = "what it does: add_phone, or \"Add phone to users\"",
                            .repeated = true}},
             .options = {{.name = "native", .help = "in C++"},
                         {.name = "repeatable", .help = "run again whenever it changes"}},
             .examples = {"varve new add_phone", "varve new --native split_full_names",
                          "varve new --repeatable active_users", "$EDITOR $(varve new add_phone)"}},
            &run};
}

} // namespace varve
