#pragma once

#include "varve/plugin/command.hpp"

#include <span>
#include <string>

namespace varve {

/// The page of one command, varve-run(1), as troff: the same texts as its --help.
std::string man_page(const CommandSpec& spec, const std::string& version);

/// A heading of varve(1), and what stands below it.
struct ManGroup {
    std::string heading;
    std::vector<CommandSpec> commands;
};
/// The page of the program, varve(1).
std::string man_overview(std::span<const ManGroup> groups, const std::string& version);

/// "varve-lock-status.1" for "lock status".
std::string man_file_name(const CommandSpec& spec);

} // namespace varve
