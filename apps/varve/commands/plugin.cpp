#include "apps/varve/command.hpp"

#include <nlohmann/json.hpp>

namespace varve {

namespace {

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

std::vector<std::string> command_names(const PluginManifest& manifest) {
    std::vector<std::string> names;
    for (const auto& command : manifest.commands) names.push_back(command.name);
    return names;
}

// Why the plugin would not be used, or nothing; `open` says whether to try.
std::string problem_of(PluginRegistry& plugins, const PluginFile& file, bool open) {
    if (!file.refusal.empty()) return file.refusal;
    if (!file.shadowed_by.empty()) return "shadowed by " + file.shadowed_by.string();
    if (!open) return "";
    try {
        plugins.load(file);
    } catch (const Error& error) {
        return error.what();
    }
    return "";
}

nlohmann::ordered_json to_json(const PluginFile& file, const std::string& problem) {
    const PluginManifest& manifest = file.manifest;
    return {{"name", manifest.name},
            {"kind", manifest.kind},
            {"version", manifest.version},
            {"file", file.path.string()},
            {"schemes", manifest.schemes},
            {"commands", command_names(manifest)},
            {"settings", manifest.settings},
            {"needs", manifest.needs},
            {"problem",
             problem.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(problem)}};
}

ExitCode list(App& app) {
    PluginRegistry& plugins = app.engine().plugins();
    auto json = nlohmann::ordered_json::array();
    std::vector<std::vector<std::string>> rows{{"kind", "name", "version", "file"}};
    std::vector<std::string> problems;
    for (const PluginFile& file : plugins.files()) {
        const std::string problem = problem_of(plugins, file, app.arguments().has("load"));
        json.push_back(to_json(file, problem));
        rows.push_back(
            {file.manifest.kind, file.manifest.name, file.manifest.version, file.path.string()});
        if (!problem.empty() && file.refusal.empty()) problems.push_back(problem);
    }
    if (app.json())
        app.print({{"plugins", std::move(json)}});
    else
        app.terminal().print(table(rows));
    for (const std::string& problem : problems) app.terminal().warn(problem);
    return ExitCode::done;
}

ExitCode info(App& app) {
    const std::string name = app.arguments().text("NAME");
    PluginRegistry& plugins = app.engine().plugins();
    const PluginFile& file = plugins.needed(name);
    const Contributions& contributions = plugins.load(file);
    if (app.json()) {
        app.print(to_json(file, ""));
        return ExitCode::done;
    }
    std::vector<std::string> sources, hooks, migrations;
    for (const auto& source : contributions.sources()) sources.push_back(source.name);
    for (const auto& hook : contributions.hooks()) hooks.push_back(hook.name);
    for (const auto& migration : contributions.migrations())
        migrations.push_back(migration.version.text() + ' ' + migration.name);
    const PluginManifest& manifest = file.manifest;
    std::vector<std::vector<std::string>> rows{{"name", manifest.name},
                                               {"kind", manifest.kind},
                                               {"version", manifest.version},
                                               {"file", file.path.string()},
                                               {"url schemes", joined(manifest.schemes)},
                                               {"sources", joined(sources)},
                                               {"hooks", joined(hooks)},
                                               {"migrations", joined(migrations)},
                                               {"commands", joined(command_names(manifest))},
                                               {"settings", joined(manifest.settings)},
                                               {"needs", joined(manifest.needs)}};
    std::erase_if(rows, [](const auto& row) { return row[1].empty(); });
    app.terminal().print(table(rows));
    return ExitCode::done;
}

} // namespace

AppCommand plugin_list_command() {
    return {"Look",
            {.name = "plugin list",
             .summary = "show the plugins that are found",
             .details = "Reads what each file says of itself and runs none of its code, unless "
                        "--load asks for it.",
             .options = {{.name = "load", .help = "open each, to see whether it can be used"}},
             .examples = {"varve plugin list", "varve plugin list --load"}},
            &list};
}

AppCommand plugin_info_command() {
    return {"Look",
            {.name = "plugin info",
             .summary = "load a plugin and show what it brings",
             .arguments = {{.name = "NAME", .help = "as 'varve plugin list' shows it"}},
             .examples = {"varve plugin info sqlite"}},
            &info};
}

} // namespace varve
