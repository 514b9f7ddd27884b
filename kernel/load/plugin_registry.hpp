#pragma once

#include "kernel/load/pins.hpp"
#include "kernel/load/plugin_loader.hpp"
#include "kernel/load/plugin_manifest.hpp"
#include "varve/export.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace varve {

/// A plugin's file as it was found.
struct PluginFile {
    std::filesystem::path path;
    PluginManifest manifest;  ///< of a file that was refused: its name, guessed from the file's
    std::string refusal = {}; ///< why its manifest could not be read
    std::filesystem::path shadowed_by = {}; ///< a plugin of the same name that is found earlier
};

/// All plugins that can be found, of which only those that are needed get loaded.
class VARVE_API PluginRegistry {
public:
    /// Looks into `folders` in order; a folder that is absent is passed over.
    PluginRegistry(const std::vector<std::filesystem::path>& folders, Pins pins);

    const std::vector<PluginFile>& files() const noexcept { return files_; }
    /// Of all plugins that are neither refused nor shadowed.
    std::vector<PluginManifest> manifests() const;
    const std::vector<std::filesystem::path>& folders() const noexcept { return folders_; }

    // Each loads what it needs and throws PluginError where that is refused or not there.
    const Driver& driver(std::string_view scheme);
    std::unique_ptr<MigrationSource> source(const std::string& name, const SourceRequest& request);
    /// The native migrations that the plugin of this name contributes; none where it is none that
    /// does.
    std::vector<ContributedMigration> migrations(const std::string& name);
    std::vector<ContributedEntities> entities(const std::string& name);
    std::unique_ptr<Hook> hook(const std::string& name, const Settings& settings, Project& project);
    /// nullptr where no plugin has such a command.
    Command* command(std::string_view name);
    /// Loads this plugin and all that it needs.
    const Contributions& load(const PluginFile& file);
    /// The plugin of this name that is neither shadowed; nullptr where there is none.
    const PluginFile* find(std::string_view name) const;
    /// The same; ConfigError, with a suggestion among those of this kind (empty: of any), where
    /// there is none.
    const PluginFile& needed(const std::string& name, std::string_view kind = {}) const;
    /// The file that a person means by `text`: a plugin's name or a path. ConfigError where there
    /// is neither.
    std::filesystem::path file_of(const std::string& text) const;

private:
    void scan(const std::filesystem::path& folder);
    void add(const std::filesystem::path& path);
    std::string not_there(const std::string& name, std::string_view kind) const;

    std::vector<std::filesystem::path> folders_;
    std::vector<PluginFile> files_;
    Pins pins_;
    std::map<std::string, Contributions, std::less<>> loaded_;
    std::vector<std::string> loading_; ///< to tell plugins that need each other
};

} // namespace varve
