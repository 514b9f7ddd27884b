#include "varve/duration.hpp"

#include "varve/error.hpp"

#include <boost/test/unit_test.hpp>

using std::chrono::milliseconds;

BOOST_AUTO_TEST_SUITE(duration)

BOOST_AUTO_TEST_CASE(reads_a_number_with_its_unit) {
    BOOST_TEST((varve::parse_duration("250ms", "x") == milliseconds(250)));
    BOOST_TEST((varve::parse_duration("5s", "x") == milliseconds(5000)));
    BOOST_TEST((varve::parse_duration("2m", "x") == milliseconds(120'000)));
    BOOST_TEST((varve::parse_duration("1h", "x") == milliseconds(3'600'000)));
    BOOST_TEST((varve::parse_duration("0", "x") == milliseconds(0)));
}

BOOST_AUTO_TEST_CASE(refuses_what_is_none) {
    for (const char* const text :
         {"", "5", "s", "-1s", "5 s", "5x", "99999999999999999999s", "1.5s"})
        BOOST_TEST_CONTEXT(text)
    BOOST_CHECK_THROW(varve::parse_duration(text, "--wait-lock"), varve::ConfigError);
}

BOOST_AUTO_TEST_CASE(is_no_longer_than_a_database_can_count) {
    BOOST_TEST((varve::parse_duration("2147483647ms", "x") == milliseconds(2'147'483'647)));
    BOOST_TEST((varve::parse_duration("596h", "x") == std::chrono::hours(596)));
    for (const char* const text : {"2147483648ms", "597h", "1000h", "99999999999999999999s"})
        BOOST_TEST_CONTEXT(text)
    BOOST_CHECK_EXCEPTION(varve::parse_duration(text, "--lock-timeout"), varve::ConfigError,
                          [](const varve::ConfigError& error) {
                              return std::string(error.what())
                                  .starts_with("--lock-timeout takes at most 2147483647ms, which "
                                               "is 24 days");
                          });
}

BOOST_AUTO_TEST_CASE(is_written_as_a_person_reads_it) {
    BOOST_TEST(varve::readable(milliseconds(850)) == "850 ms");
    BOOST_TEST(varve::readable(milliseconds(3250)) == "3.2 s");
    BOOST_TEST(varve::readable(milliseconds(125'000)) == "2 min 05 s");
}

BOOST_AUTO_TEST_SUITE_END()
