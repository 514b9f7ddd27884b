#include "leased_lock.hpp"

#include "named_lock.hpp"

namespace varve::mysql {

LeasedLock::LeasedLock(MysqlConnection& connection, const ConnectRequest& reconnect,
                       const LockRequest& request)
    : LeaseLock(
          connection, [reconnect] { return std::make_unique<MysqlConnection>(reconnect); },
          request),
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
