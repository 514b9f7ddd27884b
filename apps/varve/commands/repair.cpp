#include "apps/varve/command.hpp"

#include <nlohmann/json.hpp>

namespace varve {

namespace {

std::optional<std::string> given(const Arguments& arguments, const char* name) {
    if (!arguments.has(name)) return std::nullopt;
    return arguments.text(name);
}

ExitCode run(App& app) {
    const Arguments& arguments = app.arguments();
    const RepairRequest request{.checksums = arguments.has("checksums"),
                                .missing = arguments.has("missing"),
                                .done = given(arguments, "done"),
                                .undone = given(arguments, "undone")};
    if (!request.checksums && !request.missing && !request.done && !request.undone)
        throw ConfigError(
            "say what to repair: --checksums, --missing, --done or --undone; 'varve status' shows "
            "what is wrong, and 'varve help repair' explains");
    const std::vector<std::string> done = app.engine().repair(request);
    if (app.json()) {
        app.print({{"repaired", done}});
        return ExitCode::done;
    }
    for (const std::string& sentence : done) app.terminal().say(sentence);
    if (done.empty()) app.terminal().say("nothing to repair");
    return ExitCode::done;
}

} // namespace

AppCommand repair_command() {
    return {
        "Mend",
        {.name = "repair",
         .summary = "make history agree with the files, or settle a statement in doubt",
         .details = "Changes history only, never the schema, and writes into the log what it did.",
         .options = {{.name = "checksums",
                      .help = "accept the files as they are now for what was applied"},
                     {.name = "missing",
                      .help = "forget applied or half-run migrations whose files are gone"},
                     {.name = "done",
                      .value = "VERSION:N",
                      .help = "statement N of a half-run migration did take effect"},
                     {.name = "undone",
                      .value = "VERSION:N",
                      .help = "statement N of a half-run migration did not"},
                     {.name = "wait-lock",
                      .value = "DURATION",
                      .help = "how long to wait while a run is at work",
                      .standard = "60s"}},
         .examples = {"varve repair --checksums", "varve repair --done 20260301120000:2"}},
        &run};
}

} // namespace varve
