#include "plugins/dialects/sqlite/times.hpp"

#include <boost/test/unit_test.hpp>

using varve::Interval;
using varve::Kind;
using namespace varve::sqlite;

namespace {

constexpr std::int64_t day = 86'400'000'000;

std::string written(Kind kind, std::int64_t value) {
    const auto text = time_text(kind, value);
    return text ? std::string(text->view()) : "nothing";
}

} // namespace

BOOST_AUTO_TEST_SUITE(times)

BOOST_AUTO_TEST_CASE(writes_texts_of_one_length) {
    BOOST_TEST(written(Kind::date, 0) == "1970-01-01");
    BOOST_TEST(written(Kind::date, -719'528) == "0000-01-01");
    BOOST_TEST(written(Kind::date, 2'932'896) == "9999-12-31");
    BOOST_TEST(written(Kind::time, 0) == "00:00:00.000000");
    BOOST_TEST(written(Kind::time, day - 1) == "23:59:59.999999");
    BOOST_TEST(written(Kind::timestamp, -1) == "1969-12-31 23:59:59.999999");
    BOOST_TEST(written(Kind::timestamp_tz, 951'782'400'000'000) ==
               "2000-02-29 00:00:00.000000+00:00");
    BOOST_TEST(written(Kind::timestamp, varve::infinite_future) == "infinity");
    BOOST_TEST(written(Kind::date, varve::infinite_past) == "-infinity");
}

BOOST_AUTO_TEST_CASE(does_not_write_what_would_not_sort) {
    BOOST_TEST(written(Kind::date, -719'529) == "nothing");
    BOOST_TEST(written(Kind::date, 2'932'897) == "nothing");
    BOOST_TEST(written(Kind::timestamp, 2'932'897 * day) == "nothing");
    BOOST_TEST(written(Kind::time, -1) == "nothing");
    BOOST_TEST(written(Kind::time, day) == "nothing");
}

BOOST_AUTO_TEST_CASE(reads_back_what_it_writes) {
    for (const Kind kind : {Kind::date, Kind::time, Kind::timestamp, Kind::timestamp_tz})
        for (const std::int64_t value : {0, 1, 59, 19'782, 86'399}) {
            const auto text = time_text(kind, value);
            BOOST_TEST((parse_time(kind, text->view()) == value));
        }
}

BOOST_AUTO_TEST_CASE(reads_what_others_write) {
    struct Case {
        const char* text;
        Kind kind;
        std::int64_t value;
    };
    for (const Case& c : {
             Case{"1970-01-02", Kind::timestamp, day},
             Case{"1970-01-02T00:00", Kind::timestamp, day},
             Case{"1970-01-01 00:00:01", Kind::timestamp, 1'000'000},
             Case{"1970-01-01 00:00:00.5", Kind::timestamp, 500'000},
             Case{"1970-01-01 00:00:00.1234567", Kind::timestamp, 123'456},
             Case{"1970-01-01T01:00:00Z", Kind::timestamp_tz, 3'600'000'000},
             Case{"1970-01-01 01:00:00+01:00", Kind::timestamp_tz, 0},
             Case{"1970-01-01 01:00:00 -0130", Kind::timestamp_tz, 9'000'000'000},
             Case{"1970-01-01 01:00:00+01", Kind::timestamp_tz, 0},
             Case{"1970-01-03 12:00:00", Kind::date, 2},
             Case{"01:02", Kind::time, 3'720'000'000},
             Case{"infinity", Kind::date, varve::infinite_future},
         })
        BOOST_TEST_CONTEXT(c.text)
    BOOST_TEST((parse_time(c.kind, c.text) == c.value));
}

BOOST_AUTO_TEST_CASE(does_not_read_what_is_no_time) {
    for (const char* const text :
         {"", "1970", "1970-1-1", "1970-02-30", "1970-13-01", "1970-01-01x", "1970-01-01 25:00",
          "1970-01-01 00:60", "1970-01-01 00:00:60", "1970-01-01 00:00:00.", "1970-01-01 00:00+",
          "1970-01-01 00:00Zx", "some day"})
        BOOST_TEST_CONTEXT(text) {
            BOOST_TEST(!parse_time(Kind::timestamp, text));
            BOOST_TEST(!parse_time(Kind::date, text));
        }
    BOOST_TEST(!parse_time(Kind::time, "24:00:00"));
    BOOST_TEST(!parse_time(Kind::time, "01:02:03 "));
}

BOOST_AUTO_TEST_CASE(reads_the_numbers_of_sqlite) {
    BOOST_TEST((time_of_unix_seconds(Kind::timestamp, -1) == -1'000'000));
    BOOST_TEST((time_of_unix_seconds(Kind::date, -1) == -1));
    BOOST_TEST((time_of_unix_seconds(Kind::time, 60) == 60'000'000));
    BOOST_TEST(!time_of_unix_seconds(Kind::time, 86'400));
    BOOST_TEST(!time_of_unix_seconds(Kind::timestamp, 1'700'000'000'000)); // milliseconds
    BOOST_TEST((time_of_julian_day(Kind::timestamp, 2'440'587.5) == 0));
    BOOST_TEST((time_of_julian_day(Kind::time, 2'440'588.25) == day * 3 / 4));
    BOOST_TEST(!time_of_julian_day(Kind::date, 1e300));
}

BOOST_AUTO_TEST_CASE(reads_intervals) {
    struct Case {
        const char* text;
        Interval value;
    };
    for (const Case& c : {
             Case{"P0M0DT0S", {}},
             Case{"P14M3DT4.005006S", {14, 3, 4'005'006}},
             Case{"P-1M1DT-0.000001S", {-1, 1, -1}},
             Case{"P1Y2W", {12, 14, 0}},
             Case{"PT1H1M1S", {0, 0, 3'661'000'000}},
         })
        BOOST_TEST_CONTEXT(c.text)
    BOOST_TEST((parse_interval(c.text) == c.value));
    for (const char* const text : {"", "P", "1M", "P1", "P1.5M", "P1S", "PT1D", "P99999999999M",
                                   "PT9999999999999999999S", "P-", "PT1.S"})
        BOOST_TEST_CONTEXT(text)
    BOOST_TEST(!parse_interval(text));
}

BOOST_AUTO_TEST_SUITE_END()
