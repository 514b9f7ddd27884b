#include "concurrency.hpp"

#include "support/postgresql.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(concurrency)

BOOST_AUTO_TEST_CASE(loses_nothing_while_sessions_are_ended,
                     *boost::unit_test::precondition(varve::test::postgresql_is_there)) {
    varve::test::check_under_fire(VARVE_TRANSACTIONS, std::chrono::milliseconds(VARVE_PACE_MS));
}

BOOST_AUTO_TEST_SUITE_END()
