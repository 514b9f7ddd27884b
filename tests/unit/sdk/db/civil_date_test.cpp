#include "varve/db/civil_date.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>

namespace {

using namespace varve;

BOOST_AUTO_TEST_SUITE(civil_dates)

BOOST_AUTO_TEST_CASE(are_those_of_the_calendar_on_every_day_of_an_era_before_and_after_year_0) {
    for (std::int64_t days = -2 * 719468; days <= 2 * 146097; ++days) {
        const CivilDate date = civil_of(days);
        const std::chrono::year_month_day wanted{
            std::chrono::sys_days(std::chrono::days(static_cast<int>(days)))};
        if (date.year != int{wanted.year()} || date.month != unsigned{wanted.month()} ||
            date.day != unsigned{wanted.day()} || days_of(date) != days) {
            BOOST_ERROR("day " << days << " is " << date.year << '-' << date.month << '-'
                               << date.day);
            return;
        }
    }
}

BOOST_AUTO_TEST_CASE(reach_further_than_the_years_of_a_standard_calendar) {
    for (const std::int64_t days : {-1'000'000'000'000, 1'000'000'000'000}) {
        const CivilDate date = civil_of(days);
        BOOST_TEST(days_of(date) == days);
        BOOST_TEST((date.month >= 1 && date.month <= 12 && date.day >= 1 && date.day <= 31));
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
