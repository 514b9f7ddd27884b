// varve_measure PROGRAM ARGUMENT…
//
// Runs a program with its output thrown away and prints what it cost:
// "exit=0 cpu_us=… wall_us=… rss_kib=… waits=…". Small itself, for a child's largest memory
// includes what its parent had when it was started.
#include <chrono>
#include <cstdio>
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

long long microseconds(const timeval& time) {
    return time.tv_sec * 1'000'000LL + time.tv_usec;
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fputs("usage: varve_measure PROGRAM ARGUMENT…\n", stderr);
        return 2;
    }
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);

    const auto start = std::chrono::steady_clock::now();
    pid_t pid = -1;
    if (::posix_spawnp(&pid, argv[1], &actions, nullptr, argv + 1, environ) != 0) {
        std::fprintf(stderr, "varve_measure: cannot run %s\n", argv[1]);
        return 2;
    }
    int status = 0;
    rusage usage{};
    ::wait4(pid, &status, 0, &usage);
    const std::chrono::microseconds wall = std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now() - start);

    std::printf("exit=%d cpu_us=%lld wall_us=%lld rss_kib=%ld waits=%ld\n",
                WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
                microseconds(usage.ru_utime) + microseconds(usage.ru_stime),
                static_cast<long long>(wall.count()), usage.ru_maxrss, usage.ru_nvcsw);
    return 0;
}
