#pragma once

#include <cstdint>

namespace varve::postgresql {

/// A day of the proleptic Gregorian calendar.
struct CivilDate {
    std::int64_t year; ///< astronomical: 0 is 1 BC
    unsigned month, day;
};

/// From and to days since 1970-01-01.
CivilDate civil_of(std::int64_t days) noexcept;
std::int64_t days_of(CivilDate date) noexcept;

} // namespace varve::postgresql
