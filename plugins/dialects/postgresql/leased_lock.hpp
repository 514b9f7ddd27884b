#pragma once

#include "connection.hpp"
#include "lock_keys.hpp"

#include "varve/db/lease_lock.hpp"

namespace varve::postgresql {

/// The migration lock behind a pooler, where no session is ours: a lease, and in each transaction
/// an advisory lock too.
///
/// While it is held, all that the connection sends carries a comment with the lease's token.
/// Whoever takes over finds by it what a killed holder's session still does, and ends that.
class LeasedLock final : public LeaseLock {
public:
    LeasedLock(PostgresqlConnection& connection, const ConnectRequest& reconnect,
               const LockRequest& request);
    ~LeasedLock() override;

    bool try_acquire() override;
    void release() noexcept override;
    std::optional<LockHolder> holder() override;
    std::optional<Statement> guard() const override;

protected:
    void evict(std::int64_t former_token) override;

private:
    std::string tag(std::int64_t token) const;

    PostgresqlConnection& connection_;
    LockKeys keys_;
};

} // namespace varve::postgresql
