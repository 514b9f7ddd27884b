#pragma once

#include "varve/plugin/command.hpp"

#include <nlohmann/json_fwd.hpp>

#include <span>
#include <string>
#include <utility>
#include <vector>

namespace varve {

/// A heading and the commands below it, in the order of 'varve help'.
struct CommandGroup {
    std::string heading;
    std::vector<std::pair<std::string, std::string>> commands; ///< name and summary
};

/// The page of 'varve help': at most 80 columns wide.
std::string overview(std::span<const CommandGroup> groups);

/// An option as it stands in help: "-q, --quiet", "--steps N".
std::string spelled(const OptionSpec& option);
/// What it does, its choices and its default.
std::string explained(const OptionSpec& option);
/// "varve run [options]".
std::string usage_line(const CommandSpec& spec);

/// The page of one command.
std::string command_help(const CommandSpec& spec);

/// The same for a program that completes or documents command lines.
nlohmann::ordered_json command_json(const CommandSpec& spec);

} // namespace varve
