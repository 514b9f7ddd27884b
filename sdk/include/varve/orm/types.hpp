#pragma once

#include "varve/db/value.hpp"
#include "varve/export.hpp"

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

namespace varve {

// What members of a struct can be besides numbers, bool, std::string, enums, Uuid and Interval.

struct Date {
    std::int64_t days = 0; ///< since 1970-01-01
    friend auto operator<=>(const Date&, const Date&) = default;
};

struct Time {
    std::int64_t microseconds = 0; ///< since midnight
    friend auto operator<=>(const Time&, const Time&) = default;
};

/// A date and a time of day, nobody knows where.
struct Timestamp {
    std::int64_t microseconds = 0; ///< since 1970-01-01 00:00
    friend auto operator<=>(const Timestamp&, const Timestamp&) = default;
};

/// A moment, the same everywhere.
struct TimestampTz {
    std::int64_t microseconds = 0; ///< since 1970-01-01 00:00 UTC
    friend auto operator<=>(const TimestampTz&, const TimestampTz&) = default;

    /// By this machine's clock.
    VARVE_API static TimestampTz now();
};

/// A number kept exactly, as its digits: "-12.340".
struct Decimal {
    std::string digits = "0";
    friend bool operator==(const Decimal&, const Decimal&) = default;
};

/// A JSON document, kept as its text.
struct Json {
    std::string text = "null";
    friend bool operator==(const Json&, const Json&) = default;
};

using Bytes = std::vector<std::byte>;

} // namespace varve
