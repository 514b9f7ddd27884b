#pragma once

#include "varve/db/connection.hpp"
#include "varve/error.hpp"
#include "varve/export.hpp"

#include <any>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace varve {

struct PoolOptions {
    std::size_t size = 10;                            ///< most connections at once; 0 counts as 1
    std::chrono::milliseconds acquire_timeout{5'000}; ///< how long `lease` waits
    /// A connection that is older is replaced when nobody uses it, a random tenth earlier so that
    /// not all go at once; 0 is no limit.
    std::chrono::milliseconds maximum_lifetime{1'800'000};
    /// A connection that nobody used for so long is tried before it is lent.
    std::chrono::milliseconds check_after{30'000};
    /// The clock by which connections age.
    std::function<std::chrono::steady_clock::time_point()> now = std::chrono::steady_clock::now;
};

/// What a pool did so far, and does now.
struct PoolMetrics {
    std::size_t in_use = 0;
    std::size_t idle = 0;
    std::size_t waiting = 0;    ///< threads
    std::uint64_t opened = 0;   ///< connections
    std::uint64_t closed = 0;   ///< connections
    std::uint64_t waits = 0;    ///< leases that had to wait
    std::uint64_t timeouts = 0; ///< those of them in vain
    std::chrono::nanoseconds wait_total{0};
    std::chrono::nanoseconds wait_longest{0};
};

/// Who has a connection of a pool, and since how long.
struct PoolHolder {
    std::string name;
    std::chrono::milliseconds since{0};
};

/// No connection of a pool became free in time.
class VARVE_API PoolTimeout : public Error {
public:
    PoolTimeout(std::chrono::milliseconds waited, std::vector<PoolHolder> holders);
    ~PoolTimeout() override;

    const std::vector<PoolHolder>& holders() const noexcept { return holders_; }

private:
    std::vector<PoolHolder> holders_;
};

struct LeaseRequest {
    std::string holder = {}; ///< whom an error names that nobody else gets a connection: "checkout"
    /// Until when it waits; by default the pool's `acquire_timeout` from now.
    std::optional<std::chrono::steady_clock::time_point> deadline = {};
    std::stop_token stop = {}; ///< ends the wait with DatabaseError(cancelled)
};

class PoolState;
struct PooledConnection;

/// Lends a bounded number of connections, opened when they are first needed. First come, first
/// served. For any number of threads; each uses its lease alone, for as short a time as it can.
class VARVE_API Pool {
public:
    /// Opens one more connection; called from the thread that needs it.
    using Open = std::function<std::unique_ptr<Connection>()>;

    class Lease;

    explicit Pool(Open open, PoolOptions options = {});
    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;
    /// Closes without patience; leases may outlive the pool.
    ~Pool();

    /// A connection that is open and in no transaction. PoolTimeout where none is free in time,
    /// DatabaseError(cancelled) where the pool was closed, and whatever `Open` throws.
    Lease lease(const LeaseRequest& request = {});

    PoolMetrics metrics() const;
    /// Those who have a connection now, the longest first.
    std::vector<PoolHolder> holders() const;

    /// Lends no more, refuses those who wait, and closes what comes back. Waits up to `patience`,
    /// then cancels what leased connections run. Returns who has not given back even so.
    std::vector<PoolHolder> close(std::chrono::milliseconds patience);

private:
    std::shared_ptr<PoolState> state_; ///< shared with leases, which may end after the pool
};

/// A connection on loan. When it ends, the connection goes back: rolled back and reset if it is in
/// a transaction, closed if it is lost or too old. What else was set on the session stays set.
///
/// Belongs to one thread at a time, and so does its connection, except Connection::cancel.
class VARVE_API Pool::Lease {
public:
    Lease(Lease&& other) noexcept;
    Lease& operator=(Lease&& other) noexcept;
    ~Lease();

    Connection& connection() const noexcept;
    Connection* operator->() const noexcept { return &connection(); }
    operator Connection&() const noexcept { return connection(); }

    /// What belongs to the connection and lives as long as it does: made from it when it is first
    /// asked for. There is one such thing; std::bad_any_cast where it is of another type.
    template <class T> T& attached() {
        std::any& slot = attachment();
        if (!slot.has_value()) slot = std::make_shared<T>(connection());
        return *std::any_cast<std::shared_ptr<T>&>(slot); // shared, for std::any copies
    }

    /// Has the connection closed instead of given back: for a session that nobody else should get.
    void discard() noexcept;

private:
    friend class Pool;
    Lease(std::shared_ptr<PoolState> state, std::unique_ptr<PooledConnection> lent);
    std::any& attachment() const noexcept;
    void give_back() noexcept;

    std::shared_ptr<PoolState> state_;
    std::unique_ptr<PooledConnection> lent_; ///< null once given back or moved
};

} // namespace varve
