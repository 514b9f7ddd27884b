#include "kernel/load/plugin_check.hpp"
#include "apps/varve/command.hpp"

#include <nlohmann/json.hpp>

namespace varve {

namespace {

const char* word(PluginFinding::Severity severity) {
    return severity == PluginFinding::Severity::error ? "error" : "warning";
}

nlohmann::ordered_json to_json(const std::filesystem::path& file,
                               const PluginInspection& inspection) {
    auto findings = nlohmann::ordered_json::array();
    for (const PluginFinding& finding : inspection.findings)
        findings.push_back({{"severity", word(finding.severity)},
                            {"finding", finding.sentence},
                            {"remedy", finding.remedy}});
    return {{"file", file.string()},
            {"kind", inspection.manifest.kind},
            {"name", inspection.manifest.name},
            {"version", inspection.manifest.version},
            {"sha256", inspection.sha256},
            {"libraries", inspection.libraries},
            {"exported", inspection.exported},
            {"findings", std::move(findings)},
            {"passed", inspection.passed()}};
}

std::string text_of(const std::filesystem::path& file, const PluginInspection& inspection,
                    const Terminal& terminal) {
    std::string libraries;
    for (const std::string& name : inspection.libraries)
        libraries += (libraries.empty() ? "" : ", ") + name;
    const PluginManifest& manifest = inspection.manifest;
    std::string text =
        table({{"file", file.string()},
               {"plugin", manifest.kind + ' ' + manifest.name + ' ' + manifest.version},
               {"sha256", inspection.sha256},
               {"linked with", libraries}});
    for (const PluginFinding& finding : inspection.findings) {
        const bool bad = finding.severity == PluginFinding::Severity::error;
        text += terminal.styled(word(finding.severity), bad ? Style::bad : Style::warning) + ": " +
                finding.sentence + "\n  " + finding.remedy + '\n';
    }
    if (inspection.findings.empty())
        text += terminal.styled("nothing is wrong", Style::good) + '\n';
    return text;
}

std::filesystem::path lock_file_of(App& app) {
    return app.engine().config().directory() / "varve.lock";
}

ExitCode check(App& app) {
    const std::filesystem::path file = app.engine().plugins().file_of(app.arguments().text("FILE"));
    const PluginInspection inspection = inspect_plugin(file, read_pins(lock_file_of(app)));
    if (app.json())
        app.print(to_json(file, inspection));
    else
        app.terminal().print(text_of(file, inspection, app.terminal()));
    return inspection.passed() ? ExitCode::done : ExitCode::plugin;
}

// Those that are named, or those that are pinned; of these, what is gone loses its pin.
std::vector<std::string> names_to_pin(App& app, Pins& pins) {
    std::vector<std::string> names = app.arguments().list("NAME");
    if (!names.empty()) return names;
    if (pins.empty())
        throw ConfigError("name the plugins to pin, as 'varve plugin list' shows them; without "
                          "names those that are in varve.lock are pinned anew, and none is");
    std::erase_if(pins, [&](const auto& pin) {
        const bool gone = app.engine().plugins().find(pin.first) == nullptr;
        if (gone)
            app.terminal().warn("plugin '" + pin.first +
                                "' is not found any more; it is not pinned any more either");
        return gone;
    });
    for (const auto& [name, sum] : pins) names.push_back(name);
    return names;
}

ExitCode pin(App& app) {
    const std::filesystem::path lock_file = lock_file_of(app);
    Pins pins = read_pins(lock_file);
    nlohmann::ordered_json changed = nlohmann::ordered_json::object();
    for (const std::string& name : names_to_pin(app, pins)) {
        std::string sum = inspect_plugin(app.engine().plugins().needed(name).path, pins).sha256;
        changed[name] = sum;
        pins.insert_or_assign(name, std::move(sum));
    }
    write_pins(lock_file, pins);
    if (app.json()) {
        app.print({{"file", lock_file.string()}, {"pins", std::move(changed)}});
        return ExitCode::done;
    }
    for (const auto& [name, sum] : changed.items())
        app.terminal().say("pinned " + name + " to " + sum.get<std::string>());
    return ExitCode::done;
}

} // namespace

AppCommand plugin_check_command() {
    return {"Look",
            {.name = "plugin check",
             .summary = "read a plugin's file and say what is wrong with it",
             .details = "Runs none of its code: what it exports and is linked with, who may write "
                        "to it, and what would bring trouble later. Ends with 9 where it would be "
                        "refused.",
             .arguments = {{.name = "FILE", .help = "a shared library, or a plugin's name"}},
             .examples = {"varve plugin check build/plugins/varve-hook-freeze.so",
                          "varve plugin check audit"}},
            &check};
}

AppCommand plugin_pin_command() {
    return {"Mend",
            {.name = "plugin pin",
             .summary = "let these files be loaded as plugins, and no others of their names",
             .details = "Writes the sums of the files that are found now into varve.lock, beside "
                        "varve.toml. Without names, those that are in it are pinned anew, and "
                        "those whose plugin is gone are dropped.",
             .arguments = {{.name = "NAME",
                            .help = "as 'varve plugin list' shows it",
                            .required = false,
                            .repeated = true}},
             .examples = {"varve plugin pin postgresql sql audit", "varve plugin pin"}},
            &pin};
}

} // namespace varve
