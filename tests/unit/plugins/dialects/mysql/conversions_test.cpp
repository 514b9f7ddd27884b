#include "plugins/dialects/mysql/conversions.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve;
using mysql::converted;

namespace {

/// "kind value", or "nothing".
std::string as(Cell cell, Kind wanted) {
    std::string buffer;
    const auto result = converted(cell, wanted, buffer);
    if (!result) return "nothing";
    return std::string(to_string(result->kind())) + ' ' + Value(*result).to_string();
}

Cell bytes(std::string_view view) {
    return Cell::view(Kind::bytes, view);
}

} // namespace

BOOST_AUTO_TEST_SUITE(cells_as_other_kinds)

BOOST_AUTO_TEST_CASE(numbers_are_numbers_while_nothing_is_lost) {
    BOOST_TEST(as(Cell::decimal("42.000"), Kind::integer) == "integer 42");
    BOOST_TEST(as(Cell::decimal("42.5"), Kind::integer) == "nothing");
    BOOST_TEST(as(Cell::real(1e300), Kind::integer) == "nothing");
    BOOST_TEST(as(Cell::integer(-1), Kind::unsigned_integer) == "nothing");
    BOOST_TEST(as(Cell::unsigned_integer(~std::uint64_t{0}), Kind::integer) == "nothing");
    BOOST_TEST(as(Cell::integer(1), Kind::boolean) == "boolean true");
    BOOST_TEST(as(Cell::integer(2), Kind::boolean) == "nothing");
}

BOOST_AUTO_TEST_CASE(a_text_is_what_it_spells) {
    BOOST_TEST(as(Cell::text("42"), Kind::integer) == "integer 42");
    BOOST_TEST(as(Cell::text("42 apples"), Kind::integer) == "nothing");
    BOOST_TEST(as(Cell::text("0.5"), Kind::decimal) == "decimal 0.5");
    BOOST_TEST(as(Cell::text("1e5"), Kind::decimal) == "nothing");
    BOOST_TEST(as(Cell::text("2026-01-31"), Kind::date) == "date 2026-01-31");
    BOOST_TEST(as(Cell::text("P1M-3DT-0.500000S"), Kind::interval) == "interval P1M-3DT-0.500000S");
    BOOST_TEST(as(Cell::text("00112233-4455-6677-8899-aabbccddeeff"), Kind::uuid) ==
               "uuid 00112233-4455-6677-8899-aabbccddeeff");
    BOOST_TEST(as(Cell::text("00112233x4455-6677-8899-aabbccddeeff"), Kind::uuid) == "nothing");
}

BOOST_AUTO_TEST_CASE(bytes_are_a_text_where_they_are_utf_8) {
    BOOST_TEST(as(bytes("plain"), Kind::text) == "text plain");
    BOOST_TEST(as(bytes("\xff"), Kind::text) == "nothing");
    BOOST_TEST(as(bytes("0123456789abcdef"), Kind::uuid) ==
               "uuid 30313233-3435-3637-3839-616263646566");
    BOOST_TEST(as(bytes("short"), Kind::uuid) == "nothing");
}

BOOST_AUTO_TEST_CASE(utf_8_is_strict) {
    for (const char* const text : {"", "a", "\u00e9", "日本", "😀", "\xf4\x8f\xbf\xbf"})
        BOOST_TEST(mysql::is_utf8(text), text);
    for (const char* const text : {"\x80", "\xc0\x80", "\xc3", "\xe0\x80\x80", "\xed\xa0\x80",
                                   "\xf0\x80\x80\x80", "\xf4\x90\x80\x80", "\xf8", "a\xc3("})
        BOOST_TEST(!mysql::is_utf8(text));
}

BOOST_AUTO_TEST_SUITE_END()
