#include "process.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace varve::exec {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto grace = 2s;
constexpr auto tick = 100ms; // how often it is looked whether a stop is requested

[[noreturn]] void fail(int error) {
    throw std::system_error(error, std::generic_category());
}

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {
        if (number_ < 0) fail(errno);
    }
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&&) = delete;
    ~Descriptor() { close(); }

    int get() const noexcept { return number_; }
    void close() noexcept {
        if (number_ >= 0) ::close(number_);
        number_ = -1;
    }

private:
    int number_;
};

// A child's end must not be one of 0, 1 and 2, which it is about to take the place of.
Descriptor above_standard(const Descriptor& descriptor) {
    return Descriptor(::fcntl(descriptor.get(), F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
}

// A file, not a pipe: nobody has to wait until it is read, and it need not be read at all.
Descriptor file_of(const std::string& text) {
    const Descriptor file(::memfd_create("varve-event", MFD_CLOEXEC));
    for (std::size_t done = 0; done < text.size();) {
        const ssize_t count = ::write(file.get(), text.data() + done, text.size() - done);
        if (count < 0) fail(errno);
        done += static_cast<std::size_t>(count);
    }
    if (::lseek(file.get(), 0, SEEK_SET) != 0) fail(errno);
    return above_standard(file);
}

struct Pipe {
    Descriptor ours, theirs;

    static Pipe make() {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0) fail(errno);
        Descriptor ours(ends[0]);
        const Descriptor theirs(ends[1]);
        ::fcntl(ours.get(), F_SETFL, O_NONBLOCK);
        return {std::move(ours), above_standard(theirs)};
    }
};

std::vector<char*> pointers(const std::vector<std::string>& texts) {
    std::vector<char*> result;
    for (const std::string& text : texts) result.push_back(const_cast<char*>(text.c_str()));
    result.push_back(nullptr);
    return result;
}

/// What is done between fork and exec.
struct Preparation {
    posix_spawn_file_actions_t actions{};
    posix_spawnattr_t attributes{};

    Preparation() {
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawnattr_init(&attributes);
        // varve blocks the signals that it waits for, and ignores SIGPIPE.
        sigset_t none, pipe;
        ::sigemptyset(&none);
        ::sigemptyset(&pipe);
        ::sigaddset(&pipe, SIGPIPE);
        ::posix_spawnattr_setsigmask(&attributes, &none);
        ::posix_spawnattr_setsigdefault(&attributes, &pipe);
        ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK |
                                                    POSIX_SPAWN_SETSIGDEF);
    }
    Preparation(const Preparation&) = delete;
    Preparation& operator=(const Preparation&) = delete;
    ~Preparation() {
        ::posix_spawn_file_actions_destroy(&actions);
        ::posix_spawnattr_destroy(&attributes);
    }
};

pid_t spawn(const Command& command, const std::array<int, 3>& streams) {
    Preparation preparation;
    for (int number = 0; number < 3; ++number)
        ::posix_spawn_file_actions_adddup2(&preparation.actions,
                                           streams[static_cast<std::size_t>(number)], number);
    ::posix_spawn_file_actions_addclosefrom_np(&preparation.actions, STDERR_FILENO + 1);
    if (!command.folder.empty())
        ::posix_spawn_file_actions_addchdir_np(&preparation.actions, command.folder.c_str());
    pid_t pid = -1;
    const int error =
        ::posix_spawn(&pid, command.program.c_str(), &preparation.actions, &preparation.attributes,
                      pointers(command.arguments).data(), pointers(command.environment).data());
    if (error != 0) fail(error);
    return pid;
}

/// A program that runs. It ends with this object at the latest, and is no zombie then.
class Child {
public:
    explicit Child(pid_t pid) : pid_(pid) {}
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child() {
        if (pid_ > 0) end();
    }

    pid_t pid() const noexcept { return pid_; }
    // Until it is waited for, its number belongs to it and its group, even when it has ended.
    void signal(int number) const noexcept { ::kill(-pid_, number); }
    /// Ends what is left of its group; what became of the program itself, as waitpid has it.
    int end() noexcept {
        signal(SIGKILL);
        // Stays where the application ignores SIGCHLD, and nobody knows whether all went well.
        int status = W_EXITCODE(255, 0);
        while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {}
        pid_ = -1;
        return status;
    }

private:
    pid_t pid_;
};

/// What a child writes, and whether it still runs.
class Watch {
public:
    Watch(const Child& child, Descriptor output, Descriptor error, const OnOutput& on_output)
        : end_(static_cast<int>(::syscall(SYS_pidfd_open, child.pid(), 0))),
          streams_{std::move(output), std::move(error)}, on_output_(on_output) {}

    /// Waits for a tick at most, and reads what is there. Has the child ended?
    bool look() {
        std::array<pollfd, 3> polled{{{streams_[0].get(), POLLIN, 0},
                                      {streams_[1].get(), POLLIN, 0},
                                      {end_.get(), POLLIN, 0}}};
        if (::poll(polled.data(), polled.size(), tick / 1ms) < 0) return false;
        if (polled[0].revents != 0) read(Stream::output);
        if (polled[1].revents != 0) read(Stream::error);
        return polled[2].revents != 0;
    }

    // All that a pipe can hold is read at once, and so all that the child wrote before it ended.
    void read(Stream stream) {
        Descriptor& descriptor = streams_[static_cast<std::size_t>(stream)];
        const ssize_t count = ::read(descriptor.get(), buffer_.data(), buffer_.size());
        if (count > 0) on_output_(stream, {buffer_.data(), static_cast<std::size_t>(count)});
        if (count == 0) descriptor.close();
    }

private:
    Descriptor end_;
    std::array<Descriptor, 2> streams_;
    const OnOutput& on_output_;
    std::vector<char> buffer_ = std::vector<char>(65536);
};

} // namespace

Ending run(const Command& command, const std::stop_token& stop, const OnOutput& on_output) {
    Pipe output = Pipe::make(), error = Pipe::make();
    Child child(
        spawn(command, {file_of(command.input).get(), output.theirs.get(), error.theirs.get()}));
    output.theirs.close();
    error.theirs.close();
    Watch watch(child, std::move(output.ours), std::move(error.ours), on_output);

    Ending ending;
    auto deadline =
        command.timeout > 0ms ? Clock::now() + command.timeout : Clock::time_point::max();
    while (!watch.look()) {
        const bool late = Clock::now() >= deadline;
        if (ending.cause == Ending::Cause::own && (late || stop.stop_requested())) {
            ending.cause = late ? Ending::Cause::timeout : Ending::Cause::stop;
            child.signal(SIGTERM);
            deadline = Clock::now() + grace;
        } else if (late) {
            child.signal(SIGKILL);
            deadline = Clock::time_point::max();
        }
    }
    watch.read(Stream::output);
    watch.read(Stream::error);
    const int status = child.end();
    ending.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
    ending.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    return ending;
}

} // namespace varve::exec
