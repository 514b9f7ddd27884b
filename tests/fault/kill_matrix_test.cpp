// The whole matrix of kinds and moments, for MySQL and MariaDB.
#include "kill_chain.hpp"
#include "support/mysql.hpp"
#include "support/server.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve::test;
using boost::unit_test::precondition;

namespace {

boost::test_tools::assertion_result mariadb_is_there(boost::unit_test::test_unit_id) {
    return server_is_there("VARVE_TEST_MARIADB");
}

boost::test_tools::assertion_result mysql56_is_there(boost::unit_test::test_unit_id) {
    return server_is_there("VARVE_TEST_MYSQL");
}

void check_matrix(const std::string& url, const std::vector<Kind>& kinds,
                  const Accident& accident) {
    for (const char* const moment : {"before", "during", "after"}) BOOST_TEST_CONTEXT(moment) {
            check_chain(
                url, kinds, [&](std::size_t) { return moment; }, accident);
        }
}

// What the server acknowledged must be there when it is back.
Accident server_killed(DurableMysql& server) {
    return {.action = "killserver:" + server.pid_file().string(),
            .check =
                [](const Outcome& outcome) {
                    BOOST_TEST((outcome.exit_code == 7), outcome.description());
                    BOOST_TEST(says(outcome, "connection"));
                },
            .recover = [&server] { server.start(); }};
}

} // namespace

BOOST_AUTO_TEST_SUITE(kill_mysql_matrix)

BOOST_AUTO_TEST_CASE(mariadb_comes_right_after_its_client_is_killed,
                     *precondition(mariadb_is_there)) {
    check_matrix(server_url("VARVE_TEST_MARIADB"), mariadb_kinds(), program_killed());
}

BOOST_AUTO_TEST_CASE(mysql_comes_right_after_its_client_is_killed,
                     *precondition(mysql56_is_there)) {
    check_matrix(server_url("VARVE_TEST_MYSQL"), mysql_kinds(), program_killed());
}

BOOST_AUTO_TEST_CASE(mariadb_comes_right_after_it_is_killed, *precondition(mariadb_is_there)) {
    DurableMysql server("mariadb_server");
    check_matrix(server.url(), mariadb_kinds(), server_killed(server));
}

BOOST_AUTO_TEST_SUITE_END()
