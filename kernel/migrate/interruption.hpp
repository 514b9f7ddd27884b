#pragma once

#include "varve/db/connection.hpp"
#include "varve/export.hpp"

#include <atomic>
#include <mutex>
#include <string_view>

namespace varve {

/// A request to stop, from a signal or another thread, and what it does to the statement that is
/// running.
///
/// Inside a transaction the first request cancels: everything rolls back. Outside one the first
/// request lets the statement finish, so that it is recorded; the second cancels on the server.
class VARVE_API Interruption {
public:
    /// From any thread. `signal` decides the exit code: SIGINT 130, SIGTERM 143.
    void request(int signal) noexcept;
    bool requested() const noexcept { return signal_ != 0; }

    /// Throws Error with the signal's exit code when a stop was requested; `aftermath` says what
    /// became of the work.
    void stop_here(std::string_view aftermath = {}) const;

    /// Says which connection is at work while it lives.
    class VARVE_API Watch {
    public:
        Watch(Interruption& interruption, Connection& connection);
        Watch(const Watch&) = delete;
        Watch& operator=(const Watch&) = delete;
        ~Watch();

    private:
        Interruption& interruption_;
    };

    /// While it lives, what runs can be cancelled without harm: at the first request.
    class VARVE_API Cancellable {
    public:
        explicit Cancellable(Interruption& interruption) : interruption_(interruption) {
            interruption_.in_transaction_ = true;
        }
        Cancellable(const Cancellable&) = delete;
        Cancellable& operator=(const Cancellable&) = delete;
        ~Cancellable() { interruption_.in_transaction_ = false; }

    private:
        Interruption& interruption_;
    };

private:
    std::atomic<int> signal_ = 0;
    std::atomic<int> requests_ = 0;
    std::atomic<bool> in_transaction_ = false;
    std::mutex mutex_;
    Connection* connection_ = nullptr;
};

} // namespace varve
