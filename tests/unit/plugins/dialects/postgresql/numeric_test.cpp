#include "plugins/dialects/postgresql/numeric.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve::postgresql;

BOOST_AUTO_TEST_SUITE(numeric)

BOOST_AUTO_TEST_CASE(numbers_survive_the_way_through_binary) {
    for (const char* const number :
         {"0", "1", "-1", "12", "9999", "10000", "-12.340", "0.5", "0.0001", "0.00001", "100000000",
          "123456789012345678901234567890.12345678901234567890", "0.000000000000000000001", "-0.10",
          "10000.0000", "NaN", "Infinity", "-Infinity"})
        BOOST_TEST_CONTEXT(number) {
            const auto wire = numeric_from_text(number);
            BOOST_TEST_REQUIRE(wire.has_value());
            std::string text;
            BOOST_TEST(numeric_to_text(*wire, text));
            BOOST_TEST(text == number);
        }
}

BOOST_AUTO_TEST_CASE(reads_what_the_server_sends) {
    using namespace std::string_literals;
    struct Case {
        std::string wire;
        const char* text;
    };
    for (const Case& c : {
             Case{"\0\0\0\0\0\0\0\0"s, "0"},
             Case{"\0\0\0\0\0\0\0\2"s, "0.00"},
             Case{"\0\1\0\2\0\0\0\0\0\1"s, "100000000"}, // trailing groups of zeros are not sent
             Case{"\0\1\xFF\xFE\0\0\0\5\3\xE8"s, "0.00001"},
             Case{"\0\2\0\0@\0\0\3\0\14\r\x48"s, "-12.340"},
         })
        BOOST_TEST_CONTEXT(c.text) {
            std::string text;
            BOOST_TEST(numeric_to_text(c.wire, text));
            BOOST_TEST(text == c.text);
        }
}

BOOST_AUTO_TEST_CASE(refuses_what_is_no_number) {
    for (const char* const text : {"", "-", ".", "1e5", "1.2.3", "12a", " 1"})
        BOOST_TEST_CONTEXT(text)
    BOOST_TEST(!numeric_from_text(text).has_value());
    std::string text;
    BOOST_TEST(!numeric_to_text("short", text));
    BOOST_TEST(!numeric_to_text(std::string_view("\0\2\0\0\0\0\0\0\0\1", 10), text));
}

BOOST_AUTO_TEST_SUITE_END()
