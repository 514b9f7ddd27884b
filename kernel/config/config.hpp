#pragma once

#include "kernel/config/environment.hpp"
#include "varve/export.hpp"
#include "varve/plugin/settings.hpp"
#include "varve/url.hpp"

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace varve {

struct PluginManifest;

/// Where configuration is looked for.
struct ConfigRequest {
    /// A file that must exist; empty: `varve.toml` in `directory`, if there is one.
    std::filesystem::path file = {};
    std::string profile = {};
    /// Settings by key, as text; what the command line says.
    std::map<std::string, std::string> flags = {};
    std::vector<std::filesystem::path> plugin_folders = {}; ///< searched before all others
    Environment environment = Environment::of_process();
    std::filesystem::path directory = std::filesystem::current_path();
};

/// Where plugins are looked for behind the folders that somebody named: VARVE_PLUGIN_PATH, and the
/// folder that was installed with this library. Never the working directory by itself.
VARVE_API std::vector<std::filesystem::path>
standard_plugin_folders(const Environment& environment);

/// All settings, merged: defaults < varve.toml < its profile < environment < flags.
class VARVE_API Config {
public:
    /// Throws ConfigError (file, line, suggestion) for what is unknown, malformed or of a wrong
    /// type.
    static Config load(ConfigRequest request = {});

    std::string text(std::string_view key) const;
    std::chrono::milliseconds duration(std::string_view key) const;
    bool flag(std::string_view key) const;
    /// At least 1.
    std::size_t number(std::string_view key) const;
    std::vector<std::string> list(std::string_view key) const;
    /// Relative to the file that says so, or to the working directory.
    std::filesystem::path path(std::string_view key) const;
    std::vector<std::filesystem::path> paths(std::string_view key) const;
    /// Where the value was said: "default", "varve.toml:12", "VARVE_URL", "--url".
    std::string origin(std::string_view key) const;

    /// A setting as a person would write it, and where that was said.
    struct Shown {
        std::string key, value, origin;
    };
    /// All of them, and those of plugins, with what may be secret masked.
    std::vector<Shown> shown() const;

    /// The database with its password, which may come from the URL, `password_file` or
    /// VARVE_PASSWORD.
    Url url() const;
    /// The files that everybody can read and that hold the password of the database.
    std::vector<std::filesystem::path> exposed_files() const;
    /// What a relative path in the URL is relative to.
    std::filesystem::path url_directory() const { return directory_of("url"); }

    /// The same settings for a scratch database: without hooks and protected tables, and with
    /// varve's own tables where tables are made.
    Config for_scratch(const Url& url) const;

    /// Where plugins are looked for, in order: those asked for, `project.plugins`, and the standard
    /// ones.
    std::vector<std::filesystem::path> plugin_folders() const;

    /// The section [placeholders]: what stands for ${name} in migrations that ask for it.
    /// ConfigError for a value of several lines.
    std::map<std::string, std::string, std::less<>> placeholders() const;

    /// A plugin's own section; empty where there is none.
    Settings section(std::string_view name) const;
    /// Throws ConfigError for sections that belong to no plugin, and for keys that its plugin does
    /// not know.
    void check_sections(std::span<const PluginManifest> plugins) const;

    /// What is odd, and no error: for whoever has a log to put it in, which loading has not yet.
    const std::vector<std::string>& warnings() const noexcept { return warnings_; }

    const std::string& profile() const noexcept { return profile_; }
    /// The file that was read; empty where none was.
    const std::filesystem::path& file() const noexcept { return file_; }
    /// Of the file, or else the working directory.
    const std::filesystem::path& directory() const noexcept { return directory_; }
    const Environment& environment() const noexcept { return environment_; }

private:
    struct Entry {
        SettingValue value;
        std::string origin;
        std::filesystem::path directory; ///< that a path in it is relative to
    };
    using Entries = std::map<std::string, Entry, std::less<>>;

    friend class ConfigFile;

    void add_defaults();
    void add_file();
    void add_environment();
    void add_flags(const std::map<std::string, std::string>& flags);
    void set_text(std::string_view key, std::string_view text, std::string origin);
    void check_values() const;
    const Entry& entry(std::string_view key) const;
    std::filesystem::path directory_of(std::string_view key) const { return entry(key).directory; }

    Entries entries_;            ///< settings of varve's own, by key
    Entries sections_;           ///< settings of plugins: "audit.file"
    std::optional<Url> scratch_; ///< in the place of `url` and its password
    std::string profile_;
    std::filesystem::path file_, directory_, working_directory_;
    std::vector<std::filesystem::path> plugin_folders_;
    std::vector<std::string> warnings_;
    Environment environment_;
};

} // namespace varve
