#pragma once

#include "varve/plugin/command.hpp"
#include "varve/secret.hpp"

#include <span>
#include <string>
#include <vector>

namespace varve {

/// The options that every command has.
std::span<const OptionSpec> common_options();

/// A command line after its command was found in it.
struct CommandLine {
    std::string command;           ///< "lock status"; empty where none was given
    std::vector<std::string> rest; ///< all other words, in order
    int verbosity = 0;             ///< how many -v
    bool help = false;
};

/// Finds the command, whatever options stand before it. `known` has all commands' names, `options`
/// what they know beside the common options.
CommandLine find_command(std::vector<std::string> words, std::span<const std::string> known,
                         std::span<const OptionSpec> options);

/// The passwords of the URLs among these words, wherever they were put: while they are held, no
/// message that quotes such a word shows one.
std::vector<Secret> passwords_in(std::span<const std::string> words);

/// Reads the options and arguments of a command. ConfigError, with a suggestion, for what it does
/// not have.
Arguments parse_arguments(const CommandSpec& spec, const std::vector<std::string>& words);

} // namespace varve
