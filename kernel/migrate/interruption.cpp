#include "kernel/migrate/interruption.hpp"

#include "varve/error.hpp"

#include <csignal>

namespace varve {

Interruption::Effect Interruption::request(int signal) noexcept {
    int none = 0;
    signal_.compare_exchange_strong(none, signal);
    const bool insists = requests_.fetch_add(1) > 0;
    const std::lock_guard lock(mutex_);
    next_.request_stop();
    if (connection_ == nullptr) return Effect::unheeded;
    if (!cancellable_ && !insists) return Effect::waits;
    connection_->cancel();
    return Effect::cancels;
}

std::stop_token Interruption::next_request() {
    const std::lock_guard lock(mutex_);
    next_ = std::stop_source();
    return next_.get_token();
}

void Interruption::stop_here(std::string_view aftermath) const {
    if (!requested()) return;
    const bool interrupted = signal_ == SIGINT;
    std::string sentence = interrupted ? "interrupted" : "asked to terminate";
    if (!aftermath.empty()) sentence.append("; ").append(aftermath);
    throw Error(sentence, interrupted ? ExitCode::interrupted : ExitCode::terminated);
}

Interruption::Watch::Watch(Interruption& interruption, Connection& connection)
    : interruption_(interruption), before_(interruption.connection_) {
    const std::lock_guard lock(interruption_.mutex_);
    interruption_.connection_ = &connection;
}

Interruption::Watch::~Watch() {
    const std::lock_guard lock(interruption_.mutex_);
    interruption_.connection_ = before_;
}

} // namespace varve
