#include "apps/varve/command.hpp"

#include "apps/varve/help.hpp"
#include "apps/varve/plugin_command.hpp"
#include "varve/suggestion.hpp"

#include <algorithm>

namespace varve {

namespace {

std::vector<CommandGroup> groups(App& app) {
    std::vector<CommandGroup> result;
    for (const AppCommand& command : app_commands()) {
        auto group = std::ranges::find(result, command.group, &CommandGroup::heading);
        if (group == result.end())
            group = result.insert(result.end(), {std::string(command.group), {}});
        group->commands.emplace_back(command.spec.name, command.spec.summary);
    }
    CommandGroup plugins{"From plugins", {}};
    for (const PluginManifest& manifest : app.engine().plugins().manifests())
        for (const auto& command : manifest.commands)
            plugins.commands.emplace_back(command.name, command.summary);
    if (!plugins.commands.empty()) result.push_back(std::move(plugins));
    return result;
}

std::vector<std::string> all_names(App& app) {
    std::vector<std::string> names;
    for (const CommandGroup& group : groups(app))
        for (const auto& [name, summary] : group.commands) names.push_back(name);
    return names;
}

// "help lock" shows both lock commands.
std::string matching_pages(const std::string& name) {
    std::string text;
    for (const AppCommand& command : app_commands())
        if (command.spec.name == name || command.spec.name.starts_with(name + ' '))
            text += (text.empty() ? "" : "\n") + command_help(command.spec);
    return text;
}

ExitCode run(App& app) {
    std::string name;
    for (const std::string& word : app.arguments().list("COMMAND"))
        name += (name.empty() ? "" : " ") + word;
    if (name.empty()) {
        app.terminal().print(overview(groups(app)));
        return ExitCode::done;
    }
    std::string text = matching_pages(name);
    if (text.empty())
        if (const Command* const command = app.engine().plugins().command(name))
            text = command_help(command->spec());
    if (text.empty())
        throw ConfigError("there is no command '" + name + "'" + suggestion(name, all_names(app)));
    app.terminal().print(text);
    return ExitCode::done;
}

} // namespace

AppCommand help_command() {
    return {"Look",
            {.name = "help",
             .summary = "explain varve, or one command",
             .arguments =
                 {{.name = "COMMAND", .help = "which one", .required = false, .repeated = true}},
             .examples = {"varve help", "varve help run"}},
            &run};
}

} // namespace varve
