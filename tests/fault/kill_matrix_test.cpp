// The whole matrix of kinds and moments, for MySQL and MariaDB.
#include "kill_chain.hpp"
#include "support/mysql.hpp"
#include "support/server.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace varve::test;

namespace {

const auto moments = boost::unit_test::data::make({"before", "during", "after"});

std::function<std::string(std::size_t)> always(const char* moment) {
    return [moment](std::size_t) { return moment; };
}

// What the server acknowledged must be there when it is back.
Accident server_killed(DurableMysql& server) {
    return {.action = "killserver:" + server.pid_file().string(),
            .check =
                [](const Outcome& outcome) {
                    BOOST_TEST((outcome.exit_code == 7), outcome.description());
                    BOOST_TEST(says(outcome, "the connection to the server is lost"));
                },
            .recover = [&server] { server.start(); }};
}

} // namespace

BOOST_AUTO_TEST_SUITE(kill_matrix, *boost::unit_test::precondition(mysql_is_there))

BOOST_DATA_TEST_CASE(mariadb_comes_right_after_its_client_is_killed, moments) {
    check_chain(server_url("VARVE_TEST_MARIADB"), mariadb_kinds(), always(sample),
                program_killed());
}

BOOST_DATA_TEST_CASE(mysql_comes_right_after_its_client_is_killed, moments) {
    check_chain(server_url("VARVE_TEST_MYSQL"), mysql_kinds(), always(sample), program_killed());
}

BOOST_DATA_TEST_CASE(mariadb_comes_right_after_it_is_killed, moments) {
    DurableMysql server("mariadb_server");
    check_chain(server.url(), mariadb_kinds(), always(sample), server_killed(server));
}

BOOST_AUTO_TEST_SUITE_END()
