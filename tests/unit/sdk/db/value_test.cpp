#include "varve/db/value.hpp"

#include <boost/test/unit_test.hpp>

using varve::Cell;
using varve::Value;

BOOST_AUTO_TEST_SUITE(value)

BOOST_AUTO_TEST_CASE(owns_what_it_shows) {
    Value value;
    {
        const std::string text = "short";
        value = Value(Cell::text(text));
    }
    const Value copy = value;
    const Value moved = std::move(value);
    BOOST_TEST(copy.cell().as_text() == "short");
    BOOST_TEST(moved.cell().as_text() == "short");
    BOOST_TEST((copy == moved));
    BOOST_TEST((copy != Value(1)));
}

BOOST_AUTO_TEST_CASE(reads_as_a_person_would_write_it) {
    const std::byte bytes[]{std::byte{0}, std::byte{0xab}};
    const varve::Interval interval{-1, 2, -500'000};
    const Cell cells[]{{},
                       Cell::boolean(true),
                       Cell::integer(-5),
                       Cell::unsigned_integer(18'446'744'073'709'551'615U),
                       Cell::real(0.1),
                       Cell::decimal("1.20"),
                       Cell::date(0),
                       Cell::date(-719'163),
                       Cell::date(11'016),
                       Cell::time(3'661'000'001),
                       Cell::timestamp(-1),
                       Cell::timestamp_tz(varve::infinite_future),
                       Cell::bytes(bytes),
                       Cell::interval(interval)};
    const std::string texts[]{"NULL",
                              "true",
                              "-5",
                              "18446744073709551615",
                              "0.1",
                              "1.20",
                              "1970-01-01",
                              "0000-12-31",
                              "2000-02-29",
                              "01:01:01.000001",
                              "1969-12-31 23:59:59.999999",
                              "infinityZ",
                              "00ab",
                              "P-1M2DT-0.500000S"};
    for (std::size_t i = 0; i < std::size(cells); ++i)
        BOOST_TEST(Value(cells[i]).to_string() == texts[i]);
}

BOOST_AUTO_TEST_SUITE_END()
