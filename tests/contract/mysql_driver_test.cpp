#include "loaded_plugin.hpp"
#include "mysql_own_cases.hpp"
#include "mysql_probe_cases.hpp"
#include "support/server.hpp"

#include "varve/testing/boost_test.hpp"
#include "varve/testing/driver_suite.hpp"

#include <chrono>
#include <limits>
#include <thread>

using namespace varve;
using testing::Ability;
using DbKind = DatabaseError::Kind;

namespace {

const Driver& driver() {
    return test::plugin_driver("varve-dialect-mysql");
}

/// One server, the databases on it that cases are using, and all that the suite is told of it.
class Subject {
public:
    explicit Subject(const std::string& server) : server_(server) {}

    testing::DriverFacts facts(bool mariadb) const {
        testing::DriverFacts facts{.make_database = [*this] { return make_database(); },
                                   .drop_database = [*this](const Url& url) { drop(url); }};
        facts.abilities = {Ability::empty_text, Ability::foreign_keys,
                           Ability::read_only_transactions, Ability::deadlock_detection,
                           Ability::error_positions};
        if (mariadb) facts.abilities.insert(Ability::check_constraints);
        facts.more_values = more_values();
        facts.unreachable = Url::parse("mysql://nobody@127.0.0.1:1/nowhere");
        facts.wrong_password = tcp("locked:wrong");
        facts.missing = database("no_such_database_of_varve");
        facts.unreadable = Url::parse("mysql://127.0.0.1/db?no_such_parameter=1");
        facts.read_only = tcp("reader");
        // SLEEP ends without an error when it is interrupted.
        facts.long_statement = "SELECT COUNT(*) FROM information_schema.collations a, "
                               "information_schema.collations b, information_schema.collations c, "
                               "information_schema.collations d, information_schema.collations e";
        facts.noticed_statement = "DROP TABLE IF EXISTS no_such_table";
        facts.failing = failing(mariadb);
        facts.scripts = scripts();
        facts.session_changes = session_changes();
        facts.end_session = end_session;
        return facts;
    }

private:
    static std::vector<Value> more_values();
    static std::vector<testing::FailingStatement> failing(bool mariadb);
    static std::vector<testing::ScriptSample> scripts();
    static std::vector<testing::SessionChange> session_changes();
    static void end_session(Connection& killer, Connection& victim);

    Url database(const std::string& name) const {
        return Url::parse(server_).with_path('/' + name);
    }

    Url tcp(const std::string& user) const {
        const auto connection = driver().connect({.url = Url::parse(server_)});
        const std::string port = connection->query_row({"SELECT @@port"}).front().to_string();
        return Url::parse("mysql://" + user + "@127.0.0.1:" + port + "/mysql");
    }

    Url make_database() const {
        const std::string name = test::new_database_name();
        driver()
            .connect({.url = Url::parse(server_)})
            ->execute("CREATE DATABASE " + name + " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
        return database(name);
    }

    void drop(const Url& url) const {
        const auto connection = driver().connect({.url = Url::parse(server_)});
        connection->execute("SET SESSION lock_wait_timeout = 60");
        connection->execute("DROP DATABASE " + url.path().substr(1));
    }

    std::string server_;
};

std::vector<Value> Subject::more_values() {
    return {Value(Cell::decimal(std::string(35, '9') + '.' + std::string(30, '9'))),
            Value(Cell::decimal("0." + std::string(29, '0') + "1")),
            Value(Cell::interval({std::numeric_limits<std::int32_t>::max(),
                                  std::numeric_limits<std::int32_t>::min(), -1}))};
}

std::vector<testing::FailingStatement> Subject::failing(bool mariadb) {
    std::vector<testing::FailingStatement> failing{
        {"a_number_too_large", "SELECT 9223372036854775807 + 1", DbKind::invalid_data},
        {"a_number_that_does_not_fit", "UPDATE pebble SET v = 99999999999999999999",
         DbKind::invalid_data},
        {"text_that_is_no_number", "UPDATE pebble SET v = 'abc'", DbKind::invalid_data},
        {"a_database_that_is_not_there", "CREATE TABLE no_such_database.thing (id int)",
         DbKind::undefined_object},
        {"an_unknown_setting", "SET no_such_setting = 1", DbKind::undefined_object},
        {"a_value_that_is_missing", "INSERT INTO pebble (v) VALUES (1)",
         DbKind::not_null_violation}};
    if (mariadb)
        failing.push_back({"a_limit_of_time",
                           "SET STATEMENT max_statement_time = 0.1 FOR SELECT SLEEP(5)",
                           DbKind::cancelled});
    return failing;
}

std::vector<testing::ScriptSample> Subject::scripts() {
    return {{"comments_and_strings",
             "# a comment; of its own kind\n"
             "SELECT 'it\\'s; fine', \"also; fine\", `x;y` FROM (SELECT 1 AS `x;y`) t;\n"
             "SELECT 1--1;\n"
             "SELECT /*! 1 + */ 1 -- ;\n;",
             3}};
}

std::vector<testing::SessionChange> Subject::session_changes() {
    return {{"sql_mode", "SET sql_mode = 'ANSI_QUOTES'", "SELECT @@sql_mode"},
            {"foreign_key_checks", "SET foreign_key_checks = 0", "SELECT @@foreign_key_checks"},
            {"time_zone", "SET time_zone = '+09:00'", "SELECT @@time_zone"},
            {"names", "SET NAMES latin1", "SELECT @@character_set_results"},
            {"database", "USE information_schema", "SELECT DATABASE()"},
            {"isolation", "SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE",
             "SELECT @@tx_isolation"},
            {"autocommit", "SET autocommit = 0", "SELECT @@autocommit"},
            {"settings_in_an_executable_comment", "/*!40101 SET unique_checks = 0 */",
             "SELECT @@unique_checks"},
            {"variables", "SET @tenant = 'alice'", "SELECT @tenant IS NULL"},
            {"variables_of_a_query", "SELECT 'alice' INTO @tenant", "SELECT @tenant IS NULL"}};
}

// MySQL 5.6 does not end a session that it is told to kill at the moment when this goes to sleep,
// and keeps what it has locked.
void Subject::end_session(Connection& killer, Connection& victim) {
    const std::string id = victim.query_row({"SELECT CONNECTION_ID()"}).front().to_string();
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    killer.execute("KILL " + id);
}

testing::Suite mysql_driver(const char* variable, bool mariadb) {
    const auto there = test::server_is_there(variable);
    const std::string name = mariadb ? "mariadb_driver" : "mysql_driver";
    if (there) {
        const std::string url = test::server_url(variable);
        const testing::DriverFacts facts = Subject(url).facts(mariadb);
        testing::Suite suite = driver_suite(driver(), facts);
        const test::MysqlPlace place{driver(), facts.make_database, facts.drop_database, mariadb};
        suite.suites.push_back(test::mysql_own_cases(place));
        suite.suites.push_back(test::mysql_probe_cases(place));
        suite.name = name;
        return suite;
    }
    const auto message = there.message();
    const std::string reason(message.begin(), message.end());
    return {name,
            {{"finds_a_server", [reason](testing::Report&) { testing::Report::skip(reason); }}}};
}

testing::Suite on_mariadb() {
    return mysql_driver("VARVE_TEST_MARIADB", true);
}

testing::Suite on_mysql() {
    return mysql_driver("VARVE_TEST_MYSQL", false);
}

VARVE_BOOST_SUITE(on_mariadb)
VARVE_BOOST_SUITE(on_mysql)

} // namespace
