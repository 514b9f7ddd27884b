#include "driver.hpp"

#include "connection.hpp"
#include "consecutive_changes.hpp"
#include "named_lock.hpp"
#include "rehearsal.hpp"
#include "scratch.hpp"

#include "varve/db/lease_lock.hpp"

#include <array>

namespace varve::mysql {

namespace {

// GET_LOCK is known to one node only, and each of them takes writes.
bool is_cluster(Connection& connection) {
    const std::vector<Value> row = connection.query_row({"SHOW STATUS LIKE 'wsrep_cluster_size'"},
                                                        std::array{Kind::text, Kind::integer});
    return !row.empty() && !row[1].is_null() && row[1].cell().as_integer() > 1;
}

} // namespace

std::unique_ptr<Connection> MysqlDriver::connect(const ConnectRequest& request) const {
    return std::make_unique<MysqlConnection>(request);
}

// A driver is handed only connections that it made.
std::unique_ptr<MigrationLock> MysqlDriver::migration_lock(Connection& connection,
                                                           const ConnectRequest& reconnect,
                                                           const LockRequest& request) const {
    auto& ours = static_cast<MysqlConnection&>(connection);
    if (ours.owns_session() && !is_cluster(ours)) return std::make_unique<NamedLock>(ours, request);
    return std::make_unique<LeaseLock>(
        ours, [reconnect] { return std::make_unique<MysqlConnection>(reconnect); }, request);
}

std::vector<std::string> MysqlDriver::review(Connection& connection, const Plan& plan) const {
    return consecutive_changes(plan, static_cast<MysqlConnection&>(connection).dialect().mode());
}

bool MysqlDriver::rehearse(const ConnectRequest& request, Plan& plan) const {
    if (!changes_tables(plan)) return true;
    const auto scratch = make_scratch(request);
    mysql::rehearse(request, scratch->url(), plan);
    return true;
}

std::unique_ptr<Scratch> MysqlDriver::make_scratch(const ConnectRequest& request) const {
    MysqlConnection connection(request);
    // Elsewhere a named lock does not tell who is alive.
    if (connection.owns_session() && !is_cluster(connection)) drop_abandoned_scratches(connection);
    return std::make_unique<DatabaseScratch>(request);
}

} // namespace varve::mysql
