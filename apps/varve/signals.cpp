#include "apps/varve/signals.hpp"

#include <csignal>
#include <cstdlib>
#include <string_view>

#include <pthread.h>
#include <unistd.h>

namespace varve {

namespace {

constexpr int our_own_end = SIGUSR2;

// What was ignored when we were started stays ignored: nohup ignores SIGHUP for us, and a shell
// SIGINT for what it runs in the background.
bool is_ignored(int signal) {
    struct sigaction now {};
    return ::sigaction(signal, nullptr, &now) == 0 && now.sa_handler == SIG_IGN;
}

sigset_t watched() {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        if (!is_ignored(signal)) sigaddset(&signals, signal);
    sigaddset(&signals, our_own_end);
    return signals;
}

void tell(std::string_view text) {
    static_cast<void>(!::write(STDERR_FILENO, text.data(), text.size()));
}

void stop(Interruption& interruption, int signal, bool again) {
    using enum Interruption::Effect;
    const Interruption::Effect effect = interruption.request(signal);
    if (effect == waits)
        return tell("varve: stopping; once more to cancel what cannot be rolled back\n");
    tell(again ? "varve: cancelling\n" : "varve: stopping\n");
    // Connecting, say, cannot be cancelled, and there is nothing yet that could be left half done.
    if (effect == unheeded && again) std::_Exit(128 + signal);
}

} // namespace

SignalWatch::SignalWatch(Interruption& interruption) {
    std::signal(SIGPIPE, SIG_IGN);
    const sigset_t signals = watched();
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    thread_ = std::thread([&interruption, signals] {
        bool again = false;
        for (int signal = 0; ::sigwait(&signals, &signal) == 0 && signal != our_own_end;) {
            stop(interruption, signal == SIGINT ? SIGINT : SIGTERM, again);
            again = true;
        }
    });
}

SignalWatch::~SignalWatch() {
    ::pthread_kill(thread_.native_handle(), our_own_end);
    thread_.join();
}

} // namespace varve
