#pragma once

#include "support/database.hpp"
#include "support/postgresql.hpp"

#include <boost/test/tools/assertion_result.hpp>
#include <boost/test/tree/test_unit.hpp>

struct st_mysql;

namespace varve::test {

/// A session of the test's own on MySQL or MariaDB, by libmariadb and none of varve's code.
class MysqlSession {
public:
    /// `url` has a user, a database and a socket; all users but root have the test password. Throws
    /// std::runtime_error with the server's words, as all functions here do.
    explicit MysqlSession(const std::string& url);

    /// Runs a script of any number of statements; the rows of the last that has any.
    TextRows rows(const std::string& sql);

private:
    struct Close {
        void operator()(st_mysql* connection) const noexcept;
    };
    std::unique_ptr<st_mysql, Close> connection_;
};

/// A fresh, empty database on the server of an administrator's URL, its own URL that of a user who
/// may do all but needs the test password; dropped in the end. Each query has a new session, so
/// that the server may be killed in between. Its kind is "mariadb" or "mysql".
std::unique_ptr<Database> mysql_database(const std::string& server_url);

/// The command line of Debian's client, which knows both servers, for this database of an
/// administrator's server; a script on its standard input runs until it is wrong.
std::vector<std::string> mysql_client(const std::string& server_url, const std::string& database);

/// Calls `check` with a fresh database of either server: of VARVE_TEST_MARIADB and
/// VARVE_TEST_MYSQL.
void for_each_mysql(const std::function<void(const Database&)>& check);

/// Calls `check` with a fresh database of each kind there is: see for_each_database.
void for_all_databases(const std::function<void(const Database&)>& check);

/// For tests that need both servers: see postgresql_is_there.
boost::test_tools::assertion_result mysql_is_there(boost::unit_test::test_unit_id);
/// For those that need one of them.
boost::test_tools::assertion_result mariadb_alone_is_there(boost::unit_test::test_unit_id);
boost::test_tools::assertion_result mysql_alone_is_there(boost::unit_test::test_unit_id);

/// A server of the test's own with durable settings, to be killed.
class DurableMysql {
public:
    /// `script` of tests/support starts it: "mariadb_server".
    explicit DurableMysql(std::string script);
    DurableMysql(const DurableMysql&) = delete;
    DurableMysql& operator=(const DurableMysql&) = delete;
    ~DurableMysql();

    const std::string& url() const noexcept { return url_; }
    /// What the fault shim's killserver action takes.
    std::filesystem::path pid_file() const { return directory_ / "server/pid"; }
    /// After the fault shim killed it; recovers.
    void start();

private:
    std::string script_;
    TempDir directory_{TempDir::Where::memory};
    std::string url_;
};

} // namespace varve::test
