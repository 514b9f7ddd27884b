#include "kernel/migrate/interruption.hpp"

#include "varve/error.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>

using varve::Interruption;

BOOST_AUTO_TEST_SUITE(interruption)

BOOST_AUTO_TEST_CASE(whoever_asks_is_told_of_the_next_request_and_of_none_before) {
    Interruption interruption;
    const auto first = interruption.next_request();
    BOOST_TEST(!first.stop_requested());
    interruption.request(SIGTERM);
    BOOST_TEST(first.stop_requested());
    const auto second = interruption.next_request();
    BOOST_TEST(!second.stop_requested());
    interruption.request(SIGTERM);
    BOOST_TEST(second.stop_requested());
}

BOOST_AUTO_TEST_CASE(the_first_signal_decides_how_it_ends) {
    Interruption interruption;
    interruption.stop_here("nothing was run");
    interruption.request(SIGINT);
    interruption.request(SIGTERM);
    BOOST_CHECK_EXCEPTION(
        interruption.stop_here("nothing was run"), varve::Error, [](const varve::Error& error) {
            BOOST_TEST(error.what() == std::string("interrupted; nothing was run"));
            return error.exit_code() == varve::ExitCode::interrupted;
        });
}

BOOST_AUTO_TEST_SUITE_END()
