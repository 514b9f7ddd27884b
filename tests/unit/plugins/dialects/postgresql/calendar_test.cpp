#include "plugins/dialects/postgresql/calendar.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace varve::postgresql;
using varve::infinite_future;
using varve::infinite_past;
using varve::Interval;

constexpr std::int64_t second = 1'000'000;

} // namespace

BOOST_AUTO_TEST_SUITE(calendar)

BOOST_AUTO_TEST_CASE(dates_survive_the_way_through_text) {
    struct Case {
        const char* text;
        std::int64_t days;
    };
    for (const Case& c :
         {Case{"1970-01-01", 0}, Case{"2000-01-01", epoch_days}, Case{"1969-12-31", -1},
          Case{"2024-02-29", 19782}, Case{"0001-01-01", -719162}, Case{"0001-12-31 BC", -719163},
          Case{"4713-01-01 BC", -2440550}, Case{"10000-01-01", 2932897},
          Case{"5874897-12-31", 2145042905}, Case{"infinity", infinite_future},
          Case{"-infinity", infinite_past}})
        BOOST_TEST_CONTEXT(c.text) {
            BOOST_TEST(parse_date(c.text).value_or(42) == c.days);
            BOOST_TEST(date_text(c.days) == c.text);
        }
}

BOOST_AUTO_TEST_CASE(refuses_dates_of_other_styles) {
    for (const char* const text : {"", "01/02/2026", "23.11.2026", "23-11-2026", "2026-13-01",
                                   "2026-1-1", "2026-01-01 ", "Mon 23 Nov", "2026-01-32"})
        BOOST_TEST_CONTEXT(text)
    BOOST_TEST(!parse_date(text).has_value());
}

BOOST_AUTO_TEST_CASE(timestamps_survive_the_way_through_text) {
    struct Case {
        const char* text;
        std::int64_t microseconds;
    };
    for (const Case& c :
         {Case{"1970-01-01 00:00:00", 0}, Case{"1969-12-31 23:59:59.999999", -1},
          Case{"2026-11-23 07:51:00.500000", 1795420260 * second + 500'000},
          Case{"0044-03-15 12:00:00 BC", -63517780800 * second}, Case{"infinity", infinite_future}})
        BOOST_TEST_CONTEXT(c.text) {
            BOOST_TEST(parse_timestamp(c.text).value_or(42) == c.microseconds);
            BOOST_TEST(timestamp_text(c.microseconds) == c.text);
        }
    BOOST_TEST(parse_timestamp("2026-01-01 00:00:00.5").value() % second == 500'000);
    BOOST_TEST(!parse_timestamp("2026-01-01 00:00:00+00").has_value());
    BOOST_TEST(!parse_timestamp("294276-12-31 23:59:59").has_value(), "beyond what a cell holds");
}

BOOST_AUTO_TEST_CASE(zones_are_taken_off) {
    struct Case {
        const char* text;
        std::int64_t microseconds;
    };
    for (const Case& c :
         {Case{"1970-01-01 00:00:00+00", 0}, Case{"1970-01-01 02:00:00+02", 0},
          Case{"1969-12-31 20:30:00-03:30", 0}, Case{"1970-01-01 00:53:28+00:53:28", 0},
          Case{"0001-12-31 23:00:00-01 BC", -62135596800 * second},
          Case{"-infinity", infinite_past}})
        BOOST_TEST_CONTEXT(c.text)
    BOOST_TEST(parse_timestamp_tz(c.text).value_or(42) == c.microseconds);
    BOOST_TEST(!parse_timestamp_tz("1970-01-01 00:00:00").has_value());
    BOOST_TEST(timestamp_tz_text(0) == "1970-01-01 00:00:00+00");
}

BOOST_AUTO_TEST_CASE(times_reach_to_midnight) {
    BOOST_TEST(parse_time("24:00:00").value() == microseconds_per_day);
    BOOST_TEST(parse_time("04:05:06.789").value() == 14706 * second + 789'000);
    BOOST_TEST(time_text(14706 * second + 789'000) == "04:05:06.789000");
    BOOST_TEST(!parse_time("04:05:06+02").has_value());
    BOOST_TEST(!parse_time("24:00:01").has_value());
}

BOOST_AUTO_TEST_CASE(reads_intervals_of_the_postgres_style) {
    struct Case {
        const char* text;
        Interval interval;
    };
    for (const Case& c :
         {Case{"00:00:00", {}}, Case{"1 year 2 mons 3 days 04:05:06.7", {14, 3, 14706'700'000}},
          Case{"-1 years -2 mons +3 days -00:00:00.000001", {-14, 3, -1}}, Case{"1 day", {0, 1, 0}},
          Case{"1 mon", {1, 0, 0}}, Case{"-00:00:01", {0, 0, -second}},
          Case{"100:00:00", {0, 0, 360'000 * second}}})
        BOOST_TEST_CONTEXT(c.text) {
            BOOST_TEST_REQUIRE(parse_interval(c.text).has_value());
            BOOST_TEST((*parse_interval(c.text) == c.interval));
        }
    for (const char* const text :
         {"", "P1Y", "@ 1 year ago", "1-2 3 4:05:06", "1 fortnight", "infinity"})
        BOOST_TEST_CONTEXT(text)
    BOOST_TEST(!parse_interval(text).has_value());
}

BOOST_AUTO_TEST_CASE(writes_intervals_with_a_sign_on_each_part) {
    BOOST_TEST(interval_text({14, -3, 1'500'000}) == "+14 mons -3 days +00:00:01.500000");
    BOOST_TEST(interval_text({0, 0, INT64_MIN}) == "+0 mons +0 days -2562047788:00:54.775808");
}

BOOST_AUTO_TEST_SUITE_END()
