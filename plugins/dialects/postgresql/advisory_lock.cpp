#include "advisory_lock.hpp"

#include "names.hpp"

#include "varve/db/lease_lock.hpp"
#include "varve/log.hpp"

namespace varve::postgresql {

namespace {

constexpr const char* name_setting = "application_name";
constexpr int first_to_wait_for_termination = 140000;

} // namespace

AdvisoryLock::AdvisoryLock(PostgresqlConnection& connection, const LockRequest& request)
    : connection_(connection), request_(request),
      keys_(request, request.name_space.empty() ? connection.name_space() : request.name_space),
      holder_(as_identifier(request.holder)), former_name_(connection.reported(name_setting)) {}

AdvisoryLock::~AdvisoryLock() {
    release();
}

std::string AdvisoryLock::name_session(const std::string& name) const {
    return "pg_catalog.set_config('application_name', " + string_literal(name) + ", false)";
}

bool AdvisoryLock::try_acquire() {
    if (held_) return true;
    const std::vector<Value> row =
        connection_.query_row({"SELECT pg_catalog.pg_try_advisory_lock(" +
                               std::to_string(keys_.run()) + "), " + name_session(holder_)});
    held_ = row.front().cell().as_boolean();
    if (!held_) return false;
    connection_.keep_setting(name_setting, holder_);
    if (lease_is_held()) release();
    return held_;
}

bool AdvisoryLock::lease_is_held() {
    const std::string table = connection_.dialect().qualified(request_.name_space, request_.table);
    const std::vector<Value> row = connection_.query_row(
        {"SELECT pg_catalog.to_regclass(" + string_literal(table) + ") IS NOT NULL"});
    return row.front().cell().as_boolean() &&
           LeaseLock(connection_, {}, request_).holder().has_value();
}

void AdvisoryLock::release() noexcept {
    if (!held_) return;
    held_ = false;
    try {
        connection_.forget_setting(name_setting);
        const std::vector<Value> row = connection_.query_row(
            {"SELECT pg_catalog.pg_advisory_unlock(" + std::to_string(keys_.run()) + "), " +
             name_session(former_name_)});
        if (!row.front().cell().as_boolean())
            log::warning("the migration lock was gone before it was released");
    } catch (const std::exception& error) {
        log::debug(std::string("the migration lock goes with its session: ") + error.what());
    }
}

std::optional<LockHolder> AdvisoryLock::holder() {
    if (auto holder = session_holder(connection_, keys_)) return holder;
    return lease_is_held() ? LeaseLock(connection_, {}, request_).holder() : std::nullopt;
}

std::optional<LockHolder> session_holder(Connection& connection, const LockKeys& keys) {
    const std::vector<Value> row = connection.query_row(
        {"SELECT coalesce(nullif(a.application_name, ''), 'unknown') || ' (server process ' || "
         "l.pid || coalesce(', client ' || pg_catalog.host(a.client_addr), '') || ')', "
         "coalesce(a.backend_start::text, ''), CASE WHEN a.state LIKE 'idle%' AND a.state_change < "
         "pg_catalog.clock_timestamp() - interval '10 s' THEN 'its session is ' || a.state || ' "
         "since ' || "
         "extract(epoch FROM pg_catalog.clock_timestamp() - a.state_change)::bigint || ' s' ELSE "
         "'' END FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = "
         "l.pid WHERE " +
         keys.is_held() + " LIMIT 1"});
    if (row.empty()) return std::nullopt;
    return LockHolder{row[0].to_string(), row[1].to_string(), row[2].to_string()};
}

bool AdvisoryLock::break_lock() {
    const bool can_wait = connection_.server_version() >= first_to_wait_for_termination;
    const std::vector<Value> row =
        connection_.query_row({std::string("SELECT count(pg_catalog.pg_terminate_backend(l.pid") +
                               (can_wait ? ", 3000" : "") + ")) FROM pg_catalog.pg_locks l WHERE " +
                               keys_.is_held() + " AND l.pid <> pg_catalog.pg_backend_pid()"});
    if (row.front().cell().as_integer() > 0) return true;
    return lease_is_held() && LeaseLock(connection_, {}, request_).break_lock();
}

std::optional<Statement> AdvisoryLock::guard() const {
    return Statement{"SELECT pg_catalog.pg_try_advisory_xact_lock(" +
                     std::to_string(keys_.transaction()) + ")"};
}

// A migration may have called pg_advisory_unlock_all().
void AdvisoryLock::verify() {
    if (!held_) return;
    const std::vector<Value> row =
        connection_.query_row({"SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_locks l WHERE " +
                               keys_.is_held() + " AND l.pid = pg_catalog.pg_backend_pid())"});
    if (row.front().cell().as_boolean()) return;
    held_ = false;
    throw LockLost("the session no longer holds the migration lock; did a migration call "
                   "pg_advisory_unlock_all()?");
}

} // namespace varve::postgresql
