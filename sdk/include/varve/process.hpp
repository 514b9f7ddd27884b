#pragma once

#include "varve/export.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace varve {

/// A program to run, in a session and process group of its own.
struct Program {
    std::filesystem::path file;            ///< absolute
    std::vector<std::string> arguments;    ///< as the program sees them: its own name first
    std::vector<std::string> environment;  ///< all of it, each "NAME=value"
    std::filesystem::path folder = {};     ///< where it works; empty: where we do
    std::string input = {};                ///< its standard input
    std::filesystem::path input_file = {}; ///< instead of `input`
    std::chrono::milliseconds timeout{0};  ///< 0: it may take for ever
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
/// later. `tick` is called about ten times a second; what it throws kills the program. Throws
/// std::system_error where it cannot be started.
VARVE_API Ending run_program(const Program& program, const std::stop_token& stop,
                             const OnOutput& on_output, const std::function<void()>& tick = {});

/// Runs a program that has to go well; returns what it wrote to standard output. Otherwise Error
/// with the last that it wrote to standard error.
VARVE_API std::string run_to_success(const Program& program,
                                     const std::function<void()>& tick = {});

/// The program of this name in PATH; folders that depend on where we are do not count. Empty where
/// there is none.
VARVE_API std::filesystem::path find_program(std::string_view name);

/// Is there such a file, and may we run it?
VARVE_API bool can_be_run(const std::filesystem::path& file);

/// Our own environment without varve's own variables, which may hold a password.
VARVE_API std::vector<std::string> environment_for_programs();

} // namespace varve
