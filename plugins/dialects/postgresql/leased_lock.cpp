#include "leased_lock.hpp"

#include "advisory_lock.hpp"
#include "names.hpp"

#include "varve/log.hpp"

#include <chrono>
#include <thread>

namespace varve::postgresql {

LeasedLock::LeasedLock(PostgresqlConnection& connection, const ConnectRequest& reconnect,
                       const LockRequest& request)
    : LeaseLock(
          connection, [reconnect] { return std::make_unique<PostgresqlConnection>(reconnect); },
          request),
      connection_(connection), keys_(request, connection.name_space()) {}

LeasedLock::~LeasedLock() {
    connection_.set_tag({});
}

std::string LeasedLock::tag(std::int64_t token) const {
    return "varve lease " + std::to_string(keys_.run()) + ':' + std::to_string(token);
}

bool LeasedLock::try_acquire() {
    if (!LeaseLock::try_acquire()) return false;
    if (session_holder(connection_, keys_)) {
        release();
        return false;
    }
    connection_.set_tag(tag(token()));
    return true;
}

std::optional<LockHolder> LeasedLock::holder() {
    if (auto holder = LeaseLock::holder()) return holder;
    return session_holder(connection_, keys_);
}

void LeasedLock::release() noexcept {
    LeaseLock::release();
    connection_.set_tag({});
}

std::optional<Statement> LeasedLock::guard() const {
    return Statement{"SELECT CASE WHEN pg_catalog.pg_try_advisory_xact_lock(" +
                     std::to_string(keys_.transaction()) + ") THEN " + condition() +
                     " ELSE false END"};
}

// Waits until they are gone, for they may hold locks that the next statement needs.
void LeasedLock::evict(std::int64_t former_token) {
    using namespace std::chrono_literals;
    const std::string former = "/* " + tag(former_token) + " */ ";
    const Statement terminate{
        "SELECT count(pg_catalog.pg_terminate_backend(pid)) FROM pg_catalog.pg_stat_activity WHERE "
        "datname = pg_catalog.current_database() AND state <> 'idle' AND pid <> "
        "pg_catalog.pg_backend_pid() AND pg_catalog.left(query, " +
        std::to_string(former.size()) + ") = " + string_literal(former)};
    constexpr int attempts = 40;
    for (int attempt = 0; attempt < attempts; ++attempt) {
        const std::vector<Value> row = connection_.query_row(terminate);
        if (row.front().cell().as_integer() == 0) return;
        if (attempt == 0)
            log::warning("a statement of the former run was still at work in the database; it is "
                         "ended");
        std::this_thread::sleep_for(50ms);
    }
}

} // namespace varve::postgresql
