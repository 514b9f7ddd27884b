#include "diagnosis.hpp"

#include "connection.hpp"
#include "names.hpp"

#include <algorithm>
#include <filesystem>

namespace varve::postgresql {

using Severity = Diagnosis::Severity;

std::vector<Check> all_checks() {
    return {
        {"writable", check_writable},       {"pooler", check_pooler},
        {"connections", check_connections}, {"rights", check_rights},
        {"sessions", check_sessions},       {"prepared transactions", check_prepared_transactions},
        {"indexes", check_indexes},
    };
}

namespace {

// Takes the setting back where it was made; what the server's files say, the database overrules.
// In a transaction that says what it is, for it would be read-only too.
std::string unset_read_only(const std::string& source, const std::string& database,
                            const std::string& role) {
    const std::string of_database = "DATABASE " + quoted_identifier(database);
    const std::string of_role = "ROLE " + quoted_identifier(role);
    const bool is_known = source == "database" || source == "user" || source == "database user";
    const std::string whose = source == "user"            ? of_role
                              : source == "database user" ? of_role + " IN " + of_database
                                                          : of_database;
    return "BEGIN READ WRITE; ALTER " + whose +
           (is_known ? " RESET default_transaction_read_only; COMMIT"
                     : " SET default_transaction_read_only = off; COMMIT");
}

} // namespace

std::vector<Diagnosis> check_writable(Connection& connection, const CheckRequest&) {
    const std::vector<Value> row = connection.query_row(
        {"SELECT pg_catalog.pg_is_in_recovery(), setting, source, pg_catalog.current_database(), "
         "session_user FROM pg_catalog.pg_settings WHERE name = 'default_transaction_read_only'"});
    if (row[0].cell().as_boolean())
        return {{.severity = Severity::problem,
                 .what = "the server is a standby: it follows another one and takes no writes",
                 .remedy = "name the primary in the URL; of several hosts this chooses it: "
                           "postgresql://host1,host2/database?target_session_attrs=read-write"}};
    if (row[1].to_string() == "off") return {{.what = "the server takes writes"}};
    const std::string source = row[2].to_string();
    if (source == "client")
        return {{.severity = Severity::problem,
                 .what = "this client asks for read-only transactions "
                         "(default_transaction_read_only)",
                 .remedy = "take it out of the URL's options, or out of the environment:",
                 .command = "unset PGOPTIONS"}};
    return {{.severity = Severity::problem,
             .what = "every transaction is read-only here (default_transaction_read_only is on)",
             .remedy = "if no maintenance is going on, let an administrator say:",
             .sql = unset_read_only(source, row[3].to_string(), row[4].to_string())}};
}

namespace {

// An address of the machine that the pooler is on may be another machine's here.
bool leads_there_from_here(const std::string& host, const std::string& port) {
    if (host.starts_with('/')) return std::filesystem::exists(host + "/.s.PGSQL." + port);
    return !host.empty() && !host.starts_with("127.") && host != "::1";
}

// The URL with the server's own address for the pooler's.
std::string direct_url(const Url& url, const std::string& host, const std::string& port,
                       const std::string& database) {
    const std::string user = url.user().empty() ? "" : url.user() + '@';
    if (host.starts_with('/'))
        return url.scheme() + "://" + user + '/' + database + "?host=" + host + "&port=" + port;
    const std::string name = host.find(':') == std::string::npos ? host : '[' + host + ']';
    return url.scheme() + "://" + user + name + ':' + port + '/' + database;
}

} // namespace

// Where the server listens is not told to every role.
std::vector<Diagnosis> check_pooler(Connection& connection, const CheckRequest& request) {
    if (connection.owns_session()) return {{.what = "none between, the session is ours"}};
    const std::vector<Value> row = connection.query_row(
        {"SELECT coalesce(pg_catalog.host(pg_catalog.inet_server_addr()), (SELECT "
         "pg_catalog.split_part(setting, ',', 1) FROM pg_catalog.pg_settings WHERE name = "
         "'unix_socket_directories'), ''), pg_catalog.current_setting('port'), "
         "pg_catalog.current_database()"});
    Diagnosis diagnosis{
        .severity = Severity::warning,
        .what = "a pooler that lends sessions out by the transaction is in between: the migration "
                "lock is a lease, and neither migrate.lock_timeout nor migrate.statement_timeout "
                "holds outside a transaction",
        .remedy = "all works; still, where you can, give varve the server's own address",
    };
    const std::string host = row[0].to_string();
    const std::string port = row[1].to_string();
    if (!leads_there_from_here(host, port)) return {diagnosis};
    diagnosis.remedy += ", as the pooler has it:";
    diagnosis.command = "export VARVE_URL=" +
                        shell_word(direct_url(request.connect.url, host, port, row[2].to_string()));
    return {diagnosis};
}

namespace {

// What is used by others, of how many; of which limit; and the statement that widens it. The
// narrowest limit first.
constexpr const char* connection_limits = R"(
    WITH others AS (
        SELECT datname, usename FROM pg_catalog.pg_stat_activity
        WHERE backend_type = 'client backend' AND pid <> pg_catalog.pg_backend_pid()
    ), limits (used, most, whose, remedy) AS (
        SELECT (SELECT count(*) FROM others),
               pg_catalog.current_setting('max_connections')::bigint
                   - pg_catalog.current_setting('superuser_reserved_connections')::bigint,
               'the server',
               'ALTER SYSTEM SET max_connections = '
                   || 2 * pg_catalog.current_setting('max_connections')::bigint
        UNION ALL
        SELECT (SELECT count(*) FROM others WHERE datname = d.datname), datconnlimit,
               'the database ' || datname,
               'ALTER DATABASE ' || pg_catalog.quote_ident(datname)
                   || ' CONNECTION LIMIT ' || 2 * datconnlimit + 2
        FROM pg_catalog.pg_database d
        WHERE datname = pg_catalog.current_database() AND datconnlimit >= 0
        UNION ALL
        SELECT (SELECT count(*) FROM others WHERE usename = rolname), rolconnlimit,
               'the role ' || rolname,
               'ALTER ROLE ' || pg_catalog.quote_ident(rolname)
                   || ' CONNECTION LIMIT ' || 2 * rolconnlimit + 2
        FROM pg_catalog.pg_roles WHERE rolname = session_user AND rolconnlimit >= 0
    )
    SELECT used, most, whose, remedy FROM limits ORDER BY most - used LIMIT 1)";

} // namespace

// A run needs a second one where its lock is a lease.
std::vector<Diagnosis> check_connections(Connection& connection, const CheckRequest&) {
    constexpr std::int64_t needed = 2;
    const std::vector<Value> row = connection.query_row({connection_limits});
    const std::int64_t used = row[0].cell().as_integer();
    const std::int64_t most = row[1].cell().as_integer();
    const std::string numbers = std::to_string(used) + " of the " + std::to_string(most) +
                                " that " + row[2].to_string() + " lets in";
    if (most - used >= needed) return {{.what = numbers + " are in use"}};
    return {{.severity = Severity::warning,
             .what = numbers + " are in use by others, and a run needs " + std::to_string(needed),
             .remedy = "end sessions that nobody needs, or let an administrator raise the limit "
                       "(the server's own counts when it is started again):",
             .sql = row[3].to_string()}};
}

namespace {

// libpq says the rest of it on the same line.
bool has(const std::string& message, std::string_view words) {
    return message.find(words) != std::string::npos;
}

// The same server, where everybody may connect to the database that is always there.
std::string maintenance_url(const Url& url) {
    const std::string& text = url.text();
    const std::size_t authority = text.find("://") + 3;
    const std::size_t end = std::min(text.find_first_of("/?#", authority), text.size());
    const std::size_t query = std::min(text.find('?', end), text.size());
    return text.substr(0, end) + "/postgres" + text.substr(query);
}

} // namespace

Diagnosis explain_refusal(const DatabaseError& error, const ConnectRequest& request) {
    const DatabaseError::Facts& facts = error.facts();
    Diagnosis diagnosis{.severity = Severity::problem, .what = facts.message, .remedy = facts.hint};
    if (facts.sqlstate == "3D000") {
        const std::size_t start = facts.message.find("database \"") + 10;
        const std::string name =
            facts.message.substr(start, facts.message.rfind("\" does not exist") - start);
        diagnosis.remedy = "check the name in the URL, or make it:";
        diagnosis.command =
            "createdb --maintenance-db=" + shell_word(maintenance_url(request.url)) + ' ' +
            shell_word(name);
    } else if (has(facts.message, "server does not support SSL")) {
        diagnosis.remedy = "take sslmode=require out of the URL (PGSSLMODE), or let an "
                           "administrator give the server a certificate and say ssl = on";
    } else if (has(facts.message, "no encryption")) {
        diagnosis.remedy = "the server lets this role in with TLS only, if at all: add "
                           "sslmode=require to the URL, or a line to its pg_hba.conf";
    } else if (has(facts.message, "too many")) {
        diagnosis.remedy = "end sessions that nobody needs, or raise the limit that is named";
    }
    return diagnosis;
}

} // namespace varve::postgresql
