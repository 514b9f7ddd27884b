#include "apps/varve/signals.hpp"

#include <csignal>
#include <string_view>

#include <pthread.h>
#include <unistd.h>

namespace varve {

namespace {

constexpr int our_own_end = SIGUSR2;

sigset_t watched() {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, our_own_end}) sigaddset(&signals, signal);
    return signals;
}

void tell(int count) {
    constexpr std::string_view first =
        "varve: stopping; once more to cancel what cannot be rolled back\n";
    constexpr std::string_view again = "varve: cancelling\n";
    const std::string_view text = count == 1 ? first : again;
    static_cast<void>(!::write(STDERR_FILENO, text.data(), text.size()));
}

} // namespace

SignalWatch::SignalWatch(Interruption& interruption) {
    std::signal(SIGPIPE, SIG_IGN);
    const sigset_t signals = watched();
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    thread_ = std::thread([&interruption, signals] {
        int count = 0;
        for (int signal = 0; ::sigwait(&signals, &signal) == 0 && signal != our_own_end;) {
            tell(++count);
            interruption.request(signal == SIGINT ? SIGINT : SIGTERM);
        }
    });
}

SignalWatch::~SignalWatch() {
    ::pthread_kill(thread_.native_handle(), our_own_end);
    thread_.join();
}

} // namespace varve
