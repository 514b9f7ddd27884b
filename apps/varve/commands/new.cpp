#include "apps/varve/command.hpp"

#include <nlohmann/json.hpp>

namespace varve {

namespace {

ExitCode run(App& app) {
    std::string name;
    for (const std::string& word : app.arguments().list("NAME"))
        name += (name.empty() ? "" : " ") + word;
    const std::string path = app.engine().create_migration(name);
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
                        "Prints the file's path.",
             .arguments = {{.name = "NAME",
                            .help = "what it does: add_phone, or \"Add phone to users\"",
                            .repeated = true}},
             .examples = {"varve new add_phone", "$EDITOR $(varve new add_phone)"}},
            &run};
}

} // namespace varve
