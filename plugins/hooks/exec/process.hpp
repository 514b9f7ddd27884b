#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace varve::exec {

/// A program to run, in a session and process group of its own.
struct Command {
    std::filesystem::path program;        ///< absolute
    std::vector<std::string> arguments;   ///< as the program sees them: its own name first
    std::vector<std::string> environment; ///< all of it, each "NAME=value"
    std::filesystem::path folder;         ///< where it works; empty: where we do
    std::string input;                    ///< its standard input
    std::chrono::milliseconds timeout{0}; ///< 0: it may take for ever
};

enum class Stream : std::uint8_t { output, error };
/// Gets what the program writes, piece by piece.
using OnOutput = std::function<void(Stream stream, std::string_view bytes)>;

/// How a program ended.
struct Ending {
    enum class Cause : std::uint8_t {
        own,     ///< by itself
        timeout, ///< told to, for it took too long
        stop,    ///< told to, for that was requested
    } cause = Cause::own;
    int exit_code = 0; ///< where no signal ended it
    int signal = 0;
};

/// Runs a program to its end, and with it all that is still in its process group then. One that
/// takes too long, and one at work when a stop is requested, gets SIGTERM, and SIGKILL two seconds
/// later. Throws std::system_error where it cannot be started.
Ending run(const Command& command, const std::stop_token& stop, const OnOutput& on_output);

} // namespace varve::exec
