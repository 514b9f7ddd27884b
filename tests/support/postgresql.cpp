#include "support/postgresql.hpp"

#include "support/secret_watch.hpp"
#include "support/server.hpp"

#include <csignal>
#include <libpq-fe.h>
#include <stdexcept>
#include <unistd.h>

namespace varve::test {

namespace {

using Result = std::unique_ptr<PGresult, decltype(&PQclear)>;

Result checked(PGconn* connection, const std::string& sql) {
    Result result(PQexec(connection, sql.c_str()), &PQclear);
    const ExecStatusType status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_EMPTY_QUERY)
        throw std::runtime_error(PQerrorMessage(connection) + ("in: " + sql));
    return result;
}

std::map<std::string, std::string> server_script(std::vector<std::string> arguments) {
    return run_script("postgresql_server", std::move(arguments));
}

// The folder of the server's socket: "host" in the query of its URL.
std::string socket_folder(const std::string& url) {
    const std::size_t start = url.find("host=") + 5;
    return url.substr(start, url.find('&', start) - start);
}

} // namespace

std::string joined(const TextRows& rows) {
    std::string text;
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) text += (i == 0 ? "" : "|") + row[i];
        text += '\n';
    }
    return text;
}

void PostgresqlSession::Finish::operator()(pg_conn* connection) const noexcept {
    PQfinish(connection);
}

PostgresqlSession::PostgresqlSession(const std::string& url)
    : connection_(PQconnectdb(url.c_str())) {
    if (PQstatus(native()) != CONNECTION_OK) throw std::runtime_error(PQerrorMessage(native()));
    PQsetNoticeProcessor(
        native(), [](void*, const char*) {}, nullptr);
}

void PostgresqlSession::execute(const std::string& sql) {
    checked(native(), sql);
}

TextRows PostgresqlSession::rows(const std::string& sql) {
    const Result result = checked(native(), sql);
    TextRows rows(static_cast<std::size_t>(PQntuples(result.get())));
    for (int row = 0; row < PQntuples(result.get()); ++row)
        for (int column = 0; column < PQnfields(result.get()); ++column)
            rows[static_cast<std::size_t>(row)].emplace_back(
                PQgetisnull(result.get(), row, column) != 0
                    ? "NULL"
                    : PQgetvalue(result.get(), row, column));
    return rows;
}

std::string PostgresqlSession::value(const std::string& sql) {
    const TextRows all = rows(sql);
    return all.empty() || all[0].empty() ? std::string() : all[0][0];
}

std::vector<std::string> abandoned_scratches() {
    std::vector<std::string> names;
    for (const auto& row : PostgresqlSession(postgresql_url())
                               .rows("SELECT datname, split_part(datname, '_', 3) FROM pg_database "
                                     "WHERE datname ~ '^varve_scratch_[0-9]+_[0-9]+$'"))
        if (::kill(std::stoi(row[1]), 0) != 0) names.push_back(row[0]);
    return names;
}

std::string postgresql_url() {
    return server_url("VARVE_TEST_POSTGRESQL");
}

std::string with_database(const std::string& url, std::string_view database) {
    const auto authority = url.find("://");
    if (authority == std::string::npos) throw std::runtime_error("not a URL: " + url);
    const auto query = std::min(url.find('?', authority + 3), url.size());
    const auto path = std::min(url.find('/', authority + 3), query);
    return url.substr(0, path) + "/" + std::string(database) + url.substr(query);
}

std::string with_user(const std::string& url, std::string_view user_info) {
    const std::size_t start = url.find("://") + 3;
    return url.substr(0, start) + std::string(user_info) + url.substr(url.find('@', start));
}

boost::test_tools::assertion_result postgresql_is_there(boost::unit_test::test_unit_id) {
    return server_is_there("VARVE_TEST_POSTGRESQL");
}

PostgresqlDatabase::PostgresqlDatabase(std::string server_url)
    : server_url_(std::move(server_url)), name_(new_database_name()),
      url_(with_database(server_url_, name_)) {
    PostgresqlSession(server_url_).execute("CREATE DATABASE " + name_ + " TEMPLATE template0");
}

PostgresqlDatabase::~PostgresqlDatabase() {
    try {
        PostgresqlSession session(url_);
        session.execute("SET lock_timeout = '5s'");
        look_for_password(session.rows("SELECT format('%I.%I', schemaname, tablename) FROM "
                                       "pg_tables WHERE tablename ~ '" +
                                       std::string(own_tables) + '\''),
                          [&](const std::string& sql) { return session.rows(sql); });
        PostgresqlSession(server_url_).execute("DROP DATABASE " + name_ + " WITH (FORCE)");
    } catch (const std::exception&) {
        // The server may have been killed on purpose; what it held goes with its folder.
        return;
    }
}

void PostgresqlDatabase::execute(const std::string& sql) const {
    PostgresqlSession(url_).execute(sql);
}
TextRows PostgresqlDatabase::rows(const std::string& sql) const {
    return PostgresqlSession(url_).rows(sql);
}
std::string PostgresqlDatabase::value(const std::string& sql) const {
    return PostgresqlSession(url_).value(sql);
}

DurableServer::DurableServer() {
    std::filesystem::permissions(directory_.path(), std::filesystem::perms(0755));
    start();
}

DurableServer::~DurableServer() {
    try {
        stop();
    } catch (const std::exception&) {
        return; // --stop-after sees to it
    }
}

std::filesystem::path DurableServer::pid_file() const {
    return directory_ / "server/data/postmaster.pid";
}

void DurableServer::start() {
    auto facts = server_script({"start", (directory_ / "server").string(), "--durable",
                                "--stop-after", std::to_string(::getpid())});
    url_ = facts["URL"];
    locked_url_ = facts["LOCKED_URL"];
    locked_password_ = facts["LOCKED_PASSWORD"];
}

void DurableServer::stop() {
    server_script({"stop", (directory_ / "server").string()});
}

void DurableServer::kill() {
    server_script({"kill", (directory_ / "server").string()});
}

Pgbouncer::Pgbouncer() {
    std::filesystem::permissions(directory_.path(), std::filesystem::perms(0755));
    auto facts = run_script("pgbouncer", {"start", (directory_ / "pooler").string(), "--server-dir",
                                          socket_folder(postgresql_url()), "--stop-after",
                                          std::to_string(::getpid())});
    url_ = facts["URL"];
}

Pgbouncer::~Pgbouncer() {
    try {
        run_script("pgbouncer", {"stop", (directory_ / "pooler").string()});
    } catch (const std::exception&) {
        return; // --stop-after sees to it
    }
}

std::string Pgbouncer::url_of(std::string_view database) const {
    return with_database(url_, database);
}

} // namespace varve::test
