#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <utility>
#include <vector>

namespace varve::test {

/// A program to run, without a shell.
struct Command {
    std::vector<std::string> arguments; ///< the program first; looked up in PATH without a slash
    std::vector<std::pair<std::string, std::string>> environment = {}; ///< added to our own
    std::vector<std::string> environment_removed = {};
    std::filesystem::path working_directory = {};
    std::string input = {};                    ///< its standard input, which then ends
    std::chrono::milliseconds timeout{60'000}; ///< then its whole group is killed

    enum class Terminal {
        none,
        output, ///< standard output and error are one terminal
        all,    ///< standard input too: `input` is typed, and ends with close_input()
    } terminal = Terminal::none;

    /// Where standard output goes.
    enum class Output {
        captured,
        closed, ///< there is no descriptor 1
        broken, ///< a pipe that nobody reads
        full,   ///< /dev/full
    } output = Output::captured;

    /// Keeps standard input open after `input` was sent, for Process::type.
    bool interactive = false;
};

/// How a program ended.
struct Outcome {
    std::optional<int> exit_code; ///< empty where a signal ended it
    int signal = 0;
    bool timed_out = false;
    std::string output; ///< of a terminal: everything, byte for byte
    std::string error;
    std::chrono::milliseconds wall{0};
    std::chrono::microseconds cpu{0}; ///< user and system
    long max_rss_kib = 0;

    /// For messages of failed checks: how it ended, and all it said.
    std::string description() const;
};

/// A program while it runs, in a process group of its own. Whatever of the group is left is killed
/// when this object goes, and when the thread that made it ends. Its VARVE_PASSWORD is watched.
class Process {
public:
    /// Throws std::system_error where the program cannot be started.
    explicit Process(Command command);
    Process(Process&&) noexcept;
    Process& operator=(Process&&) noexcept;
    ~Process();

    pid_t pid() const noexcept;
    bool running() const;

    /// What it has said so far.
    std::string output() const;
    std::string error() const;
    /// Waits until `text` stands in its output or error; false if it ends or time passes first.
    bool wait_for(std::string_view text, std::chrono::milliseconds limit);

    /// Sends to its standard input (of an `interactive` program, or one on a terminal).
    void type(std::string_view text);
    void close_input();

    /// Sends a signal to the program alone, or to its whole group.
    void signal(int number);
    void signal_group(int number);

    /// Waits for its end; the same outcome again when called again.
    const Outcome& wait();

private:
    class Watch;
    std::unique_ptr<Watch> watch_;
};

/// Runs a program to its end.
Outcome run(Command command);

} // namespace varve::test
