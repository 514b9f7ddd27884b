#pragma once

#include "varve/db/value.hpp"

#include <mysql.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace varve::mysql {

/// A date, time or timestamp as the client library has it, of the type that fits `kind`; nothing
/// where MySQL holds none such: outside the years 1 to 9999.
std::optional<MYSQL_TIME> time_of(Kind kind, std::int64_t value) noexcept;

/// The same in place, for one of many; false where MySQL holds none such.
bool set_time(MYSQL_TIME& time, Kind kind, std::int64_t value) noexcept;

/// The other way; nothing for a date with zeros in it, and for a time that is no time of day.
std::optional<std::int64_t> value_of(Kind kind, const MYSQL_TIME& time) noexcept;

/// A TIME is a span of time as well, up to 838 hours either way: its microseconds.
std::int64_t microseconds_of(const MYSQL_TIME& time) noexcept;

/// As the server writes it: "0000-00-00", "-838:59:59".
std::string text_of(const MYSQL_TIME& time);

/// "2026-01-31", "23:59:59.5", "2026-01-31 23:59:59" or with a T, and a Z behind it.
std::optional<std::int64_t> parse_time(Kind kind, std::string_view text) noexcept;

/// An interval in the form that Value::to_string writes: P1M-3DT-0.500000S.
std::optional<Interval> parse_interval(std::string_view text) noexcept;

} // namespace varve::mysql
