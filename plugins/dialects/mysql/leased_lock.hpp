#pragma once

#include "connection.hpp"

#include "varve/db/lease_lock.hpp"

namespace varve::mysql {

/// The migration lock where a session's named lock does not keep everybody out: in a cluster, where
/// each server has named locks of its own, and behind a proxy that shares sessions out. It also
/// keeps out of the way of a run that has the named lock.
class LeasedLock final : public LeaseLock {
public:
    LeasedLock(MysqlConnection& connection, const ConnectRequest& reconnect,
               const LockRequest& request, bool in_cluster);

    bool try_acquire() override;
    std::optional<LockHolder> holder() override;
    bool break_lock() override;

private:
    MysqlConnection& connection_;
    LockRequest request_;
};

} // namespace varve::mysql
