#include "kernel/valid_utf8.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(valid_utf8)

BOOST_AUTO_TEST_CASE(only_what_is_none_is_replaced) {
    struct Case {
        const char *name, *text, *valid;
    };
    for (const Case& c : {
             Case{"plain", "a \"b\"\\\n\x01", "a \"b\"\\\n\x01"},
             Case{"letters", "\xC3\xA9\xF0\x9F\x8D\xA3", "\xC3\xA9\xF0\x9F\x8D\xA3"},
             Case{"latin", "caf\xE9!", "caf\xEF\xBF\xBD!"},
             Case{"cut_off", "caf\xC3", "caf\xEF\xBF\xBD"},
             Case{"nothing", "", ""},
         })
        BOOST_TEST(varve::valid_utf8(c.text) == c.valid, c.name);
}

BOOST_AUTO_TEST_SUITE_END()
