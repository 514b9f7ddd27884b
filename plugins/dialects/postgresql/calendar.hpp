#pragma once

#include "varve/db/value.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Dates and times as PostgreSQL writes them with DateStyle ISO and IntervalStyle postgres, and as
/// it reads them whatever these are. Numbers are those of varve's cells: from 1970-01-01.
namespace varve::postgresql {

/// From PostgreSQL's own day 0, 2000-01-01, to ours.
inline constexpr std::int64_t epoch_days = 10957;
inline constexpr std::int64_t microseconds_per_day = 86'400'000'000;

std::string date_text(std::int64_t days);         ///< "0044-03-15 BC", "infinity"
std::string time_text(std::int64_t microseconds); ///< "04:05:06.789"
std::string timestamp_text(std::int64_t microseconds);
std::string timestamp_tz_text(std::int64_t microseconds); ///< the same and "+00"
std::string interval_text(const Interval& interval);      ///< ISO 8601: "P1M2DT-3.5S"

// Nothing where the text is no such value, or one that a cell cannot hold.
std::optional<std::int64_t> parse_date(std::string_view text) noexcept;
std::optional<std::int64_t> parse_time(std::string_view text) noexcept;
/// Without a zone.
std::optional<std::int64_t> parse_timestamp(std::string_view text) noexcept;
/// With a zone: "+02", "-03:30".
std::optional<std::int64_t> parse_timestamp_tz(std::string_view text) noexcept;
std::optional<Interval> parse_interval(std::string_view text) noexcept;

} // namespace varve::postgresql
