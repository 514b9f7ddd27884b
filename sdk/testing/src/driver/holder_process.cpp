#include "driver/holder_process.hpp"

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

namespace varve::testing {

namespace {

void tell(int pipe, char answer) {
    if (write(pipe, &answer, 1) != 1) _exit(1);
}

[[noreturn]] void hold(const Trial& trial, const LockRequest& request, int pipe) {
    try {
        const auto connection = trial.another();
        const auto lock = trial.driver().migration_lock(*connection, trial.request(), request);
        tell(pipe, lock->try_acquire() ? 'y' : 'n');
        while (true) pause();
    } catch (...) {
        tell(pipe, 'e');
    }
    _exit(1);
}

} // namespace

HolderProcess::HolderProcess(Trial& trial, const LockRequest& request) {
    trial.disconnect();
    int ends[2];
    trial.report().require(pipe(ends) == 0, "a pipe can be made");
    pid_ = fork();
    if (pid_ == 0) hold(trial, request, ends[1]);
    close(ends[1]);
    char answer = 'e';
    holds_ = pid_ > 0 && read(ends[0], &answer, 1) == 1 && answer == 'y';
    close(ends[0]);
}

HolderProcess::~HolderProcess() {
    kill();
}

void HolderProcess::kill() noexcept {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
    pid_ = -1;
}

} // namespace varve::testing
