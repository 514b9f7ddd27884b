#include "kernel/load/plugin_manifest.hpp"

#include "kernel/load/elf_file.hpp"
#include "varve/error.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace varve {

namespace {

constexpr std::string_view section_name = ".varve.manifest";
constexpr int known_format = 1;

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& why) {
    throw PluginError(file.filename().string(), "plugin " + file.string() + " " + why);
}

PluginManifest::Command command_of(const std::string& text) {
    const std::size_t equals = std::min(text.find('='), text.size());
    return {text.substr(0, equals), equals < text.size() ? text.substr(equals + 1) : ""};
}

} // namespace

PluginManifest read_manifest(const std::filesystem::path& file) {
    const ElfFile elf(file);
    const auto section = elf.section(section_name);
    if (!section) refuse(file, "has no varve manifest; build it with varve_plugin() in CMake");
    std::string_view text = *section;
    while (!text.empty() && text.back() == '\0') text.remove_suffix(1);
    try {
        const auto json = nlohmann::json::parse(text);
        if (json.at("manifest").get<int>() != known_format)
            refuse(file, "has a manifest of a newer format; it needs a newer varve");
        PluginManifest manifest{
            .kind = json.at("kind"), .name = json.at("name"), .version = json.at("version")};
        json.at("schemes").get_to(manifest.schemes);
        json.at("settings").get_to(manifest.settings);
        json.at("needs").get_to(manifest.needs);
        for (const std::string command : json.at("commands"))
            manifest.commands.push_back(command_of(command));
        return manifest;
    } catch (const nlohmann::json::exception&) {
        refuse(file,
               "has a manifest that cannot be understood; build it again with varve_plugin()");
    }
}

} // namespace varve
