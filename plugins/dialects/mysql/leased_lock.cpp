#include "leased_lock.hpp"

#include "named_lock.hpp"

namespace varve::mysql {

namespace {

// In a cluster all servers make a schema change at once, and whatever else is written waits for it.
LeaseLock::Times times(bool in_cluster) {
    LeaseLock::Times times;
    if (in_cluster) times.watch = times.lease;
    return times;
}

} // namespace

LeasedLock::LeasedLock(MysqlConnection& connection, const ConnectRequest& reconnect,
                       const LockRequest& request, bool in_cluster)
    : LeaseLock(
          connection, [reconnect] { return std::make_unique<MysqlConnection>(reconnect); }, request,
          times(in_cluster)),
      connection_(connection), request_(request) {}

bool LeasedLock::try_acquire() {
    if (!LeaseLock::try_acquire()) return false;
    if (!NamedLock(connection_, request_).is_used()) return true;
    release();
    return false;
}

std::optional<LockHolder> LeasedLock::holder() {
    if (auto holder = LeaseLock::holder()) return holder;
    return NamedLock(connection_, request_).session_holder();
}

bool LeasedLock::break_lock() {
    return LeaseLock::break_lock() || NamedLock(connection_, request_).end_session();
}

} // namespace varve::mysql
