#include "diagnosis.hpp"

#include "names.hpp"

namespace varve::postgresql {

using Severity = Diagnosis::Severity;

namespace {

// A finding for each row, as far as anybody reads them.
constexpr const char* most = " LIMIT 5";

std::vector<std::vector<std::string>> rows_of(Connection& connection, const std::string& query,
                                              std::size_t columns) {
    const std::vector<Kind> kinds(columns, Kind::text);
    const auto rows = connection.query({query + most}, kinds);
    std::vector<std::vector<std::string>> all;
    std::vector<Cell> row(columns);
    while (rows->next(row)) {
        std::vector<std::string>& texts = all.emplace_back();
        for (const Cell& cell : row)
            texts.emplace_back(cell.is_null() ? std::string_view() : cell.as_text());
    }
    return all;
}

// Before a run that begins now would have given up.
std::string long_ago(const CheckRequest& request) {
    constexpr std::int64_t otherwise = 5000;
    const std::int64_t milliseconds = request.lock_timeout.count();
    return "pg_catalog.clock_timestamp() - interval '" +
           std::to_string(milliseconds > 0 ? milliseconds : otherwise) + " ms'";
}

} // namespace

// Of other roles' sessions the state is shown to a member of pg_read_all_stats only.
std::vector<Diagnosis> check_sessions(Connection& connection, const CheckRequest& request) {
    const std::string query =
        "SELECT a.pid::text, CASE WHEN a.state = 'active' THEN 'at work' ELSE 'idle' END, "
        "extract(epoch FROM pg_catalog.clock_timestamp() - CASE WHEN a.state = 'active' THEN "
        "a.xact_start ELSE a.state_change END)::bigint::text, pg_catalog.concat_ws(', ', "
        "a.usename, nullif(a.application_name, ''), 'client ' || "
        "pg_catalog.host(a.client_addr)), (SELECT pg_catalog.string_agg(DISTINCT "
        "l.relation::regclass::text, ', ') FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_class c "
        "ON c.oid = l.relation AND c.relkind IN ('r', 'p', 'm', 'v') AND c.relnamespace <> "
        "'pg_catalog'::regnamespace WHERE l.pid = a.pid AND l.granted AND l.database = a.datid) "
        "FROM pg_catalog.pg_stat_activity a WHERE a.datname = pg_catalog.current_database() AND "
        "a.pid <> pg_catalog.pg_backend_pid() AND a.backend_type = 'client backend' AND "
        "(a.state LIKE 'idle in transaction%' AND a.state_change < " +
        long_ago(request) +
        " OR a.state = 'active' AND a.xact_start < pg_catalog.clock_timestamp() - interval '1 "
        "min') ORDER BY a.xact_start";
    std::vector<Diagnosis> found;
    for (const auto& row : rows_of(connection, query, 5))
        found.push_back(
            {.severity = Severity::warning,
             .what = "the session " + row[0] + " (" + row[3] + ") is " + row[1] +
                     " in a transaction since " + row[2] + " s" +
                     (row[4].empty() ? std::string()
                                     : "; changes of these have to wait for it: " + row[4]),
             .remedy = "let whoever it is end it, or end the session, which rolls back:",
             .sql = "SELECT pg_terminate_backend(" + row[0] + ')'});
    if (found.empty()) return {{.what = "none keeps a transaction open for long"}};
    return found;
}

std::vector<Diagnosis> check_prepared_transactions(Connection& connection,
                                                   const CheckRequest& request) {
    std::vector<Diagnosis> found;
    for (const auto& row :
         rows_of(connection,
                 "SELECT gid, owner::text, extract(epoch FROM pg_catalog.clock_timestamp() - "
                 "prepared)::bigint::text FROM pg_catalog.pg_prepared_xacts WHERE database = "
                 "pg_catalog.current_database() AND prepared < " +
                     long_ago(request) + " ORDER BY prepared",
                 3))
        found.push_back({.severity = Severity::warning,
                         .what = "the transaction " + row[0] + " of " + row[1] +
                                 " is prepared since " + row[2] +
                                 " s and keeps its locks until somebody ends it",
                         .remedy = "if its transaction manager has forgotten it, end it, in this "
                                   "database, as its owner:",
                         .sql = "ROLLBACK PREPARED " + string_literal(row[0])});
    if (found.empty()) return {{.what = "none that is left open"}};
    return found;
}

// One that is being built is invalid too, and progress is told from version 12 on.
std::vector<Diagnosis> check_indexes(Connection& connection, const CheckRequest&) {
    std::vector<Diagnosis> found;
    for (const auto& row :
         rows_of(connection,
                 "SELECT pg_catalog.quote_ident(n.nspname) || '.' || "
                 "pg_catalog.quote_ident(c.relname), i.indrelid::regclass::text FROM "
                 "pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid JOIN "
                 "pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE NOT i.indisvalid AND "
                 "c.relkind = 'i' AND NOT EXISTS (SELECT 1 FROM "
                 "pg_catalog.pg_stat_progress_create_index p WHERE p.index_relid = i.indexrelid) "
                 "ORDER BY 1",
                 2))
        found.push_back({.severity = Severity::warning,
                         .what = "the index " + row[0] + " on " + row[1] +
                                 " is invalid: its CREATE INDEX CONCURRENTLY failed, and it is "
                                 "kept up and never used",
                         .remedy = "drop it, and build it anew:",
                         .sql = "DROP INDEX CONCURRENTLY " + row[0]});
    if (found.empty()) return {{.what = "all are valid"}};
    return found;
}

} // namespace varve::postgresql
