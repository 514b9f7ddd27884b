#pragma once

#include "support/temp_dir.hpp"

#include <boost/test/tools/assertion_result.hpp>
#include <boost/test/tree/test_unit.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct pg_conn;

namespace varve::test {

/// Rows as text; NULL is the text "NULL".
using TextRows = std::vector<std::vector<std::string>>;

/// Cells separated by '|', each row with a line end.
std::string joined(const TextRows& rows);

/// A session of the test's own, by libpq and none of varve's code.
class PostgresqlSession {
public:
    /// Throws std::runtime_error with the server's words, as all functions here do.
    explicit PostgresqlSession(const std::string& url);

    /// Runs a script of any number of statements.
    void execute(const std::string& sql);
    TextRows rows(const std::string& sql);
    /// The first cell of the first row; empty where there is none.
    std::string value(const std::string& sql);
    pg_conn* native() const noexcept { return connection_.get(); }

private:
    struct Finish {
        void operator()(pg_conn* connection) const noexcept;
    };
    std::unique_ptr<pg_conn, Finish> connection_;
};

/// The URL of a superuser on database postgres, from VARVE_TEST_POSTGRESQL. Throws where it is not
/// set.
std::string postgresql_url();

/// The same server and user, another database.
std::string with_database(const std::string& url, std::string_view database);

/// The same with another user, or user and password ("user:password"), in a URL that has one.
std::string with_user(const std::string& url, std::string_view user_info);

/// Scratch databases of the server whose process has ended: other tests may be at work.
std::vector<std::string> abandoned_scratches();

/// For the tests that need the server: BOOST_TEST_DECORATOR(*boost::unit_test::precondition(
/// postgresql_is_there)). Without the server they are skipped, unless VARVE_TEST_REQUIRE is 1: then
/// they run, and fail.
boost::test_tools::assertion_result postgresql_is_there(boost::unit_test::test_unit_id);

/// A fresh, empty database for one test; dropped with all sessions in it.
class PostgresqlDatabase {
public:
    /// On the server of `server_url`; by default that of postgresql_url().
    explicit PostgresqlDatabase(std::string server_url = postgresql_url());
    PostgresqlDatabase(const PostgresqlDatabase&) = delete;
    PostgresqlDatabase& operator=(const PostgresqlDatabase&) = delete;
    ~PostgresqlDatabase();

    const std::string& name() const noexcept { return name_; }
    const std::string& url() const noexcept { return url_; }

    /// By a new session each time, so that a server may be killed in between.
    void execute(const std::string& sql) const;
    TextRows rows(const std::string& sql) const;
    std::string value(const std::string& sql) const;

private:
    std::string server_url_, name_, url_;
};

/// A server of the test's own with durable settings, to be killed.
class DurableServer {
public:
    DurableServer();
    DurableServer(const DurableServer&) = delete;
    DurableServer& operator=(const DurableServer&) = delete;
    ~DurableServer();

    /// A superuser on database postgres.
    const std::string& url() const noexcept { return url_; }
    /// What the fault shim's killserver action takes.
    std::filesystem::path pid_file() const;
    /// For the connection string of role "locked", and its password.
    const std::string& locked_url() const noexcept { return locked_url_; }
    const std::string& locked_password() const noexcept { return locked_password_; }

    /// SIGKILL to all its processes.
    void kill();
    /// After kill(), or after the fault shim killed it; recovers.
    void start();
    void stop();

private:
    TempDir directory_{TempDir::Where::memory};
    std::string url_, locked_url_, locked_password_;
};

/// A pooler in transaction mode before the server of postgresql_url().
class Pgbouncer {
public:
    Pgbouncer();
    Pgbouncer(const Pgbouncer&) = delete;
    Pgbouncer& operator=(const Pgbouncer&) = delete;
    ~Pgbouncer();

    /// The URL of this database through the pooler.
    std::string url_of(std::string_view database) const;

private:
    TempDir directory_;
    std::string url_;
};

} // namespace varve::test
