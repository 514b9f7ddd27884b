// Writes the man pages of all commands into a folder: varve_manual DIR.
#include "apps/varve/command.hpp"
#include "apps/varve/man_page.hpp"

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

void write_all(const std::filesystem::path& folder) {
    std::filesystem::create_directories(folder);
    std::vector<varve::ManGroup> groups;
    for (const varve::AppCommand& command : varve::app_commands()) {
        write(folder / varve::man_file_name(command.spec),
              varve::man_page(command.spec, VARVE_VERSION));
        auto group = std::ranges::find(groups, command.group, &varve::ManGroup::heading);
        if (group == groups.end()) group = groups.insert(group, {std::string(command.group), {}});
        group->commands.push_back(command.spec);
    }
    write(folder / "varve.1", varve::man_overview(groups, VARVE_VERSION));
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: varve_manual DIR\n";
        return 2;
    }
    try {
        write_all(argv[1]);
        return 0;
    } catch (const std::exception& error) {
        std::cerr << "varve_manual: " << error.what() << '\n';
        return 1;
    }
}
