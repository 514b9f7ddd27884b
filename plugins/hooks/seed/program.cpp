#include "program.hpp"

#include "varve/error.hpp"
#include "varve/secret.hpp"

#include <array>
#include <cerrno>
#include <string>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace varve::seed {

namespace {

[[noreturn]] void fail(const std::filesystem::path& program, const std::string& reason) {
    throw Error(program.string() + ' ' + reason);
}

// It runs with our rights, so nobody else may have had a hand in it.
void require_trust(const std::filesystem::path& program) {
    for (const std::filesystem::path& path : {program, program.parent_path()}) {
        struct stat status {};
        if (::stat(path.c_str(), &status) != 0)
            fail(path, "cannot be looked at: " + std::generic_category().message(errno));
        if (status.st_uid != 0 && status.st_uid != ::geteuid())
            fail(path, "is not run: it belongs to somebody else");
        if ((status.st_mode & (S_IWGRP | S_IWOTH)) != 0)
            fail(path, "is not run: others can write it: 'chmod go-w' mends that");
    }
}

// Without what is ours, what database clients read passwords from, and what holds a known secret.
std::vector<std::string> harmless_environment() {
    std::vector<std::string> variables;
    for (char** at = environ; *at != nullptr; ++at) {
        const std::string_view variable = *at;
        const bool secret = variable.starts_with("VARVE_") || variable.starts_with("PGPASS") ||
                            variable.starts_with("MYSQL_PWD=") || redacted(variable) != variable;
        if (!secret) variables.emplace_back(variable);
    }
    return variables;
}

/// The program while it runs, in a process group of its own, which is killed where it is left.
class Child {
public:
    Child(const std::filesystem::path& program, const std::filesystem::path& directory) {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0)
            throw std::system_error(errno, std::generic_category());
        output_ = ends[0];
        posix_spawn_file_actions_t actions;
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
        ::posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
        ::posix_spawn_file_actions_addchdir_np(&actions, directory.c_str());
        posix_spawnattr_t attributes;
        ::posix_spawnattr_init(&attributes);
        sigset_t none, standard;
        ::sigemptyset(&none);
        ::sigfillset(&standard);
        ::posix_spawnattr_setsigmask(&attributes, &none);
        ::posix_spawnattr_setsigdefault(&attributes, &standard);
        ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK |
                                                    POSIX_SPAWN_SETSIGDEF);
        std::string path = program.string();
        std::array<char*, 2> arguments{path.data(), nullptr};
        std::vector<std::string> variables = harmless_environment();
        std::vector<char*> environment;
        for (std::string& variable : variables) environment.push_back(variable.data());
        environment.push_back(nullptr);
        const int error = ::posix_spawn(&pid_, path.c_str(), &actions, &attributes,
                                        arguments.data(), environment.data());
        ::posix_spawnattr_destroy(&attributes);
        ::posix_spawn_file_actions_destroy(&actions);
        ::close(ends[1]);
        if (error != 0) {
            ::close(output_);
            fail(program, "cannot be run: " + std::generic_category().message(error));
        }
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child() {
        ::close(output_);
        if (pid_ <= 0) return;
        ::kill(-pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
    }

    int output() const noexcept { return output_; }

    int wait() {
        int status = 0;
        while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {}
        pid_ = 0;
        return status;
    }

private:
    int output_ = -1;
    pid_t pid_ = 0;
};

void copy_all(int from, std::ostream& to, const std::function<void()>& tick) {
    std::array<char, 65536> buffer{};
    for (;;) {
        tick();
        pollfd waiting{.fd = from, .events = POLLIN, .revents = 0};
        if (::poll(&waiting, 1, 200) == 0) continue;
        const ssize_t size = ::read(from, buffer.data(), buffer.size());
        if (size == 0) return;
        if (size > 0)
            to.write(buffer.data(), size);
        else if (errno != EINTR)
            throw std::system_error(errno, std::generic_category());
        if (!to) throw Error("the rows of a seed cannot be kept in a temporary file");
    }
}

} // namespace

void run_program(const std::filesystem::path& program, const std::filesystem::path& directory,
                 std::ostream& output, const std::function<void()>& tick) {
    require_trust(program);
    Child child(program, directory);
    copy_all(child.output(), output, tick);
    const int status = child.wait();
    if (WIFSIGNALED(status))
        fail(program, "was ended by signal " + std::to_string(WTERMSIG(status)));
    if (WEXITSTATUS(status) != 0)
        fail(program, "ended with exit code " + std::to_string(WEXITSTATUS(status)) +
                          "; nothing of its rows stays");
}

} // namespace varve::seed
