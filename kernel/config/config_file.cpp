#include "kernel/config/config_file.hpp"

#include "kernel/config/known_settings.hpp"
#include "varve/error.hpp"
#include "varve/suggestion.hpp"

#include <toml++/toml.h>

#include <set>

namespace varve {

namespace {

std::string place(const std::filesystem::path& file, const toml::node& node) {
    return file.filename().string() + ':' + std::to_string(node.source().begin.line);
}

// The first words of varve's own keys: "project", "migrate", "log".
bool is_own_section(std::string_view name) {
    for (const KnownSetting& known : known_settings())
        if (known.key.starts_with(name) && known.key.substr(name.size()).starts_with('.'))
            return true;
    return false;
}

std::vector<std::string> known_keys() {
    std::vector<std::string> keys;
    for (const KnownSetting& known : known_settings()) keys.emplace_back(known.key);
    return keys;
}

// What stands in a wrong section, or in none, is called right; what is misspelled is not.
std::string known_elsewhere(const std::string& key) {
    const auto last = [](std::string_view text) { return text.substr(text.rfind('.') + 1); };
    for (const KnownSetting& known : known_settings()) {
        if (last(known.key) != last(key)) continue;
        const bool at_the_top = known.key.find('.') == std::string_view::npos;
        return "; did you mean '" + std::string(known.key) +
               (at_the_top ? "', above the first section?" : "'?");
    }
    return suggestion(key, known_keys());
}

SettingValue converted(const toml::node& node, const Environment& environment,
                       const std::string& where) {
    if (const auto text = node.value_exact<std::string>()) return environment.expand(*text, where);
    if (const auto integer = node.value_exact<std::int64_t>()) return *integer;
    if (const auto boolean = node.value_exact<bool>()) return *boolean;
    if (const auto real = node.value_exact<double>()) return *real;
    const toml::array* const array = node.as_array();
    if (array == nullptr)
        throw ConfigError(where + ": a value is a text, a number, true, false or a list of texts");
    std::vector<std::string> texts;
    for (const toml::node& item : *array) {
        const auto text = item.value_exact<std::string>();
        if (!text) throw ConfigError(where + ": this list holds something that is not a text");
        texts.push_back(environment.expand(*text, where));
    }
    return texts;
}

// Calls `each` with the dotted key of every value below `table`.
template <class Each> void flatten(const toml::table& table, const std::string& prefix, Each each) {
    for (const auto& [key, node] : table) {
        const std::string name = prefix + std::string(key.str());
        if (const toml::table* const inner = node.as_table())
            flatten(*inner, name + '.', each);
        else
            each(name, node);
    }
}

toml::table parsed(const std::filesystem::path& file) {
    try {
        return toml::parse_file(file.string());
    } catch (const toml::parse_error& error) {
        throw ConfigError(file.string() + ':' + std::to_string(error.source().begin.line) + ": " +
                          std::string(error.description()) +
                          "; texts stand in quotes: url = \"sqlite:app.db\"");
    }
}

const toml::table& chosen_profile(const toml::table* profiles, const std::string& name,
                                  const std::filesystem::path& file) {
    std::vector<std::string> known;
    if (profiles != nullptr)
        for (const auto& [key, node] : *profiles) known.emplace_back(key.str());
    const toml::node* const node = profiles == nullptr ? nullptr : profiles->get(name);
    if (node != nullptr && node->is_table()) return *node->as_table();
    std::string sentence =
        file.string() + " has no [profile." + name + ']' + suggestion(name, known);
    if (!known.empty()) {
        sentence += " (known:";
        for (const std::string& other : known) sentence += ' ' + other;
        sentence += ')';
    }
    throw ConfigError(sentence);
}

// [profile] holds profiles and nothing else.
void check_profiles(const toml::node& profiles, const std::filesystem::path& file) {
    const toml::table* const table = profiles.as_table();
    if (table == nullptr)
        throw ConfigError(place(file, profiles) +
                          ": 'profile' is no setting; --profile NAME or VARVE_PROFILE chooses a "
                          "profile, and [profile.NAME] holds what it sets");
    for (const auto& [key, node] : *table)
        if (!node.is_table())
            throw ConfigError(place(file, node) + ": 'profile." + std::string(key.str()) +
                              "' is no profile; what a profile sets stands below [profile.NAME], "
                              "in single brackets");
}

} // namespace

void ConfigFile::read() {
    const std::filesystem::path& file = config_.file_;
    const toml::table root = parsed(file);
    const auto add = [&](const std::string& key, const toml::node& node) {
        const std::string where = place(file, node);
        const std::string first = key.substr(0, key.find('.'));
        const bool own = known_setting(key) != nullptr;
        if (!own && (first == key || is_own_section(first)))
            throw ConfigError(where + ": unknown setting '" + key + "'" + known_elsewhere(key));
        SettingValue value = converted(node, config_.environment_, where + ": " + key);
        auto& target = own ? config_.entries_ : config_.sections_;
        target[key] = {std::move(value), where, config_.directory_};
    };
    for (const auto& [key, node] : root) {
        const std::string name(key.str());
        if (name == "profile")
            check_profiles(node, file);
        else if (const toml::table* const section = node.as_table())
            flatten(*section, name + '.', add);
        else
            add(name, node);
    }
    if (!config_.profile_.empty())
        flatten(chosen_profile(root["profile"].as_table(), config_.profile_, file), "", add);
}

} // namespace varve
