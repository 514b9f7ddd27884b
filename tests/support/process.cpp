#include "support/process.hpp"

#include "support/process_launch.hpp"
#include "support/secret_watch.hpp"

#include <array>
#include <cerrno>
#include <condition_variable>
#include <csignal>
#include <fcntl.h>
#include <mutex>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>

namespace varve::test {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

namespace {

void make_nonblocking(const Descriptor& descriptor) {
    if (descriptor) ::fcntl(descriptor.get(), F_SETFL, O_NONBLOCK);
}

std::chrono::microseconds duration(const timeval& time) {
    return std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec);
}

/// Of the password that the program is given.
SecretFinder finder_for(const Command& command) {
    for (const auto& [name, value] : command.environment)
        if (name == "VARVE_PASSWORD") return SecretFinder(value);
    return SecretFinder("");
}

/// SIGPIPE would end the test when a program closes its input early.
void ignore_broken_pipes() {
    static const auto previous = std::signal(SIGPIPE, SIG_IGN);
    static_cast<void>(previous);
}

} // namespace

/// Feeds, reads and buries one program in a thread of its own. Its password, if it has one, must
/// not be in what it writes, nor in the arguments of what it starts; for these it looks now and
/// then.
class Process::Watch {
public:
    explicit Watch(Command command)
        : started_(Clock::now()), deadline_(started_ + command.timeout),
          typed_(command.terminal == Command::Terminal::all),
          keep_input_(command.interactive || typed_), input_(std::move(command.input)),
          name_(command.arguments.at(0)), secret_(finder_for(command)), program_(launch(command)),
          wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
        ignore_broken_pipes();
        for (const Descriptor* stream : {&program_.input, &program_.output, &program_.error})
            make_nonblocking(*stream);
        thread_ = std::thread([this] { pump(); });
    }

    ~Watch() {
        signal_group(SIGKILL);
        thread_.join();
        // Those of the group that outlived the program.
        ::kill(-program_.pid, SIGKILL);
        report_secret("the output of " + name_, secret_.excerpt(outcome_.output));
        report_secret("the errors of " + name_, secret_.excerpt(outcome_.error));
        report_secret("the arguments of a program that " + name_ + " started", in_arguments_);
    }

    pid_t pid() const noexcept { return program_.pid; }

    bool running() const {
        const std::lock_guard lock(mutex_);
        return !ended_;
    }

    std::string text(const std::string Outcome::*stream) const {
        const std::lock_guard lock(mutex_);
        return outcome_.*stream;
    }

    bool wait_for(std::string_view text, milliseconds limit) {
        const auto said = [&] {
            return outcome_.output.find(text) != std::string::npos ||
                   outcome_.error.find(text) != std::string::npos;
        };
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, limit, [&] { return ended_ || said(); });
        return said();
    }

    void type(std::string_view text) {
        const std::lock_guard lock(mutex_);
        input_ += text;
        wake();
    }

    void close_input() {
        const std::lock_guard lock(mutex_);
        keep_input_ = false;
        if (typed_) input_ += '\x04';
        wake();
    }

    void signal(int number) {
        const std::lock_guard lock(mutex_);
        if (!ended_) ::kill(program_.pid, number);
    }

    void signal_group(int number) {
        const std::lock_guard lock(mutex_);
        if (!ended_) ::kill(-program_.pid, number);
    }

    const Outcome& wait() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return ended_; });
        return outcome_;
    }

private:
    void wake() const { ::eventfd_write(wake_.get(), 1); }

    void pump() {
        while (!exited()) {
            serve(program_.exit.get(), std::min(remaining(), look_again));
            look_at_arguments();
        }
        // What it wrote last may still be in the pipes; a child of its own may hold them open.
        const auto last = Clock::now() + milliseconds(200);
        while ((program_.output || program_.error) && Clock::now() < last)
            serve(-1, milliseconds(20));
        bury();
    }

    milliseconds remaining() {
        const auto left = std::chrono::ceil<milliseconds>(deadline_ - Clock::now());
        if (left > milliseconds(0)) return left;
        if (!std::exchange(outcome_.timed_out, true)) ::kill(-program_.pid, SIGKILL);
        return milliseconds(1000);
    }

    void look_at_arguments() {
        if (Clock::now() < next_look_ || !in_arguments_.empty()) return;
        next_look_ = Clock::now() + look_again;
        in_arguments_ = secret_.in_arguments_below(program_.pid);
    }

    bool exited() const {
        pollfd exit{program_.exit.get(), POLLIN, 0};
        return ::poll(&exit, 1, 0) == 1;
    }

    /// Waits until something happens, or `exit` is readable, and deals with it.
    void serve(int exit, milliseconds limit) {
        const int input = has_input() ? program_.input.get() : -1;
        std::array<pollfd, 5> events{{{exit, POLLIN, 0},
                                      {wake_.get(), POLLIN, 0},
                                      {input, POLLOUT, 0},
                                      {program_.output.get(), POLLIN, 0},
                                      {program_.error.get(), POLLIN, 0}}};
        if (::poll(events.data(), events.size(), static_cast<int>(limit.count())) <= 0) return;
        eventfd_t count = 0;
        if (events[1].revents != 0) ::eventfd_read(wake_.get(), &count);
        if (events[2].revents != 0) feed();
        if (events[3].revents != 0) read(program_.output, outcome_.output);
        if (events[4].revents != 0) read(program_.error, outcome_.error);
    }

    bool has_input() {
        const std::lock_guard lock(mutex_);
        if (input_.empty() && !keep_input_) program_.input.close();
        return !input_.empty();
    }

    void feed() {
        const std::lock_guard lock(mutex_);
        const ssize_t written = ::write(program_.input.get(), input_.data(), input_.size());
        if (written > 0) input_.erase(0, static_cast<std::size_t>(written));
        if (written >= 0 || errno == EAGAIN || errno == EINTR) return;
        input_.clear();
        program_.input.close();
    }

    void read(Descriptor& from, std::string& to) {
        std::array<char, 65536> buffer;
        const ssize_t count = ::read(from.get(), buffer.data(), buffer.size());
        if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
        if (count <= 0) return from.close(); // a terminal says EIO when nobody has it open
        const std::lock_guard lock(mutex_);
        to.append(buffer.data(), static_cast<std::size_t>(count));
        changed_.notify_all();
    }

    void bury() {
        const std::lock_guard lock(mutex_);
        int status = 0;
        rusage usage{};
        while (::wait4(program_.pid, &status, 0, &usage) < 0 && errno == EINTR) {}
        if (WIFEXITED(status)) outcome_.exit_code = WEXITSTATUS(status);
        if (WIFSIGNALED(status)) outcome_.signal = WTERMSIG(status);
        outcome_.wall = std::chrono::duration_cast<milliseconds>(Clock::now() - started_);
        outcome_.cpu = duration(usage.ru_utime) + duration(usage.ru_stime);
        outcome_.max_rss_kib = usage.ru_maxrss;
        ended_ = true;
        changed_.notify_all();
    }

    static constexpr milliseconds look_again{20};

    Clock::time_point started_, deadline_, next_look_;
    bool typed_; ///< a terminal's input ends with a character, not by being closed
    bool keep_input_;
    std::string input_;
    std::string name_; ///< for messages
    SecretFinder secret_;
    std::string in_arguments_; ///< where it was seen there
    Launched program_;
    Descriptor wake_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    Outcome outcome_;
    bool ended_ = false;
    std::thread thread_;
};

Process::Process(Command command) : watch_(std::make_unique<Watch>(std::move(command))) {}
Process::Process(Process&&) noexcept = default;
Process& Process::operator=(Process&&) noexcept = default;
Process::~Process() = default;

pid_t Process::pid() const noexcept {
    return watch_->pid();
}
bool Process::running() const {
    return watch_->running();
}
std::string Process::output() const {
    return watch_->text(&Outcome::output);
}
std::string Process::error() const {
    return watch_->text(&Outcome::error);
}
bool Process::wait_for(std::string_view text, milliseconds limit) {
    return watch_->wait_for(text, limit);
}
void Process::type(std::string_view text) {
    watch_->type(text);
}
void Process::close_input() {
    watch_->close_input();
}
void Process::signal(int number) {
    watch_->signal(number);
}
void Process::signal_group(int number) {
    watch_->signal_group(number);
}
const Outcome& Process::wait() {
    return watch_->wait();
}

Outcome run(Command command) {
    return Process(std::move(command)).wait();
}

std::string Outcome::description() const {
    std::string result = timed_out   ? "timed out"
                         : exit_code ? "exit code " + std::to_string(*exit_code)
                                     : "signal " + std::to_string(signal);
    result += " after " + std::to_string(wall.count()) + " ms";
    if (!output.empty()) result += "\n--- output\n" + output;
    if (!error.empty()) result += "\n--- error\n" + error;
    return result;
}

} // namespace varve::test
