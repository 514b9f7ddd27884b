#include "checks.hpp"

#include "dialect.hpp"

#include <algorithm>

namespace varve::mysql {

using Severity = Diagnosis::Severity;

// What is not InnoDB's does not roll back, and may be damaged by a crash.
std::vector<Diagnosis> check_engines(Connection& connection, const CheckRequest& request) {
    std::vector<Diagnosis> found;
    for (const auto& row :
         rows_of(connection,
                 "SELECT table_name, engine FROM information_schema.tables JOIN "
                 "information_schema.engines USING (engine) WHERE table_schema = " +
                     string_literal(connection.name_space()) +
                     " AND transactions = 'NO' AND table_type = 'BASE TABLE' ORDER BY 1 LIMIT 5",
                 2)) {
        const bool is_own = std::ranges::find(request.tables, row[0]) != request.tables.end();
        found.push_back({.severity = is_own ? Severity::problem : Severity::warning,
                         .what = (is_own ? "varve's own table " : "the table ") + row[0] +
                                 " is kept by " + row[1] +
                                 ": what is done to its rows does not roll back",
                         .remedy = "if that is not meant, say (the table is locked meanwhile):",
                         .sql = "ALTER TABLE " + quoted_identifier(connection.name_space()) + '.' +
                                quoted_identifier(row[0]) + " ENGINE = InnoDB"});
    }
    if (found.empty()) return {{.what = "all tables roll back"}};
    return found;
}

// Those of other users are shown to holders of PROCESS only. A table that a transaction has used
// is not changed before it ends.
std::vector<Diagnosis> check_transactions(Connection& connection, const CheckRequest& request) {
    constexpr std::int64_t otherwise = 5;
    const std::int64_t limit = request.lock_timeout.count() / 1000;
    std::vector<Diagnosis> found;
    for (const auto& row : rows_of(
             connection,
             "SELECT CAST(p.id AS CHAR), CONCAT(p.user, ', client ', p.host), p.command = 'Sleep', "
             "CAST(p.time AS CHAR) FROM information_schema.innodb_trx t JOIN "
             "information_schema.processlist p ON p.id = t.trx_mysql_thread_id WHERE p.db = " +
                 string_literal(connection.name_space()) +
                 " AND p.id <> CONNECTION_ID() AND p.time >= IF(p.command = 'Sleep', " +
                 std::to_string(limit > 0 ? limit : otherwise) +
                 ", 60) ORDER BY p.time DESC LIMIT 5",
             4))
        found.push_back(
            {.severity = Severity::warning,
             .what = "the session " + row[0] + " (" + row[1] +
                     ") has a transaction open "
                     "and is " +
                     (row[2] == "1" ? "idle" : "at work") + " since " + row[3] +
                     " s; changes of the tables that it used have to wait for it",
             .remedy = "let whoever it is end it, or end the session, which rolls back:",
             .sql = "KILL " + row[0]});
    if (found.empty()) return {{.what = "none is open for long"}};
    return found;
}

std::vector<Diagnosis> check_events(Connection& connection, const CheckRequest&) {
    const std::string count =
        rows_of(
            connection,
            "SELECT CAST(COUNT(*) AS CHAR) FROM information_schema.events WHERE event_schema = " +
                string_literal(connection.name_space()) + " AND status = 'ENABLED'",
            1)
            .front()
            .front();
    if (count == "0") return {{.what = "none that would run"}};
    const std::string scheduler = global_settings(connection)["event_scheduler"];
    if (scheduler == "ON") return {{.what = "the scheduler runs " + count}};
    return {{.severity = Severity::warning,
             .what = "no event runs, of " + count + " that are enabled: event_scheduler is " +
                     scheduler,
             .remedy = scheduler == "DISABLED"
                           ? "take event_scheduler out of the server's configuration, start it "
                             "again, and let an administrator say:"
                           : "let an administrator say, and write it into the server's "
                             "configuration:",
             .sql = "SET GLOBAL event_scheduler = ON"}};
}

} // namespace varve::mysql
