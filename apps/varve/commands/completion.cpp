#include "apps/varve/completion.hpp"
#include "apps/varve/command.hpp"

#include <nlohmann/json.hpp>

namespace varve {

namespace {

ExitCode run(App& app) {
    std::vector<CommandSpec> specs;
    for (const AppCommand& command : app_commands()) specs.push_back(command.spec);
    for (const PluginManifest& manifest : app.engine().plugins().manifests())
        for (const auto& command : manifest.commands)
            specs.push_back(app.engine().plugins().command(command.name)->spec());
    const std::string script = completion_script(app.arguments().text("bash|zsh|fish"), specs);
    if (app.json())
        app.print({{"script", script}});
    else
        app.terminal().print(script);
    return ExitCode::done;
}

} // namespace

AppCommand completion_command() {
    return {"Look",
            {.name = "completion",
             .summary = "print a script that completes command lines",
             .details = "For bash, zsh or fish; the commands of plugins that are found are in it.",
             .arguments = {{.name = "bash|zsh|fish", .help = "which shell"}},
             .examples = {"source <(varve completion bash)",
                          "varve completion zsh > \"${fpath[1]}/_varve\"",
                          "varve completion fish | source"}},
            &run};
}

} // namespace varve
