#pragma once

#include "varve/db/value.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

/// Dates and times as the texts that SQLite's own functions understand. All are of a fixed length,
/// so that they compare as they should: "2026-01-31", "23:59:59.000000", "2026-01-31
/// 23:59:59.000000", and the last with "+00:00" for Kind::timestamp_tz.
namespace varve::sqlite {

/// The text of one date or time, without an allocation.
class TimeText {
public:
    std::string_view view() const noexcept { return {buffer_.data(), size_}; }
    void append(std::string_view text) noexcept;
    void append(std::int64_t number, int width) noexcept;

private:
    std::array<char, 40> buffer_{};
    std::size_t size_ = 0;
};

/// `value` as text of `kind` (date, time, timestamp or timestamp_tz); nothing where it is outside
/// the years 0000 to 9999, or no time of a day.
std::optional<TimeText> time_text(Kind kind, std::int64_t value) noexcept;

/// The value of a text, or nothing. Generous: "T" for the blank, no seconds, fractions of any
/// length, "Z" and offsets (counted in), a date alone as its midnight.
std::optional<std::int64_t> parse_time(Kind kind, std::string_view text) noexcept;

/// The value of a Unix time in seconds (or, of Kind::time, of seconds since midnight).
std::optional<std::int64_t> time_of_unix_seconds(Kind kind, std::int64_t seconds) noexcept;

/// The value of a Julian day number, as SQLite keeps times in REAL columns.
std::optional<std::int64_t> time_of_julian_day(Kind kind, double day) noexcept;

/// The value of an ISO 8601 duration: "P1M-3DT-0.5S".
std::optional<Interval> parse_interval(std::string_view text) noexcept;

} // namespace varve::sqlite
