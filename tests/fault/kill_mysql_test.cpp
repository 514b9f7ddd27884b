// MariaDB commits every change of the schema by itself; the whole matrix, and MySQL, are longer.
#include "kill_chain.hpp"
#include "support/server.hpp"

#include <boost/test/unit_test.hpp>

#include <array>

using namespace varve::test;

namespace {

boost::test_tools::assertion_result mariadb_is_there(boost::unit_test::test_unit_id) {
    return server_is_there("VARVE_TEST_MARIADB");
}

} // namespace

BOOST_AUTO_TEST_SUITE(kill_mysql, *boost::unit_test::precondition(mariadb_is_there))

// Each kind at another moment than its neighbours.
BOOST_AUTO_TEST_CASE(mariadb_comes_right_after_a_kill_at_every_kind) {
    constexpr std::array moments{"before", "during", "after"};
    check_chain(
        server_url("VARVE_TEST_MARIADB"), mariadb_kinds(),
        [&](std::size_t kind) { return moments[kind % moments.size()]; }, program_killed());
}

BOOST_AUTO_TEST_SUITE_END()
