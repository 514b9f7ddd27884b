#include "varve/db/civil_date.hpp"

namespace varve {

// Both ways by eras of 400 years that begin on 1 March: Howard Hinnant, "chrono-Compatible
// Low-Level Date Algorithms"; within an era without divisions that cost, by Cassio Neri and Lorenz
// Schneider, "Euclidean affine functions and their application to calendar algorithms" (2022).
CivilDate civil_of(std::int64_t days) noexcept {
    days += 719468;
    const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    const auto day_of_era = static_cast<std::uint32_t>(days - era * 146097);
    const std::uint32_t century = (4 * day_of_era + 3) / 146097;
    const std::uint32_t quarters = (4 * day_of_era + 3) % 146097 / 4 * 4 + 3;
    const std::uint64_t years = std::uint64_t{2939745} * quarters; // of 2^32 parts each
    const auto day_of_year = static_cast<std::uint32_t>(years) / 2939745 / 4;
    const std::uint32_t months = 2141 * day_of_year + 197913; // of 2^16 parts each, from March
    const unsigned next_year = day_of_year >= 306 ? 1 : 0;    // January and February
    return {era * 400 + century * 100 + static_cast<std::int64_t>(years >> 32U) + next_year,
            (months >> 16U) - 12 * next_year, (months & 0xffffU) / 2141 + 1};
}

std::int64_t days_of(CivilDate date) noexcept {
    const std::int64_t year = date.month <= 2 ? date.year - 1 : date.year;
    const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
    const auto year_of_era = static_cast<unsigned>(year - era * 400);
    const unsigned month_index = date.month > 2 ? date.month - 3 : date.month + 9;
    const unsigned day_of_year = (153 * month_index + 2) / 5 + date.day - 1;
    const unsigned day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + static_cast<std::int64_t>(day_of_era) - 719468;
}

} // namespace varve
