#include "driver.hpp"

#include "advisory_lock.hpp"
#include "backup.hpp"
#include "diagnosis.hpp"
#include "introspector.hpp"
#include "leased_lock.hpp"
#include "schema.hpp"
#include "scratch.hpp"

#include "varve/migration/plan.hpp"

namespace varve::postgresql {

namespace {

// Seen in pg_locks: a table with a primary key, an identity and a text takes 8 locks, with its
// TOAST table, index and sequence; other changes two or three.
constexpr std::int64_t locks_of_created_table = 8;
constexpr std::int64_t locks_of_change = 3;
constexpr std::int64_t always_enough = 1000;

std::int64_t locks_of(const Plan& plan) {
    std::int64_t locks = 0;
    for (const Step& step : plan.steps) {
        if (step.mode != StepMode::transaction) continue;
        for (const PlannedStatement& statement : step.statements) {
            if (!statement.traits.creates.empty())
                locks += locks_of_created_table;
            else if (statement.traits.kind == StatementTraits::Kind::ddl)
                locks += locks_of_change;
        }
    }
    return locks;
}

} // namespace

std::unique_ptr<Connection> PostgresqlDriver::connect(const ConnectRequest& request) const {
    return std::make_unique<PostgresqlConnection>(request);
}

// A driver is handed only connections that it made.
std::unique_ptr<MigrationLock> PostgresqlDriver::migration_lock(Connection& connection,
                                                                const ConnectRequest& reconnect,
                                                                const LockRequest& request) const {
    auto& ours = static_cast<PostgresqlConnection&>(connection);
    if (ours.owns_session()) return std::make_unique<AdvisoryLock>(ours, request);
    return std::make_unique<LeasedLock>(ours, reconnect, request);
}

std::vector<std::string> PostgresqlDriver::advice(Connection& connection, const Plan& plan) const {
    const std::int64_t needed = plan.scope == TransactionScope::all ? locks_of(plan) : 0;
    if (needed <= always_enough) return {};
    const std::vector<Value> row =
        connection.query_row({"SELECT current_setting('max_locks_per_transaction')::bigint * "
                              "(current_setting('max_connections')::bigint + "
                              "current_setting('max_prepared_transactions')::bigint)"});
    const std::int64_t room = row.front().cell().as_integer();
    if (needed <= room) return {};
    return {"in one transaction this run may hold about " + std::to_string(needed) +
            " locks, and the server's lock table has room for " + std::to_string(room) +
            ": run it with --transaction each, or raise max_locks_per_transaction"};
}

std::unique_ptr<Scratch> PostgresqlDriver::make_scratch(const ConnectRequest& request) const {
    auto scratch = std::make_unique<DatabaseScratch>(request);
    scratch->make_schema();
    return scratch;
}

std::optional<std::vector<SchemaObject>> PostgresqlDriver::describe(Connection& connection) const {
    return postgresql::describe(connection);
}

std::unique_ptr<BackupMethod> PostgresqlDriver::backup_method() const {
    return std::make_unique<DumpBackup>();
}

std::vector<Check> PostgresqlDriver::checks() const {
    return all_checks();
}

Diagnosis PostgresqlDriver::explain(const DatabaseError& error,
                                    const ConnectRequest& request) const {
    return explain_refusal(error, request);
}

std::unique_ptr<Introspector> PostgresqlDriver::introspector() const {
    return std::make_unique<PostgresqlIntrospector>();
}

} // namespace varve::postgresql
