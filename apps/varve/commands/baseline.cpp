#include "apps/varve/command.hpp"

#include <nlohmann/json.hpp>

namespace varve {

namespace {

ExitCode run(App& app) {
    const Version version =
        app.engine().migrations().resolve(app.arguments().text("VERSION")).version;
    const std::size_t count = app.engine().baseline(version);
    if (app.json())
        app.print({{"baseline", version.text()}, {"recorded", count}});
    else
        app.terminal().say(std::to_string(count) + (count == 1 ? " migration" : " migrations") +
                           " recorded as applied, up to " + version.text() + "; nothing was run");
    return ExitCode::done;
}

} // namespace

AppCommand baseline_command() {
    return {"Mend",
            {.name = "baseline",
             .summary = "take an existing database as being at a version",
             .details = "For a database that had its schema before varve came: every migration up "
                        "to and including "
                        "VERSION counts as applied, and nothing is run. Refused where there is a "
                        "history already.",
             .arguments = {{.name = "VERSION", .help = "a version, its beginning, or a name"}},
             .options = {{.name = "wait-lock",
                          .value = "DURATION",
                          .help = "how long to wait while a run is at work",
                          .standard = "60s"}},
             .examples = {"varve baseline 20260301120000"}},
            &run};
}

} // namespace varve
