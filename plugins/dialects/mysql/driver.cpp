#include "driver.hpp"

#include "backup.hpp"
#include "checks.hpp"
#include "connection.hpp"
#include "consecutive_changes.hpp"
#include "introspector.hpp"
#include "leased_lock.hpp"
#include "named_lock.hpp"
#include "rehearsal.hpp"
#include "schema.hpp"
#include "scratch.hpp"

#include <array>

namespace varve::mysql {

namespace {

// GET_LOCK is known to one server only. What decides are settings, which everybody may read, and
// not how many servers there are now: another may join during a run.
bool is_in_cluster(Connection& connection) {
    constexpr std::array kinds{Kind::text, Kind::text};
    const auto rows = connection.query({"SHOW GLOBAL VARIABLES WHERE Variable_name IN ('wsrep_on', "
                                        "'group_replication_group_name')"},
                                       kinds, Fetch::all);
    std::array<Cell, kinds.size()> row;
    while (rows->next(row))
        if (tells_of_cluster(row[0].as_text(), row[1].as_text())) return true;
    return false;
}

} // namespace

std::unique_ptr<Connection> MysqlDriver::connect(const ConnectRequest& request) const {
    request.refuse_role("MySQL");
    return std::make_unique<MysqlConnection>(request);
}

// A driver is handed only connections that it made.
std::unique_ptr<MigrationLock> MysqlDriver::migration_lock(Connection& connection,
                                                           const ConnectRequest& reconnect,
                                                           const LockRequest& request) const {
    auto& ours = static_cast<MysqlConnection&>(connection);
    const bool in_cluster = is_in_cluster(ours);
    if (ours.owns_session() && !in_cluster) return std::make_unique<NamedLock>(ours, request);
    return std::make_unique<LeasedLock>(ours, reconnect, request, in_cluster);
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
    if (connection.owns_session() && !is_in_cluster(connection))
        drop_abandoned_scratches(connection);
    return std::make_unique<DatabaseScratch>(request);
}

std::optional<std::vector<SchemaObject>> MysqlDriver::describe(Connection& connection) const {
    return mysql::describe(connection);
}

std::unique_ptr<BackupMethod> MysqlDriver::backup_method() const {
    return std::make_unique<DumpBackup>();
}

std::vector<Check> MysqlDriver::checks() const {
    return all_checks();
}

Diagnosis MysqlDriver::explain(const DatabaseError& error, const ConnectRequest& request) const {
    return explain_refusal(error, request);
}

std::unique_ptr<Introspector> MysqlDriver::introspector() const {
    return std::make_unique<MysqlIntrospector>();
}

} // namespace varve::mysql
