#include "checks.hpp"

#include "connection.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace varve::mysql {

using Severity = Diagnosis::Severity;

std::vector<Check> all_checks() {
    return {
        {"writable", check_writable},       {"session", check_session},
        {"connections", check_connections}, {"settings", check_settings},
        {"rights", check_rights},           {"programs", check_programs},
        {"engines", check_engines},         {"transactions", check_transactions},
        {"events", check_events},
    };
}

std::vector<std::vector<std::string>> rows_of(Connection& connection, const std::string& query,
                                              std::size_t columns) {
    const std::vector<Kind> kinds(columns, Kind::text);
    const auto rows = connection.query({query}, kinds, Fetch::all);
    std::vector<std::vector<std::string>> all;
    std::vector<Cell> row(columns);
    while (rows->next(row)) {
        std::vector<std::string>& texts = all.emplace_back();
        for (const Cell& cell : row)
            texts.emplace_back(cell.is_null() ? std::string_view() : cell.as_text());
    }
    return all;
}

namespace {

std::map<std::string, std::string> pairs_of(Connection& connection, const std::string& query) {
    std::map<std::string, std::string> pairs;
    for (auto& row : rows_of(connection, query, 2)) pairs[row[0]] = std::move(row[1]);
    return pairs;
}

// Of one that the server does not know, nothing.
std::string value_of(const std::map<std::string, std::string>& settings, const char* name) {
    const auto found = settings.find(name);
    return found == settings.end() ? std::string() : found->second;
}

std::int64_t number_of(const std::map<std::string, std::string>& settings, const char* name) {
    const std::string text = value_of(settings, name);
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

Diagnosis set_global(std::string what, std::string statement) {
    return {.severity = Severity::warning,
            .what = std::move(what),
            .remedy = "let an administrator say, and write it into the server's configuration:",
            .sql = "SET GLOBAL " + std::move(statement)};
}

} // namespace

std::map<std::string, std::string> global_settings(Connection& connection) {
    return pairs_of(connection, "SHOW GLOBAL VARIABLES");
}

// Whom read_only does not hinder may still make a replica differ from its source.
std::vector<Diagnosis> check_writable(Connection& connection, const CheckRequest&) {
    const auto settings = global_settings(connection);
    for (const char* const name : {"super_read_only", "read_only"}) {
        const std::string value = value_of(settings, name);
        if (value.empty() || value == "OFF") continue;
        return {{.severity = Severity::problem,
                 .what = std::string("the server takes no writes (") + name + " is " + value +
                         "); so does a replica, which follows another server",
                 .remedy =
                     "name the server that takes writes in the URL; if it is this one, and no "
                     "maintenance is going on, let an administrator say:",
                 .sql = "SET GLOBAL read_only = OFF"}};
    }
    for (const char* const name : {"transaction_read_only", "tx_read_only"})
        if (value_of(settings, name) == "ON")
            return {{.severity = Severity::problem,
                     .what = std::string("every transaction only reads here (") + name + " is ON)",
                     .remedy = "let an administrator say:",
                     .sql = std::string("SET GLOBAL ") + name + " = OFF"}};
    return {{.what = "the server takes writes"}};
}

std::vector<Diagnosis> check_session(Connection& connection, const CheckRequest&) {
    if (!connection.owns_session())
        return {{.severity = Severity::warning,
                 .what = "a proxy that shares sessions out is in between: the migration lock is a "
                         "lease, and what is set for a session may be lost",
                 .remedy = "all works; still, where you can, name the server itself in the URL"}};
    const auto status =
        pairs_of(connection, "SHOW STATUS WHERE Variable_name LIKE 'wsrep_cluster_size'");
    if (number_of(status, "wsrep_cluster_size") > 1)
        return {{.what = "of a node in a cluster of " + value_of(status, "wsrep_cluster_size") +
                         "; the migration lock is a lease"}};
    return {{.what = "no proxy between, the session is ours"}};
}

// A run needs a second one where its lock is a lease, and to cancel a statement.
std::vector<Diagnosis> check_connections(Connection& connection, const CheckRequest&) {
    constexpr std::int64_t needed = 2;
    const std::int64_t most = number_of(global_settings(connection), "max_connections");
    const std::int64_t used =
        number_of(pairs_of(connection, "SHOW GLOBAL STATUS LIKE 'Threads_connected'"),
                  "Threads_connected") -
        1;
    const std::string numbers =
        std::to_string(used) + " of the " + std::to_string(most) + " that the server lets in";
    if (most - used >= needed) return {{.what = numbers + " are in use"}};
    Diagnosis diagnosis =
        set_global(numbers + " are in use by others, and a run needs " + std::to_string(needed),
                   "max_connections = " + std::to_string(2 * most));
    diagnosis.remedy = "end sessions that nobody needs, or " + diagnosis.remedy;
    return {diagnosis};
}

namespace {

void check_database(Connection& connection, std::vector<Diagnosis>& found) {
    const std::string charset =
        rows_of(connection, "SELECT @@character_set_database", 1).front().front();
    if (charset == "utf8mb4") return;
    const std::string database = quoted_identifier(connection.name_space());
    found.push_back(
        {.severity = Severity::warning,
         .what = "tables get the character set " + charset +
                 " here, in which not every text has a place",
         .remedy = "if that is not meant, say (tables that are there stay as they are):",
         .sql = "ALTER DATABASE " + database + " CHARACTER SET utf8mb4"});
}

// Of other sessions: varve's own are strict in any case.
void check_mode(const std::map<std::string, std::string>& settings, std::vector<Diagnosis>& found) {
    if (value_of(settings, "sql_mode").find("STRICT_") != std::string::npos) return;
    found.push_back(set_global("sql_mode is not strict: for other sessions than varve's, values "
                               "that do not fit are cut off",
                               "sql_mode = CONCAT(@@GLOBAL.sql_mode, ',STRICT_TRANS_TABLES')"));
}

void check_wait(const std::map<std::string, std::string>& settings, const CheckRequest& request,
                std::vector<Diagnosis>& found) {
    if (request.lock_timeout.count() > 0) return;
    found.push_back({.severity = Severity::warning,
                     .what = "nothing limits how long a statement waits for a table that somebody "
                             "uses (migrate.lock_timeout is 0, lock_wait_timeout " +
                             value_of(settings, "lock_wait_timeout") +
                             " s), and all who come behind it wait too",
                     .remedy = "set a limit:",
                     .command = "export VARVE_MIGRATE_LOCK_TIMEOUT=5s"});
}

} // namespace

std::vector<Diagnosis> check_settings(Connection& connection, const CheckRequest& request) {
    constexpr std::int64_t least_packet = 1 << 20;
    const auto settings = global_settings(connection);
    std::vector<Diagnosis> found;
    check_mode(settings, found);
    check_database(connection, found);
    check_wait(settings, request, found);
    if (number_of(settings, "max_allowed_packet") < least_packet)
        found.push_back(set_global("max_allowed_packet is " +
                                       value_of(settings, "max_allowed_packet") +
                                       " bytes, and a longer statement is an error",
                                   "max_allowed_packet = 16777216"));
    if (value_of(settings, "default_storage_engine") != "InnoDB")
        found.push_back(set_global("tables are kept by " +
                                       value_of(settings, "default_storage_engine") +
                                       " where CREATE TABLE names no engine",
                                   "default_storage_engine = InnoDB"));
    if (value_of(settings, "innodb_file_per_table") == "OFF")
        found.push_back(
            set_global("all tables share one file (innodb_file_per_table is OFF), which "
                       "never gets smaller: a table that is rebuilt leaves its place",
                       "innodb_file_per_table = ON"));
    if (!found.empty()) return found;
    const bool folds = value_of(settings, "lower_case_table_names") != "0";
    return {{.what = std::string("all as it should be; names of tables ") +
                     (folds ? "do not tell cases apart" : "tell cases apart")}};
}

} // namespace varve::mysql
