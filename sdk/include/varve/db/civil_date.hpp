#pragma once

#include "varve/export.hpp"

#include <cstdint>

namespace varve {

/// A day of the proleptic Gregorian calendar, for drivers that write dates as text. Reaches further
/// than the years of std::chrono, as databases do.
struct CivilDate {
    std::int64_t year = 1970; ///< astronomical: 0 is 1 BC
    unsigned month = 1, day = 1;
};

/// From days since 1970-01-01.
VARVE_API CivilDate civil_of(std::int64_t days) noexcept;
/// To days since 1970-01-01; the date must be one that there is.
VARVE_API std::int64_t days_of(CivilDate date) noexcept;

} // namespace varve
