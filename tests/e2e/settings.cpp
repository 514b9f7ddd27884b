#include "kernel/config/config.hpp"
#include "kernel/config/known_settings.hpp"

#include <nlohmann/json.hpp>

#include <cctype>
#include <filesystem>
#include <iostream>

using namespace varve;

namespace {

std::string variable_of(std::string_view key) {
    std::string name = "VARVE_";
    for (const char c : key)
        name += c == '.' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return name;
}

std::string some_value(const KnownSetting& setting) {
    if (!setting.choices.empty()) return std::string(setting.choices.back());
    if (setting.type == KnownSetting::Type::number) return "7";
    if (setting.type == KnownSetting::Type::flag) return "false";
    return setting.type == KnownSetting::Type::duration ? "7s" : "something";
}

// Does the configuration take the setting from this environment variable?
bool is_read_from(const KnownSetting& setting, const std::string& variable) {
    const Config config = Config::load(
        {.environment = Environment(Environment::Variables{{variable, some_value(setting)}}),
         .directory = std::filesystem::temp_directory_path() / "varve-no-such-folder"});
    return config.origin(setting.key) == variable;
}

std::string help_of(const KnownSetting& setting) {
    std::string help(setting.help);
    for (const std::string_view choice : setting.choices)
        help.append(choice == setting.choices.front() ? ": " : ", ").append(choice);
    return help;
}

} // namespace

/// Prints all settings that the program knows, one JSON object a line, for the page about them.
int main() {
    constexpr const char* types[]{"text",  "path",   "duration", "list",
                                  "paths", "choice", "number",   "flag"};
    for (const KnownSetting& setting : known_settings()) {
        const std::string variable = variable_of(setting.key);
        if (!is_read_from(setting, variable)) {
            std::cerr << setting.key << " is not read from " << variable << '\n';
            return 1;
        }
        const nlohmann::ordered_json line{{"key", setting.key},
                                          {"type", types[static_cast<std::size_t>(setting.type)]},
                                          {"default", setting.standard},
                                          {"variable", variable},
                                          {"help", help_of(setting)}};
        std::cout << line.dump() << '\n';
    }
    return 0;
}
