#include "apps/varve/command.hpp"

#include "varve/plugin/plugin.hpp"

#include <nlohmann/json.hpp>

namespace varve {

namespace {

ExitCode run(App& app) {
    if (app.json())
        app.print({{"version", VARVE_VERSION},
                   {"sdk_abi", sdk_abi},
                   {"compiler", VARVE_COMPILER " " __VERSION__}});
    else
        app.terminal().print("varve " VARVE_VERSION " (SDK interface " + std::to_string(sdk_abi) +
                             ", " VARVE_COMPILER " " __VERSION__ ")\n");
    return ExitCode::done;
}

} // namespace

AppCommand version_command() {
    return {"Look",
            {.name = "version", .summary = "show the version", .examples = {"varve version"}},
            &run};
}

} // namespace varve
