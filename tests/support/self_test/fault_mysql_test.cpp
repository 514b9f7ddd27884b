#include "fault_probe.hpp"
#include "support/mysql.hpp"
#include "support/server.hpp"
#include "support/temp_dir.hpp"

#include <boost/test/unit_test.hpp>
#include <csignal>
#include <thread>

using namespace varve::test;
using namespace std::chrono_literals;

namespace {

boost::test_tools::assertion_result mariadb_is_there(boost::unit_test::test_unit_id) {
    return server_is_there("VARVE_TEST_MARIADB");
}

std::vector<std::string> mysql_probe(const Database& database, const std::string& how,
                                     const std::vector<std::string>& statements) {
    const std::string url = database.url();
    std::vector<std::string> arguments{"mysql", url.substr(url.find("socket=") + 7),
                                       database.name(), how};
    arguments.insert(arguments.end(), statements.begin(), statements.end());
    return arguments;
}

/// The rows of t when they have come to what is expected, or after a while: a server may still be
/// at what a dead client asked for.
std::string settled_rows(const Database& database, const std::string& expected) {
    const auto now = [&] { return database.rows("select count(*) from t"); };
    for (int i = 0; i < 100 && now() != expected; ++i) std::this_thread::sleep_for(10ms);
    return now();
}

} // namespace

BOOST_AUTO_TEST_SUITE(fault_shim_mysql, *boost::unit_test::precondition(mariadb_is_there))

BOOST_AUTO_TEST_CASE(kills_at_every_point_of_a_mysql_statement) {
    struct Case {
        const char *fault, *last, *rows;
    };
    const Case cases[]{
        {"before:(2)", "ok insert into t values (1)", "1\n"},
        {"during:(2)", "ok insert into t values (1)", "2\n"},
        {"after:(2)", "ok insert into t values (1)", "2\n"},
        {"after:insert:1", "", "1\n"},
        {"before::2", "ok insert into t values (1)", "1\n"},
    };
    const std::vector<std::string> statements{"insert into t values (1)",
                                              "insert into t values (2)"};
    for (const char* const how : {"query", "prepared"})
        for (const Case& c : cases) BOOST_TEST_CONTEXT(how << " " << c.fault) {
                const auto database = mysql_database(server_url("VARVE_TEST_MARIADB"));
                database->execute("create table t (a int)");
                const Outcome outcome =
                    run_probe(mysql_probe(*database, how, statements), fault_at(c.fault));
                BOOST_TEST(outcome.signal == SIGKILL, outcome.description());
                BOOST_TEST(last_line(outcome.output) == c.last);
                BOOST_TEST(settled_rows(*database, c.rows) == c.rows);
            }
}

BOOST_AUTO_TEST_CASE(during_is_as_late_as_it_is_asked_to_be) {
    const auto database = mysql_database(server_url("VARVE_TEST_MARIADB"));
    database->execute("create table t (a int)");
    const Outcome outcome =
        run_probe(mysql_probe(*database, "query", {"do sleep(9)"}),
                  {{"VARVE_FAULT", "during:sleep"}, {"VARVE_FAULT_DELAY", "700"}});
    BOOST_TEST(outcome.signal == SIGKILL, outcome.description());
    BOOST_TEST(outcome.wall.count() >= 700);
    BOOST_TEST(outcome.wall.count() < 8000);
}

BOOST_AUTO_TEST_SUITE_END()
