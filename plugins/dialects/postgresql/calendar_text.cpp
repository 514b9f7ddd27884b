#include "calendar.hpp"

#include "varve/db/civil_date.hpp"

namespace varve::postgresql {

namespace {

constexpr std::int64_t microseconds_per_second = 1'000'000;

void append_padded(std::string& text, std::int64_t value, std::size_t width) {
    const std::string digits = std::to_string(value);
    if (digits.size() < width) text.append(width - digits.size(), '0');
    text += digits;
}

void append_fraction(std::string& text, std::int64_t microseconds) {
    if (microseconds == 0) return;
    text += '.';
    append_padded(text, microseconds, 6);
}

void append_clock(std::string& text, std::int64_t seconds, std::int64_t microseconds) {
    append_padded(text, seconds / 3600, 2);
    text += ':';
    append_padded(text, seconds / 60 % 60, 2);
    text += ':';
    append_padded(text, seconds % 60, 2);
    append_fraction(text, microseconds);
}

void append_signed(std::string& text, std::int64_t value) {
    if (value >= 0) text += '+';
    text += std::to_string(value);
}

std::string day_text(std::int64_t days) {
    const CivilDate date = civil_of(days);
    std::string text;
    append_padded(text, date.year > 0 ? date.year : 1 - date.year, 4);
    text += '-';
    append_padded(text, date.month, 2);
    text += '-';
    append_padded(text, date.day, 2);
    return text;
}

std::string_view era_suffix(std::int64_t days) noexcept {
    return civil_of(days).year > 0 ? "" : " BC";
}

std::string infinity_text(std::int64_t value) {
    if (value == infinite_past) return "-infinity";
    return value == infinite_future ? "infinity" : "";
}

std::int64_t day_at(std::int64_t microseconds) noexcept {
    const std::int64_t days = microseconds / microseconds_per_day;
    return microseconds % microseconds_per_day < 0 ? days - 1 : days;
}

std::string instant_text(std::int64_t microseconds, std::string_view zone) {
    if (std::string infinite = infinity_text(microseconds); !infinite.empty()) return infinite;
    const std::int64_t days = day_at(microseconds);
    std::string text = day_text(days);
    text += ' ';
    text += time_text(microseconds - days * microseconds_per_day);
    text += zone;
    text += era_suffix(days);
    return text;
}

} // namespace

std::string date_text(std::int64_t days) {
    if (std::string infinite = infinity_text(days); !infinite.empty()) return infinite;
    std::string text = day_text(days);
    text += era_suffix(days);
    return text;
}

std::string time_text(std::int64_t microseconds) {
    std::string text;
    append_clock(text, microseconds / microseconds_per_second,
                 microseconds % microseconds_per_second);
    return text;
}

std::string timestamp_text(std::int64_t microseconds) {
    return instant_text(microseconds, "");
}

std::string timestamp_tz_text(std::int64_t microseconds) {
    return instant_text(microseconds, "+00");
}

// With a sign on each part, for under IntervalStyle sql_standard a lone sign counts for all parts.
// Not as ISO 8601, of which the server reads seconds through a floating-point number.
std::string interval_text(const Interval& interval) {
    const std::int64_t us = interval.microseconds;
    const std::uint64_t size =
        us < 0 ? 0U - static_cast<std::uint64_t>(us) : static_cast<std::uint64_t>(us);
    const auto seconds = static_cast<std::int64_t>(size / microseconds_per_second);
    std::string text;
    append_signed(text, interval.months);
    text += " mons ";
    append_signed(text, interval.days);
    text += us < 0 ? " days -" : " days +";
    append_clock(text, seconds, static_cast<std::int64_t>(size % microseconds_per_second));
    return text;
}

} // namespace varve::postgresql
