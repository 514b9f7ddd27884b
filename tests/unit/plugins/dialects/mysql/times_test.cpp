#include "plugins/dialects/mysql/times.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve;
using namespace varve::mysql;

namespace {

MYSQL_TIME date(unsigned year, unsigned month, unsigned day) {
    MYSQL_TIME time{};
    time.year = year;
    time.month = month;
    time.day = day;
    time.time_type = MYSQL_TIMESTAMP_DATE;
    return time;
}

MYSQL_TIME span(bool negative, unsigned hour, unsigned minute, unsigned second) {
    MYSQL_TIME time{};
    time.neg = negative ? 1 : 0;
    time.hour = hour;
    time.minute = minute;
    time.second = second;
    time.time_type = MYSQL_TIMESTAMP_TIME;
    return time;
}

} // namespace

BOOST_AUTO_TEST_SUITE(times_of_the_client_library)

BOOST_AUTO_TEST_CASE(go_there_and_back) {
    constexpr std::int64_t day = 86'400'000'000;
    for (const auto& [kind, value] :
         {std::pair{Kind::date, std::int64_t{0}}, std::pair{Kind::date, std::int64_t{-719'162}},
          std::pair{Kind::date, std::int64_t{2'932'896}}, std::pair{Kind::time, day - 1},
          std::pair{Kind::timestamp, std::int64_t{-1}},
          std::pair{Kind::timestamp_tz, std::int64_t{1'700'000'000'123'456}}}) {
        const auto time = time_of(kind, value);
        BOOST_TEST_REQUIRE(time.has_value());
        BOOST_TEST(value_of(kind, *time).value_or(42) == value);
        BOOST_TEST(parse_time(kind, text_of(*time)).value_or(42) == value);
    }
}

BOOST_AUTO_TEST_CASE(outside_what_mysql_holds_are_none) {
    BOOST_TEST(!time_of(Kind::date, -719'163).has_value());
    BOOST_TEST(!time_of(Kind::date, 2'932'897).has_value());
    BOOST_TEST(!time_of(Kind::time, 86'400'000'000).has_value());
    BOOST_TEST(!time_of(Kind::timestamp, infinite_future).has_value());
    BOOST_TEST(!time_of(Kind::timestamp, infinite_past).has_value());
}

BOOST_AUTO_TEST_CASE(dates_with_zeros_and_days_that_are_not_there_have_a_text_only) {
    for (const MYSQL_TIME& odd :
         {date(0, 0, 0), date(2026, 0, 0), date(2026, 2, 0), date(2026, 2, 31)})
        BOOST_TEST(!value_of(Kind::date, odd).has_value());
    BOOST_TEST(text_of(date(0, 0, 0)) == "0000-00-00");
    BOOST_TEST(text_of(date(2026, 2, 31)) == "2026-02-31");
}

BOOST_AUTO_TEST_CASE(a_span_of_time_may_be_long_or_negative) {
    BOOST_TEST(!value_of(Kind::time, span(true, 1, 0, 0)).has_value());
    BOOST_TEST(!value_of(Kind::time, span(false, 24, 0, 0)).has_value());
    BOOST_TEST(microseconds_of(span(true, 838, 59, 59)) == -3'020'399'000'000);
    BOOST_TEST(text_of(span(true, 838, 59, 59)) == "-838:59:59");
}

BOOST_AUTO_TEST_CASE(are_read_from_text_whole_or_not_at_all) {
    BOOST_TEST(parse_time(Kind::timestamp, "1970-01-01T00:00:01.5").value_or(0) == 1'500'000);
    BOOST_TEST(parse_time(Kind::timestamp, "1970-01-02").value_or(0) == 86'400'000'000);
    for (const char* const text :
         {"", "1970", "1970-1-1", "1970-13-01", "1970-02-30", "0000-00-00", "1970-01-01 ",
          "1970-01-01 24:00:00", "1970-01-01 00:00:00.", "1970-01-01 00:00:00 x"})
        BOOST_TEST(!parse_time(Kind::timestamp, text).has_value(), text);
    for (const char* const text : {"P", "P1M", "P1M2D", "P1M2DT", "P1M2DT3", "P1M2DT3S ",
                                   "P1M2DT99999999999999S", "P99999999999M0DT0S"})
        BOOST_TEST(!parse_interval(text).has_value(), text);
}

BOOST_AUTO_TEST_SUITE_END()
