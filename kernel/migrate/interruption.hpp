#pragma once

#include "varve/db/connection.hpp"
#include "varve/export.hpp"

#include <atomic>
#include <cstdint>
#include <mutex>
#include <stop_token>
#include <string_view>

namespace varve {

/// A request to stop, from a signal or another thread, and what it does to the statement that is
/// running.
///
/// While varve only reads, and inside a transaction, the first request cancels: nothing is in
/// doubt, for everything rolls back. Outside a transaction the first request lets a migration's
/// statement finish, so that it is recorded; the second cancels on the server.
class VARVE_API Interruption {
public:
    /// What a request did.
    enum class Effect : std::uint8_t {
        waits,    ///< what runs is let finish
        cancels,  ///< what runs is asked to end
        unheeded, ///< there is no connection that anything could run on
    };
    /// From any thread. `signal` decides the exit code: SIGINT 130, SIGTERM 143.
    Effect request(int signal) noexcept;
    bool requested() const noexcept { return signal_ != 0; }
    /// Is told of the next request, until it is taken anew, and of none that was before.
    std::stop_token next_request();

    /// Throws Error with the signal's exit code when a stop was requested; `aftermath` says what
    /// became of the work.
    void stop_here(std::string_view aftermath = {}) const;

    /// Says which connection is open while it lives.
    class VARVE_API Watch {
    public:
        Watch(Interruption& interruption, Connection& connection);
        Watch(const Watch&) = delete;
        Watch& operator=(const Watch&) = delete;
        ~Watch();

    private:
        Interruption& interruption_;
        Connection* const before_;
    };

    /// While it lives, the first request lets what runs finish.
    class VARVE_API Finishing {
    public:
        explicit Finishing(Interruption& interruption)
            : interruption_(interruption), before_(interruption.cancellable_.exchange(false)) {}
        Finishing(const Finishing&) = delete;
        Finishing& operator=(const Finishing&) = delete;
        ~Finishing() { interruption_.cancellable_ = before_; }

    private:
        Interruption& interruption_;
        const bool before_;
    };

    /// Within that: while it lives, what runs can be cancelled without harm, at the first request.
    class VARVE_API Cancellable {
    public:
        explicit Cancellable(Interruption& interruption)
            : interruption_(interruption), before_(interruption.cancellable_.exchange(true)) {}
        Cancellable(const Cancellable&) = delete;
        Cancellable& operator=(const Cancellable&) = delete;
        ~Cancellable() { interruption_.cancellable_ = before_; }

    private:
        Interruption& interruption_;
        const bool before_;
    };

private:
    std::atomic<int> signal_ = 0;
    std::atomic<int> requests_ = 0;
    std::atomic<bool> cancellable_ = true;
    std::mutex mutex_;
    Connection* connection_ = nullptr;
    std::stop_source next_;
};

} // namespace varve
