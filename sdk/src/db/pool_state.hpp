#pragma once

#include "varve/db/pool.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>

namespace varve {

/// A place in the pool with its connection, which is null until it is opened.
struct PooledConnection {
    using TimePoint = std::chrono::steady_clock::time_point;

    std::unique_ptr<Connection> connection;
    std::any attachment; ///< ends before the connection
    TimePoint expires = TimePoint::max();
    TimePoint idle_since = {};
    TimePoint lent_since = {};
    std::string holder;
    bool doubted = false;   ///< to be tried out, however short it was idle
    bool discarded = false; ///< to be closed
};

using PooledConnectionPtr = std::unique_ptr<PooledConnection>;

/// What a Pool and its leases share. Databases are talked to outside the mutex.
class PoolState {
public:
    PoolState(Pool::Open open, PoolOptions options);

    PooledConnectionPtr acquire(const LeaseRequest& request);
    void release(PooledConnectionPtr place) noexcept;

    PoolMetrics metrics() const;
    std::vector<PoolHolder> holders() const;
    std::vector<PoolHolder> close(std::chrono::milliseconds patience);

private:
    struct Waiter {
        const std::string& holder;
        PooledConnectionPtr granted = nullptr;
        std::condition_variable_any ready = {};
    };
    using TimePoint = PooledConnection::TimePoint;

    // Those with `lock` or `_locked` are called with the mutex held.
    PooledConnectionPtr wait_for_place(const LeaseRequest& request);
    PooledConnectionPtr wait_in_line(std::unique_lock<std::mutex>& lock,
                                     const LeaseRequest& request);
    PooledConnectionPtr take_free_locked(const std::string& holder);
    void serve_locked();
    void vacate_locked(const PooledConnection& place);
    void note_wait_locked(std::chrono::nanoseconds waited);
    std::vector<PoolHolder> holders_locked() const;

    void make_ready(PooledConnection& place);
    /// Takes it back to be lent again; false, and it is left, where the pool is closed.
    bool keep(PooledConnectionPtr& place);
    bool is_usable(PooledConnection& place) const;
    void set_connection(PooledConnection& place, std::unique_ptr<Connection> connection);
    TimePoint expiry() const;

    const Pool::Open open_;
    const PoolOptions options_;
    const std::size_t size_;
    mutable std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<PooledConnectionPtr> idle_; ///< the last that came back is lent first
    std::vector<PooledConnection*> lent_;
    std::deque<Waiter*> waiters_; ///< first come, first served
    PoolMetrics metrics_;         ///< less what the lists above tell
    bool closed_ = false;
};

} // namespace varve
