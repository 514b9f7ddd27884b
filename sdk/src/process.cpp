#include "varve/process.hpp"

#include "varve/error.hpp"
#include "varve/secret.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <ranges>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace varve {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto grace = 2s;
constexpr auto beat = 100ms; // how often it is looked whether a stop is requested

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
    const Descriptor file(::memfd_create("varve-input", MFD_CLOEXEC));
    for (std::size_t done = 0; done < text.size();) {
        const ssize_t count = ::write(file.get(), text.data() + done, text.size() - done);
        if (count < 0) fail(errno);
        done += static_cast<std::size_t>(count);
    }
    if (::lseek(file.get(), 0, SEEK_SET) != 0) fail(errno);
    return above_standard(file);
}

Descriptor input_of(const Program& program) {
    if (program.input_file.empty()) return file_of(program.input);
    const Descriptor file(::open(program.input_file.c_str(), O_RDONLY | O_CLOEXEC));
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

pid_t spawn(const Program& program, const std::array<int, 3>& streams) {
    Preparation preparation;
    for (int number = 0; number < 3; ++number)
        ::posix_spawn_file_actions_adddup2(&preparation.actions,
                                           streams[static_cast<std::size_t>(number)], number);
    ::posix_spawn_file_actions_addclosefrom_np(&preparation.actions, STDERR_FILENO + 1);
    if (!program.folder.empty())
        ::posix_spawn_file_actions_addchdir_np(&preparation.actions, program.folder.c_str());
    pid_t pid = -1;
    const int error =
        ::posix_spawn(&pid, program.file.c_str(), &preparation.actions, &preparation.attributes,
                      pointers(program.arguments).data(), pointers(program.environment).data());
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

    /// Waits for a beat at most, and reads what is there. Has the child ended?
    bool look() {
        std::array<pollfd, 3> polled{{{streams_[0].get(), POLLIN, 0},
                                      {streams_[1].get(), POLLIN, 0},
                                      {end_.get(), POLLIN, 0}}};
        if (::poll(polled.data(), polled.size(), beat / 1ms) < 0) return false;
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

Ending run_program(const Program& program, const std::stop_token& stop, const OnOutput& on_output,
                   const std::function<void()>& tick) {
    Pipe output = Pipe::make(), error = Pipe::make();
    Child child(spawn(program, {input_of(program).get(), output.theirs.get(), error.theirs.get()}));
    output.theirs.close();
    error.theirs.close();
    Watch watch(child, std::move(output.ours), std::move(error.ours), on_output);

    Ending ending;
    auto deadline =
        program.timeout > 0ms ? Clock::now() + program.timeout : Clock::time_point::max();
    while (!watch.look()) {
        if (tick) tick();
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

namespace {

constexpr std::size_t last_words = 2000;

[[noreturn]] void refuse(const Program& program, const std::string& how, std::string said) {
    while (!said.empty() && said.back() == '\n') said.pop_back();
    throw Error(program.file.filename().string() + ' ' + how +
                (said.empty() ? "" : ": " + redacted(said)));
}

} // namespace

std::string run_to_success(const Program& program, const std::function<void()>& tick) {
    std::string output, said;
    const auto listen = [&](Stream stream, std::string_view bytes) {
        (stream == Stream::output ? output : said) += bytes;
        if (said.size() > 2 * last_words) said.erase(0, said.size() - last_words);
    };
    Ending ending;
    try {
        ending = run_program(program, {}, listen, tick);
    } catch (const std::system_error& error) {
        refuse(program, "cannot be started", error.code().message());
    }
    if (ending.signal != 0)
        refuse(program,
               "was ended by signal " + std::to_string(ending.signal) + " (" +
                   ::strsignal(ending.signal) + ')',
               said);
    if (ending.exit_code != 0)
        refuse(program, "ended with exit code " + std::to_string(ending.exit_code), said);
    return output;
}

bool can_be_run(const std::filesystem::path& file) {
    std::error_code error;
    return std::filesystem::is_regular_file(file, error) && ::access(file.c_str(), X_OK) == 0;
}

std::filesystem::path find_program(std::string_view name) {
    const char* const path = std::getenv("PATH");
    for (const auto part : std::views::split(std::string_view(path == nullptr ? "" : path), ':')) {
        const std::filesystem::path file =
            std::filesystem::path(std::string_view(part.begin(), part.end())) / name;
        if (file.is_absolute() && can_be_run(file)) return file;
    }
    return {};
}

std::vector<std::string> environment_for_programs() {
    std::vector<std::string> variables;
    for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry)
        if (!std::string_view(*entry).starts_with("VARVE_")) variables.emplace_back(*entry);
    return variables;
}

} // namespace varve
