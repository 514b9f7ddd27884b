#include "apps/varve/command.hpp"

#include "apps/varve/help.hpp"
#include "apps/varve/plugin_command.hpp"
#include "varve/suggestion.hpp"

#include <nlohmann/json.hpp>

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

// What a program that completes or documents command lines wants to know.
ExitCode print_json(App& app, const std::string& name) {
    auto commands = nlohmann::ordered_json::array();
    const auto wanted = [&](const std::string& other) {
        return name.empty() || other == name || other.starts_with(name + ' ');
    };
    for (const AppCommand& command : app_commands())
        if (wanted(command.spec.name)) commands.push_back(command_json(command.spec));
    for (const PluginManifest& manifest : app.engine().plugins().manifests())
        for (const auto& command : manifest.commands)
            if (wanted(command.name))
                commands.push_back(
                    command_json(app.engine().plugins().command(command.name)->spec()));
    if (commands.empty())
        throw ConfigError("there is no command '" + name + "'" + suggestion(name, all_names(app)));
    app.print({{"commands", std::move(commands)}});
    return ExitCode::done;
}

ExitCode run(App& app) {
    std::string name;
    for (const std::string& word : app.arguments().list("COMMAND"))
        name += (name.empty() ? "" : " ") + word;
    if (app.json()) return print_json(app, name);
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
