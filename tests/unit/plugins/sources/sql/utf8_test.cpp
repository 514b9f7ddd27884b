#include "plugins/sources/sql/utf8.hpp"

#include <boost/test/unit_test.hpp>

using varve::sql::first_invalid_utf8;

BOOST_AUTO_TEST_SUITE(utf8)

BOOST_AUTO_TEST_CASE(takes_every_kind_of_character) {
    for (const char* const text : {"", "plain ASCII of more than eight bytes", "é", "\u07ff\u0800",
                                   "\ud7ff\ue000\uffff", "\U00010000\U0010ffff", "日本 and ASCII"})
        BOOST_TEST((first_invalid_utf8(text) == std::string_view::npos));
}

BOOST_AUTO_TEST_CASE(finds_the_first_wrong_byte_wherever_it_stands) {
    struct Case {
        const char *name, *bytes;
    };
    for (const Case& c : {
             Case{"Latin-1", "\xe9t"},
             Case{"a byte that only continues", "\x80"},
             Case{"a character that is cut off", "\xe2\x82"},
             Case{"an overlong slash", "\xc0\xaf"},
             Case{"an overlong form of three bytes", "\xe0\x9f\xbf"},
             Case{"an overlong form of four bytes", "\xf0\x8f\xbf\xbf"},
             Case{"a surrogate", "\xed\xa0\x80"},
             Case{"above U+10FFFF", "\xf4\x90\x80\x80"},
             Case{"no first byte", "\xff"},
         })
        for (std::size_t before = 0; before < 20; ++before)
            BOOST_TEST_CONTEXT(c.name << " after " << before << " bytes")
    BOOST_TEST(first_invalid_utf8(std::string(before, 'x') + c.bytes + "12345678") == before);
}

BOOST_AUTO_TEST_SUITE_END()
