// Writes the man pages of all commands, and of those of the plugins in a folder: varve_manual DIR
// PLUGINS.
#include "apps/varve/command.hpp"
#include "apps/varve/man_page.hpp"
#include "kernel/load/plugin_registry.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>

namespace {

void write(const std::filesystem::path& file, const std::string& text) {
    std::ofstream stream(file, std::ios::binary);
    stream << text;
    stream.close();
    if (!stream) throw std::runtime_error(file.string() + " cannot be written");
}

void add(std::vector<varve::ManGroup>& groups, std::string_view heading,
         const varve::CommandSpec& spec) {
    auto group = std::ranges::find(groups, heading, &varve::ManGroup::heading);
    if (group == groups.end()) group = groups.insert(group, {std::string(heading), {}});
    group->commands.push_back(spec);
}

std::vector<varve::ManGroup> all_commands(const std::filesystem::path& plugin_folder) {
    std::vector<varve::ManGroup> groups;
    for (const varve::AppCommand& command : varve::app_commands())
        add(groups, command.group, command.spec);
    varve::PluginRegistry plugins({plugin_folder}, {});
    for (const varve::PluginFile& file : plugins.files())
        if (!file.manifest.commands.empty())
            for (const auto& command : plugins.load(file).commands())
                add(groups, "From plugins", command->spec());
    return groups;
}

void write_all(const std::filesystem::path& folder, const std::filesystem::path& plugin_folder) {
    std::filesystem::create_directories(folder);
    const std::vector<varve::ManGroup> groups = all_commands(plugin_folder);
    for (const varve::ManGroup& group : groups)
        for (const varve::CommandSpec& spec : group.commands)
            write(folder / varve::man_file_name(spec), varve::man_page(spec, VARVE_VERSION));
    write(folder / "varve.1", varve::man_overview(groups, VARVE_VERSION));
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::cerr << "usage: varve_manual DIR PLUGINS\n";
        return 2;
    }
    try {
        write_all(argv[1], argv[2]);
        return 0;
    } catch (const std::exception& error) {
        std::cerr << "varve_manual: " << error.what() << '\n';
        return 1;
    }
}
