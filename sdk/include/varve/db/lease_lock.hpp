#pragma once

#include "varve/db/connection.hpp"
#include "varve/db/migration_lock.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace varve {

/// A migration lock for databases, and poolers, where nothing belongs to a session: a row with a
/// holder, an expiry and a fencing token that grows with every acquisition. A thread with a
/// connection of its own renews it; if the process dies, the lease runs out by itself. All times
/// are the server's.
class VARVE_API LeaseLock : public MigrationLock {
public:
    using Connect = std::function<std::unique_ptr<Connection>()>;

    struct Times {
        std::chrono::milliseconds lease{3000};
        std::chrono::milliseconds renewal{750};
        /// For how long a lease that ran out is looked at before it is taken from a holder that
        /// did not give it up: where a schema change makes renewals wait, and they are out of date
        /// once they arrive, the holder shows within this time that it lives.
        std::chrono::milliseconds watch{0};
    };

    LeaseLock(Connection& connection, Connect connect, LockRequest request);
    LeaseLock(Connection& connection, Connect connect, LockRequest request, Times times);
    ~LeaseLock() override;

    std::string_view method() const override { return "lease"; }
    bool try_acquire() override;
    void release() noexcept override;
    std::optional<LockHolder> holder() override;
    bool break_lock() override;
    std::optional<Statement> guard() const override;
    std::string condition() const override;
    void verify() override;

    /// 0 while the lease is not held.
    std::int64_t token() const noexcept { return token_; }

protected:
    /// Called after the lease was taken from a holder that let it run out, before it is used: ends
    /// what that holder's sessions still do in the database, where the database lets one.
    virtual void evict(std::int64_t former_token);

private:
    void create_table();
    void keep_renewing();
    bool renew(Connection& connection);
    std::string table() const;

    Connection& connection_;
    Connect connect_;
    LockRequest request_;
    Times times_;
    std::int64_t token_ = 0;
    std::atomic<bool> lost_ = false;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stop_ = false;
    std::thread renewer_;
};

} // namespace varve
