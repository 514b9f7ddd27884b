#include "kernel/diagnose/project_checks.hpp"

#include "kernel/diagnose/examination.hpp"
#include "kernel/load/plugin_check.hpp"
#include "varve/trust.hpp"

#include <algorithm>

namespace varve {

using Severity = Diagnosis::Severity;

std::vector<Diagnosis> check_configuration(const Config& config) {
    std::vector<Diagnosis> found;
    for (const std::string& warning : config.warnings())
        found.push_back({.severity = Severity::warning,
                         .what = warning,
                         .remedy = "correct it; this shows what counts and where it was said:",
                         .command = "varve config show"});
    if (!found.empty()) return found;
    const std::string file = config.file().empty() ? "no varve.toml" : config.file().string();
    return {{.what = file + (config.profile().empty() ? "" : ", profile " + config.profile())}};
}

std::vector<Diagnosis> check_secrets(const Config& config) {
    std::vector<Diagnosis> found;
    for (const std::filesystem::path& file : config.exposed_files())
        found.push_back({.severity = Severity::warning,
                         .what = "everybody can read " + file.string() +
                                 ", and the database's password is in it",
                         .remedy = "let its owner alone read it:",
                         .command = "chmod go-rwx " + shell_word(file.string())});
    if (found.empty()) return {{.what = "no file that others can read has the password"}};
    return found;
}

std::vector<NeededPlugin> needed_plugins(const Config& config) {
    std::vector<NeededPlugin> needed;
    for (std::string& name : config.list("project.sources")) needed.push_back({"source", name});
    for (std::string& name : config.list("project.hooks")) needed.push_back({"hook", name});
    for (std::string& name : config.list("project.entities")) needed.push_back({"entities", name});
    return needed;
}

namespace {

std::string load(const NeededPlugin& plugin, PluginRegistry& plugins) {
    if (plugin.kind == "dialect")
        return "dialect " + std::string(plugins.driver(plugin.name).name());
    const PluginFile* const file = plugins.find(plugin.name);
    plugins.load(file != nullptr ? *file : plugins.needed(plugin.name, plugin.kind));
    return std::string(plugin.kind) + ' ' + plugin.name;
}

// A pin is what a file must be that lies where its owner or folder is not trusted, too.
bool can_be_pinned(const PluginFile& file, const Pins& pins) {
    if (!file.refusal.empty()) return false;
    if (const auto pin = pins.find(file.manifest.name); pin != pins.end())
        return inspect_plugin(file.path, pins).sha256 != pin->second;
    return distrust(file.path).has_value();
}

} // namespace

Diagnosis check_plugin(const NeededPlugin& plugin, PluginRegistry& plugins, const Pins& pins) {
    try {
        return {.what = load(plugin, plugins)};
    } catch (const PluginError& error) {
        Diagnosis diagnosis = problem_of(error);
        const PluginFile* const file = plugins.find(error.plugin());
        if (file == nullptr) return diagnosis;
        if (can_be_pinned(*file, pins)) {
            diagnosis.remedy = "if " + file->path.string() + " is what it should be, pin it:";
            diagnosis.command = "varve plugin pin " + shell_word(file->manifest.name);
        } else {
            diagnosis.remedy = "put a build for this varve into the place of " +
                               file->path.string() + "; this says more of it:";
            diagnosis.command = "varve plugin check " + shell_word(file->path.string());
        }
        return diagnosis;
    }
}

std::vector<Diagnosis> check_plugin_files(const PluginRegistry& plugins) {
    std::vector<Diagnosis> found;
    for (const PluginFile& file : plugins.files())
        if (!file.refusal.empty())
            found.push_back({.severity = Severity::warning,
                             .what = file.refusal,
                             .remedy = "no run needs it; take it out of the folder:",
                             .command = "rm " + shell_word(file.path.string())});
    return found;
}

} // namespace varve
