#include "kernel/load/plugin_registry.hpp"

#include "kernel/load/plugin_call.hpp"
#include "varve/error.hpp"
#include "varve/log.hpp"
#include "varve/suggestion.hpp"

#include <algorithm>

namespace varve {

namespace {

// "varve-dialect-sqlite.so": the kind and the name.
PluginManifest guessed_from(const std::filesystem::path& path) {
    const std::string stem = path.stem().string();
    if (!stem.starts_with("varve-")) return {.kind = "", .name = stem, .version = ""};
    const std::size_t dash = std::min(stem.find('-', 6), stem.size());
    return {.kind = stem.substr(6, dash - 6),
            .name = stem.substr(std::min(dash + 1, stem.size())),
            .version = ""};
}

bool contains(const std::vector<std::string>& list, std::string_view word) {
    return std::ranges::find(list, word) != list.end();
}

std::string where_we_looked(const std::vector<std::filesystem::path>& folders) {
    std::string text = "; looked in";
    for (const auto& folder : folders) text += ' ' + folder.string();
    return folders.empty() ? "; no plugin folder is configured" : text;
}

} // namespace

PluginRegistry::PluginRegistry(const std::vector<std::filesystem::path>& folders, Pins pins)
    : folders_(folders), pins_(std::move(pins)) {
    for (const auto& folder : folders) scan(folder);
}

void PluginRegistry::scan(const std::filesystem::path& folder) {
    std::error_code error;
    std::vector<std::filesystem::path> found;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error))
        if (entry.path().extension() == ".so") found.push_back(entry.path());
    std::ranges::sort(found);
    for (const auto& path : found) add(path);
}

void PluginRegistry::add(const std::filesystem::path& path) {
    PluginFile file{.path = path, .manifest = guessed_from(path)};
    try {
        file.manifest = read_manifest(path);
    } catch (const PluginError& error) {
        file.refusal = error.what();
    }
    if (const PluginFile* const earlier = find(file.manifest.name))
        file.shadowed_by = earlier->path;
    if (!file.refusal.empty()) log::warning(file.refusal);
    files_.push_back(std::move(file));
}

const PluginFile* PluginRegistry::find(std::string_view name) const {
    const auto found = std::ranges::find_if(files_, [&](const PluginFile& file) {
        return file.manifest.name == name && file.shadowed_by.empty();
    });
    return found == files_.end() ? nullptr : &*found;
}

std::vector<PluginManifest> PluginRegistry::manifests() const {
    std::vector<PluginManifest> result;
    for (const PluginFile& file : files_)
        if (file.refusal.empty() && file.shadowed_by.empty()) result.push_back(file.manifest);
    return result;
}

const Contributions& PluginRegistry::load(const PluginFile& file) {
    const std::string& name = file.manifest.name;
    if (const auto found = loaded_.find(name); found != loaded_.end()) return found->second;
    if (!file.refusal.empty()) throw PluginError(name, file.refusal);
    if (contains(loading_, name))
        throw PluginError(name, "plugin '" + name + "' needs itself, by way of others");
    loading_.push_back(name);
    for (const std::string& other : file.manifest.needs) {
        const PluginFile* const needed_file = find(other);
        if (needed_file == nullptr)
            throw PluginError(name, "plugin '" + name + "' needs the plugin '" + other +
                                        "', which is not there" + where_we_looked(folders_));
        load(*needed_file);
    }
    const auto pin = pins_.find(name);
    Contributions contributions = load_plugin(
        file.path, file.manifest, pin == pins_.end() ? std::nullopt : std::optional(pin->second));
    loading_.pop_back();
    return loaded_.emplace(name, std::move(contributions)).first->second;
}

const PluginFile& PluginRegistry::needed(const std::string& name, std::string_view kind) const {
    if (const PluginFile* const file = find(name)) return *file;
    throw ConfigError(not_there(name, kind));
}

std::string PluginRegistry::not_there(const std::string& name, std::string_view kind) const {
    std::vector<std::string> known;
    for (const PluginFile& file : files_)
        if (kind.empty() || file.manifest.kind == kind) known.push_back(file.manifest.name);
    return "there is no " + std::string(kind) + (kind.empty() ? "" : " ") + "plugin called '" +
           name + "'" + suggestion(name, known) + where_we_looked(folders_);
}

std::filesystem::path PluginRegistry::file_of(const std::string& text) const {
    const bool may_be_a_name = text.find('/') == std::string::npos;
    if (const PluginFile* const file = may_be_a_name ? find(text) : nullptr) return file->path;
    std::error_code loop; // of links
    if (std::filesystem::exists(text, loop)) return text;
    throw ConfigError("there is no file " + text +
                      (may_be_a_name ? ", and " + not_there(text, {}) : ""));
}

const Driver& PluginRegistry::driver(std::string_view scheme) {
    std::vector<std::string> known;
    for (const PluginFile& file : files_) {
        if (!file.shadowed_by.empty()) continue;
        known.insert(known.end(), file.manifest.schemes.begin(), file.manifest.schemes.end());
        // A file that was refused may be the one that is needed: its name is all that is known of
        // it.
        const bool may_be_it = !file.refusal.empty() && file.manifest.name == scheme;
        if (!may_be_it && !contains(file.manifest.schemes, scheme)) continue;
        for (const auto& driver : load(file).drivers())
            if (contains(driver->schemes(), scheme)) return *driver;
        throw PluginError(file.manifest.name,
                          "plugin '" + file.manifest.name + "' promises the URL scheme '" +
                              std::string(scheme) + "' and contributes no driver for it");
    }
    std::string sentence = "no plugin knows databases whose URL starts with '" +
                           std::string(scheme) + ":'" + suggestion(scheme, known);
    if (!known.empty()) {
        sentence += " (known:";
        for (const std::string& other : known) sentence += ' ' + other;
        sentence += ')';
    }
    throw ConfigError(sentence + where_we_looked(folders_));
}

std::unique_ptr<MigrationSource> PluginRegistry::source(const std::string& name,
                                                        const SourceRequest& request) {
    for (const auto& source : load(needed(name, "source")).sources())
        if (source.name == name)
            return guarded_call(name, "opening its migrations",
                                [&] { return source.make(request); });
    throw PluginError(name, "plugin '" + name + "' contributes no migration source of that name");
}

std::vector<ContributedMigration> PluginRegistry::migrations(const std::string& name) {
    const PluginFile* const file = find(name);
    if (file == nullptr || file->manifest.kind != "migrations") return {};
    return load(*file).migrations();
}

std::vector<ContributedEntities> PluginRegistry::entities(const std::string& name) {
    return load(needed(name, "entities")).entities();
}

std::unique_ptr<Hook> PluginRegistry::hook(const std::string& name, const Settings& settings,
                                           Project& project) {
    for (const auto& hook : load(needed(name, "hook")).hooks())
        if (hook.name == name)
            return guarded_call(name, "starting", [&] { return hook.make(settings, project); });
    throw PluginError(name, "plugin '" + name + "' contributes no hook of that name");
}

Command* PluginRegistry::command(std::string_view name) {
    for (const PluginFile& file : files_) {
        const bool has_it = file.shadowed_by.empty() &&
                            std::ranges::any_of(file.manifest.commands, [&](const auto& command) {
                                return command.name == name;
                            });
        if (!has_it) continue;
        for (const auto& command : load(file).commands())
            if (command->spec().name == name) return command.get();
        throw PluginError(file.manifest.name, "plugin '" + file.manifest.name +
                                                  "' promises a command '" + std::string(name) +
                                                  "' and contributes none");
    }
    return nullptr;
}

} // namespace varve
