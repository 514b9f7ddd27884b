#include "kernel/config/config.hpp"

#include "kernel/config/config_file.hpp"
#include "kernel/config/known_settings.hpp"
#include "kernel/load/plugin_manifest.hpp"
#include "kernel/text_file.hpp"
#include "varve/duration.hpp"
#include "varve/error.hpp"
#include "varve/suggestion.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>

#include <dlfcn.h>
#include <sys/stat.h>

namespace varve {

namespace {

constexpr std::string_view variable_prefix = "VARVE_";
constexpr std::array<std::string_view, 4> other_variables{"VARVE_CONFIG", "VARVE_PROFILE",
                                                          "VARVE_PASSWORD", "VARVE_PLUGIN_PATH"};

// "migrate.lock_timeout" is VARVE_MIGRATE_LOCK_TIMEOUT.
std::string variable_of(std::string_view key) {
    std::string name(variable_prefix);
    for (const char c : key)
        name += c == '.' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return name;
}

std::vector<std::string> split_list(std::string_view text) {
    std::vector<std::string> items;
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        if (comma > 0) items.emplace_back(text.substr(0, comma));
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return items;
}

bool is_list(const KnownSetting& setting) {
    return setting.type == KnownSetting::Type::list || setting.type == KnownSetting::Type::paths;
}

std::string joined(const std::vector<std::string_view>& words) {
    std::string text;
    for (const std::string_view word : words) text.append(text.empty() ? "" : ", ").append(word);
    return text;
}

std::string read_password(const std::filesystem::path& file) {
    std::string password = read_text_file(file, "the password file");
    while (!password.empty() && (password.back() == '\n' || password.back() == '\r'))
        password.pop_back();
    return password;
}

bool everybody_can_read(const std::filesystem::path& file) {
    struct stat facts {};
    return ::stat(file.c_str(), &facts) == 0 && (facts.st_mode & S_IROTH) != 0;
}

// A shorter one may stand in any word.
bool holds(const std::filesystem::path& file, const Secret& password) {
    constexpr std::size_t shortest = 3;
    return password.reveal().size() >= shortest &&
           read_text_file(file, "the file").find(password.reveal()) != std::string::npos;
}

// Does the pattern "tables.*.key" match "tables.users.key"? A star stands for one or more
// characters.
bool matches(std::string_view pattern, std::string_view key) {
    const std::size_t star = pattern.find('*');
    if (star == std::string_view::npos) return pattern == key;
    if (!key.starts_with(pattern.substr(0, star))) return false;
    const std::string_view rest = pattern.substr(star + 1);
    for (std::size_t i = star + 1; i <= key.size(); ++i)
        if (matches(rest, key.substr(i))) return true;
    return false;
}

// The longest name that it begins is one that every database keeps whole.
void check_prefix(const std::string& prefix, const std::string& what) {
    constexpr std::size_t longest = 40;
    const bool plain = std::ranges::all_of(
        prefix, [](unsigned char c) { return (c < 0x80 && std::isalnum(c) != 0) || c == '_'; });
    if (!plain || prefix.size() > longest)
        throw ConfigError(what + " takes at most " + std::to_string(longest) +
                          " letters, digits and underscores, and '" + prefix + "' is not that");
}

} // namespace

Config Config::load(ConfigRequest request) {
    Config config;
    config.working_directory_ = request.directory;
    config.plugin_folders_ = std::move(request.plugin_folders);
    config.environment_ = std::move(request.environment);
    config.file_ = request.file;
    if (config.file_.empty()) config.file_ = config.environment_.get("VARVE_CONFIG").value_or("");
    const bool asked_for = !config.file_.empty();
    config.file_ = request.directory / (asked_for ? config.file_ : "varve.toml");
    if (!std::filesystem::is_regular_file(config.file_)) {
        if (asked_for)
            throw ConfigError("there is no configuration file " + config.file_.string() +
                              "; 'varve init' writes one");
        config.file_.clear();
    }
    config.directory_ = config.file_.empty() ? request.directory : config.file_.parent_path();
    config.environment_.add_file(config.directory_ / ".env");
    config.profile_ = request.profile.empty()
                          ? config.environment_.get("VARVE_PROFILE").value_or("")
                          : request.profile;
    config.add_defaults();
    config.add_file();
    config.add_environment();
    config.add_flags(request.flags);
    config.check_values();
    return config;
}

void Config::add_defaults() {
    for (const KnownSetting& setting : known_settings()) {
        set_text(setting.key, setting.standard, "default");
        entries_.find(setting.key)->second.directory = directory_;
    }
}

void Config::add_file() {
    if (!file_.empty()) return ConfigFile(*this).read();
    if (!profile_.empty())
        throw ConfigError("profile '" + profile_ +
                          "' was asked for, and there is no varve.toml here that could hold it");
}

void Config::add_environment() {
    std::vector<std::string> known(other_variables.begin(), other_variables.end());
    for (const KnownSetting& setting : known_settings()) {
        const std::string name = known.emplace_back(variable_of(setting.key));
        if (const auto value = environment_.get(name)) set_text(setting.key, *value, name);
    }
    // Clusters and hooks put variables of their own into the environment, so only near misses are
    // worth a word; and what all have in common makes none.
    for (std::string& name : known) name.erase(0, variable_prefix.size());
    for (const auto& [name, value] : environment_.variables()) {
        if (!name.starts_with(variable_prefix)) continue;
        const std::string rest = name.substr(variable_prefix.size());
        const std::string meant = nearest(rest, known);
        if (meant.empty() || meant == rest) continue;
        warnings_.push_back("the environment variable " + name + " means nothing; did you mean '" +
                            std::string(variable_prefix) + meant + "'?");
    }
}

void Config::add_flags(const std::map<std::string, std::string>& flags) {
    for (const auto& [key, value] : flags) {
        std::string option = key.substr(key.rfind('.') + 1);
        std::ranges::replace(option, '_', '-');
        if (key == "project.migrations") option = "dir";
        set_text(key, value, "--" + option);
    }
}

void Config::set_text(std::string_view key, std::string_view text, std::string origin) {
    const KnownSetting* const setting = known_setting(key);
    if (setting == nullptr) throw ConfigError("unknown setting '" + std::string(key) + "'");
    Entry entry{std::string(text), std::move(origin), working_directory_};
    if (is_list(*setting)) entry.value = split_list(text);
    entries_.insert_or_assign(std::string(key), std::move(entry));
}

// Every value is looked at once, so that a mistake is found before anything is done, not when it is
// used.
void Config::check_values() const {
    for (const KnownSetting& setting : known_settings()) {
        const Entry& value = entry(setting.key);
        const std::string what = value.origin + ": '" + std::string(setting.key) + "'";
        if (is_list(setting)) {
            list(setting.key);
            continue;
        }
        if (setting.type == KnownSetting::Type::number) {
            number(setting.key);
            continue;
        }
        if (setting.type == KnownSetting::Type::flag) {
            flag(setting.key);
            continue;
        }
        const auto* const text = std::get_if<std::string>(&value.value);
        if (text == nullptr) throw ConfigError(what + " takes a text in quotes");
        if (setting.type == KnownSetting::Type::duration) parse_duration(*text, what);
        if (setting.key == "migrate.prefix") check_prefix(*text, what);
        const bool chosen = setting.choices.empty() ||
                            std::ranges::find(setting.choices, *text) != setting.choices.end();
        if (!chosen)
            throw ConfigError(what + " is one of " + joined(setting.choices) + ", not '" + *text +
                              "'");
    }
    if (flag("synchronize") && (profile_.empty() || profile_ == "production"))
        throw ConfigError(origin("synchronize") +
                          ": 'synchronize' changes a database without a migration; it is for a "
                          "profile of development, below [profile.dev]");
}

const Config::Entry& Config::entry(std::string_view key) const {
    const auto found = entries_.find(key);
    if (found == entries_.end())
        throw std::logic_error("no such setting: " + std::string(key)); // our own mistake
    return found->second;
}

std::string Config::text(std::string_view key) const {
    return std::get<std::string>(entry(key).value);
}

std::chrono::milliseconds Config::duration(std::string_view key) const {
    return parse_duration(text(key), key);
}

bool Config::flag(std::string_view key) const {
    const Entry& found = entry(key);
    if (const auto* const yes = std::get_if<bool>(&found.value)) return *yes;
    const auto* const text = std::get_if<std::string>(&found.value);
    if (text == nullptr || (*text != "true" && *text != "false"))
        throw ConfigError(found.origin + ": '" + std::string(key) + "' is true or false");
    return *text == "true";
}

std::size_t Config::number(std::string_view key) const {
    const Entry& found = entry(key);
    std::int64_t value = 0;
    if (const auto* const whole = std::get_if<std::int64_t>(&found.value)) {
        value = *whole;
    } else if (const auto* const text = std::get_if<std::string>(&found.value)) {
        const char* const end = text->data() + text->size();
        if (std::from_chars(text->data(), end, value).ptr != end) value = 0;
    }
    if (value < 1)
        throw ConfigError(found.origin + ": '" + std::string(key) +
                          "' takes a whole number that is at least 1");
    return static_cast<std::size_t>(value);
}

std::vector<std::string> Config::list(std::string_view key) const {
    const Entry& value = entry(key);
    if (const auto* const list = std::get_if<std::vector<std::string>>(&value.value)) return *list;
    if (const auto* const text = std::get_if<std::string>(&value.value)) return {*text};
    throw ConfigError(value.origin + ": '" + std::string(key) + "' takes a list of texts");
}

std::filesystem::path Config::path(std::string_view key) const {
    const std::string written = text(key);
    return written.empty() ? std::filesystem::path() : directory_of(key) / written;
}

std::vector<std::filesystem::path> Config::paths(std::string_view key) const {
    std::vector<std::filesystem::path> result;
    for (const std::string& written : list(key)) result.push_back(directory_of(key) / written);
    return result;
}

std::string Config::origin(std::string_view key) const {
    return entry(key).origin;
}

Config Config::for_scratch(const Url& url) const {
    Config config = *this;
    config.scratch_ = url;
    for (const char* const key :
         {"project.hooks", "migrate.namespace", "invariants.tables", "schema.snapshot"})
        config.set_text(key, "", "scratch");
    config.set_text("synchronize", "false", "scratch");
    return config;
}

Url Config::url() const {
    if (scratch_) return *scratch_;
    const std::string written = text("url");
    if (written.empty())
        throw ConfigError("no database is configured; give --url, set VARVE_URL, or write "
                          "url = \"…\" into varve.toml ('varve init' makes one)");
    Url url = Url::parse(written);
    if (url.password()) return url;
    if (const std::filesystem::path file = path("password_file"); !file.empty())
        url.set_password(Secret(read_password(file)));
    else if (const auto password = environment_.get("VARVE_PASSWORD"))
        url.set_password(Secret(*password));
    return url;
}

std::vector<std::filesystem::path> Config::exposed_files() const {
    std::optional<Secret> password;
    try {
        password = url().password();
    } catch (const ConfigError&) {
        return {}; // whoever needs the URL is told
    }
    std::vector<std::filesystem::path> exposed;
    for (const auto& file : {path("password_file"), file_, directory_ / ".env"})
        if (password && everybody_can_read(file) && holds(file, *password)) exposed.push_back(file);
    return exposed;
}

std::vector<std::filesystem::path> Config::plugin_folders() const {
    std::vector<std::filesystem::path> folders;
    for (const auto& folder : plugin_folders_) folders.push_back(working_directory_ / folder);
    for (auto& folder : paths("project.plugins")) folders.push_back(std::move(folder));
    for (auto& folder : standard_plugin_folders(environment_)) folders.push_back(std::move(folder));
    return folders;
}

std::vector<std::filesystem::path> standard_plugin_folders(const Environment& environment) {
    std::vector<std::filesystem::path> folders;
    std::string search_path = environment.get("VARVE_PLUGIN_PATH").value_or("");
    std::ranges::replace(search_path, ':', ',');
    for (const std::string& folder : split_list(search_path)) folders.emplace_back(folder);
    Dl_info library{};
    // As the linker found it, that is from the program's folder: /usr/bin/../lib.
    if (::dladdr(reinterpret_cast<const void*>(&known_setting), &library) != 0)
        folders.push_back(std::filesystem::weakly_canonical(library.dli_fname).parent_path() /
                          "varve" / "plugins");
    return folders;
}

Settings Config::section(std::string_view name) const {
    const std::string prefix = std::string(name) + '.';
    Settings::Values values;
    for (const auto& [key, entry] : sections_)
        if (key.starts_with(prefix)) values.emplace(key.substr(prefix.size()), entry.value);
    return Settings(std::string(name), std::move(values));
}

namespace {

// What the key could have been: of "*.points" and "it.pionts", "it.points".
std::string likened(const std::string& pattern, const std::string& key) {
    const std::size_t star = pattern.find('*'), dot = key.rfind('.');
    const bool fits = star != std::string::npos && dot != std::string::npos && dot > star &&
                      key.starts_with(pattern.substr(0, star));
    return fits ? key.substr(0, dot) + pattern.substr(star + 1) : pattern;
}

std::string suggestion_among(const std::vector<std::string>& patterns, const std::string& key) {
    std::vector<std::string> keys;
    for (const std::string& pattern : patterns) keys.push_back(likened(pattern, key));
    return suggestion(key, keys);
}

std::string known_in(std::span<const std::string> settings) {
    std::string text;
    for (const std::string& setting : settings) text += ' ' + setting;
    return text.empty() ? "; it has none" : " (known:" + text + ')';
}

} // namespace

void Config::check_sections(std::span<const PluginManifest> plugins) const {
    for (const auto& [key, entry] : sections_) {
        const std::string section = key.substr(0, key.find('.'));
        if (section == "placeholders") continue; // named by whoever writes the migrations
        const std::string rest = key.substr(section.size() + 1);
        const auto plugin = std::ranges::find(plugins, section, &PluginManifest::name);
        if (plugin == plugins.end()) {
            std::vector<std::string> known(own_sections().begin(), own_sections().end());
            for (const PluginManifest& other : plugins) known.push_back(other.name);
            throw ConfigError(entry.origin + ": no plugin is called '" + section +
                              "', so its section means nothing" + suggestion(section, known));
        }
        const bool accepted = std::ranges::any_of(
            plugin->settings, [&](const std::string& pattern) { return matches(pattern, rest); });
        if (!accepted)
            throw ConfigError(entry.origin + ": the plugin '" + section + "' has no setting '" +
                              rest + "'" + suggestion_among(plugin->settings, rest) +
                              known_in(plugin->settings));
    }
}

} // namespace varve
