#include "apps/varve/command.hpp"

#include <nlohmann/json.hpp>

namespace varve {

namespace {

/// What the database has in another way than its migrations make it.
struct Told {
    std::string kind; ///< "missing", "added", "changed"
    std::string what;
};

Told told(const schema::Change& change) {
    struct {
        Told operator()(const schema::Create& one) const {
            return {"missing", in_words(id_of(one.object))};
        }
        Told operator()(const schema::Drop& one) const {
            return {"added", in_words(id_of(one.object))};
        }
        Told operator()(const schema::Alter& one) const {
            return {"changed", in_words(id_of(one.after))};
        }
        Told operator()(const schema::Rename& one) const {
            return {"changed", in_words(one.object)};
        }
    } const words;
    return std::visit(words, change.what);
}

std::string sentence_of(const Told& one) {
    if (one.kind == "missing") return one.what + " is missing";
    if (one.kind == "added") return one.what + " is there, and no migration makes it";
    return one.what + " is another than the migrations make";
}

ExitCode run(App& app) {
    const SchemaDiff diff = app.engine().drift(app.arguments().text("scratch"));
    auto changes = nlohmann::ordered_json::array();
    for (const schema::Change& change : diff.changes) {
        const Told one = told(change);
        changes.push_back({{"kind", one.kind}, {"what", one.what}});
        if (!app.json()) app.terminal().print(sentence_of(one) + '\n');
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
