#include "apps/varve/command.hpp"

#include <nlohmann/json.hpp>

#include <array>

namespace varve {

namespace {

/// How the database compares with what its migrations make, by what would mend it.
struct Wording {
    const char *kind, *sentence;
};
constexpr std::array<Wording, 4> wordings{{{"missing", " is missing"},
                                           {"added", " is there, and no migration makes it"},
                                           {"changed", " is another than the migrations make"},
                                           {"changed", " has another name"}}};

ExitCode run(App& app) {
    const SchemaDiff diff = app.engine().drift(app.arguments().text("scratch"));
    auto changes = nlohmann::ordered_json::array();
    for (const schema::Change& change : diff.changes) {
        const std::string what = in_words(id_of(change));
        const auto& [kind, sentence] = wordings[change.what.index()];
        changes.push_back({{"kind", kind}, {"what", what}});
        if (!app.json()) app.terminal().print(what + sentence + '\n');
    }
    if (app.json()) {
        app.print({{"changes", std::move(changes)}, {"untouched", diff.untouched}});
    } else {
        for (const std::string& thing : diff.untouched)
            app.terminal().print(thing + " is another than the migrations make, or varve cannot "
                                         "read it\n");
        if (diff.changes.empty() && diff.untouched.empty())
            app.terminal().say("the database is what its migrations make");
    }
    return diff.changes.empty() && diff.untouched.empty() ? ExitCode::done : ExitCode::pending;
}

} // namespace

AppCommand drift_command() {
    return {"Look",
            {.name = "drift",
             .summary = "find what was changed in the database behind its migrations' back",
             .details = "Runs all migrations in a scratch database, which is dropped afterwards, "
                        "and compares what they make with what the database holds. Ends with exit "
                        "code 3 where they differ. Nothing is changed.\n\n'varve generate NAME "
                        "--to migrations' writes a migration that undoes the difference. What "
                        "generate.ignore names is left out. Pending migrations are to be run "
                        "first.",
             .options = {{.name = "scratch",
                          .value = "URL",
                          .help = "make the scratch database beside this one instead"}},
             .examples = {"varve drift", "varve drift --json"}},
            &run};
}

} // namespace varve
