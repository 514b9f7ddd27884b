#include "support/process_launch.hpp"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <system_error>
#include <termios.h>

extern char** environ;

namespace varve::test {

namespace {

[[noreturn]] void fail(const std::string& what) {
    throw std::system_error(errno, std::generic_category(), what);
}

struct Pipe {
    Descriptor read, write;
};

Pipe make_pipe() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) fail("pipe2");
    return {Descriptor(ends[0]), Descriptor(ends[1])};
}

Descriptor open_file(const char* path, int flags) {
    Descriptor result(::open(path, flags | O_CLOEXEC));
    if (!result) fail(path);
    return result;
}

Descriptor duplicate(const Descriptor& original) {
    Descriptor result(::fcntl(original.get(), F_DUPFD_CLOEXEC, 3));
    if (!result) fail("fcntl");
    return result;
}

/// A terminal of 80 by 24 that does not echo and leaves line ends alone, so that what is read is
/// what the program wrote.
Pipe make_terminal() {
    int master = -1, slave = -1;
    winsize size{.ws_row = 24, .ws_col = 80, .ws_xpixel = 0, .ws_ypixel = 0};
    if (::openpty(&master, &slave, nullptr, nullptr, &size) != 0) fail("openpty");
    Pipe result{Descriptor(master), Descriptor(slave)};
    termios modes{};
    ::tcgetattr(slave, &modes);
    modes.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    modes.c_oflag &= ~static_cast<tcflag_t>(OPOST);
    ::tcsetattr(slave, TCSANOW, &modes);
    ::fcntl(master, F_SETFD, FD_CLOEXEC);
    ::fcntl(slave, F_SETFD, FD_CLOEXEC);
    return result;
}

/// Both ends of all three streams.
struct Streams {
    Descriptor our_input, our_output, our_error, terminal;
    Descriptor its_input, its_output, its_error;
};

void connect_output(Streams& streams, Command::Output output) {
    if (output == Command::Output::closed) return;
    if (output == Command::Output::full) {
        streams.its_output = open_file("/dev/full", O_WRONLY);
        return;
    }
    Pipe pipe = make_pipe();
    streams.its_output = std::move(pipe.write);
    if (output == Command::Output::captured) streams.our_output = std::move(pipe.read);
}

Streams connect_pipes(const Command& command) {
    Streams streams;
    Pipe input = make_pipe();
    streams.its_input = std::move(input.read);
    streams.our_input = std::move(input.write);
    connect_output(streams, command.output);
    Pipe error = make_pipe();
    streams.its_error = std::move(error.write);
    streams.our_error = std::move(error.read);
    return streams;
}

Streams connect_terminal(const Command& command) {
    Pipe terminal = make_terminal();
    Streams streams;
    if (command.terminal == Command::Terminal::all) {
        streams.its_input = duplicate(terminal.write);
        streams.our_input = duplicate(terminal.read);
    } else {
        Pipe input = make_pipe();
        streams.its_input = std::move(input.read);
        streams.our_input = std::move(input.write);
    }
    streams.its_error = duplicate(terminal.write);
    streams.its_output = std::move(terminal.write);
    streams.our_output = duplicate(terminal.read);
    streams.terminal = std::move(terminal.read);
    return streams;
}

std::vector<std::string> environment_of(const Command& command) {
    std::vector<std::string> result;
    const auto replaced = [&](std::string_view entry) {
        const std::string_view name = entry.substr(0, entry.find('='));
        for (const auto& [added, value] : command.environment)
            if (added == name) return true;
        for (const std::string& removed : command.environment_removed)
            if (removed == name) return true;
        return false;
    };
    for (char** entry = environ; *entry != nullptr; ++entry)
        if (!replaced(*entry)) result.emplace_back(*entry);
    for (const auto& [name, value] : command.environment) result.push_back(name + "=" + value);
    return result;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> result;
    for (std::string& text : texts) result.push_back(text.data());
    result.push_back(nullptr);
    return result;
}

/// All that the child needs, made before the fork: afterwards it may not allocate.
struct Child {
    std::vector<char*> arguments, environment;
    const char* directory;
    const Streams* streams;
    bool terminal;
    int report; ///< where errno goes if it cannot become the program
};

void take_stream(const Descriptor& from, int number) {
    if (from)
        ::dup2(from.get(), number);
    else
        ::close(number);
}

[[noreturn]] void become(const Child& child) {
    // A new session is a new group too; a terminal needs the session.
    ::setsid();
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    take_stream(child.streams->its_input, STDIN_FILENO);
    take_stream(child.streams->its_output, STDOUT_FILENO);
    take_stream(child.streams->its_error, STDERR_FILENO);
    if (child.terminal) ::ioctl(STDOUT_FILENO, TIOCSCTTY, 0);

    // Boost.Test handles signals; what runs in a test should see the defaults, none blocked.
    for (const int number : {SIGINT, SIGTERM, SIGPIPE, SIGHUP, SIGQUIT, SIGALRM})
        ::signal(number, SIG_DFL);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);

    if (*child.directory == '\0' || ::chdir(child.directory) == 0)
        ::execvpe(child.arguments[0], child.arguments.data(), child.environment.data());
    const int reason = errno;
    if (::write(child.report, &reason, sizeof reason) < 0) ::_exit(126);
    ::_exit(127);
}

} // namespace

Launched launch(const Command& command) {
    const bool terminal = command.terminal != Command::Terminal::none;
    Streams streams = terminal ? connect_terminal(command) : connect_pipes(command);
    Pipe report = make_pipe();
    std::vector<std::string> arguments = command.arguments;
    std::vector<std::string> environment = environment_of(command);
    const std::string directory = command.working_directory.string();
    const Child child{
        pointers(arguments), pointers(environment), directory.c_str(), &streams, terminal,
        report.write.get()};

    const pid_t pid = ::fork();
    if (pid < 0) fail("fork");
    if (pid == 0) become(child);

    report.write.close();
    int reason = 0;
    if (::read(report.read.get(), &reason, sizeof reason) == sizeof reason) {
        ::waitpid(pid, nullptr, 0);
        throw std::system_error(reason, std::generic_category(), command.arguments.at(0));
    }
    Descriptor exit(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
    if (!exit) fail("pidfd_open");
    ::fcntl(exit.get(), F_SETFD, FD_CLOEXEC);
    return {.pid = pid,
            .exit = std::move(exit),
            .input = std::move(streams.our_input),
            .output = std::move(streams.our_output),
            .error = std::move(streams.our_error),
            .terminal = std::move(streams.terminal)};
}

} // namespace varve::test
