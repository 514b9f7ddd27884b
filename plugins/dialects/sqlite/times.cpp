#include "times.hpp"

#include <chrono>
#include <cmath>

namespace varve::sqlite {

namespace {

constexpr std::int64_t microseconds_per_second = 1'000'000;
constexpr std::int64_t microseconds_per_minute = 60 * microseconds_per_second;
constexpr std::int64_t microseconds_per_day = 86'400 * microseconds_per_second;
constexpr std::int64_t first_day = -719'528; // 0000-01-01
constexpr std::int64_t last_day = 2'932'896; // 9999-12-31
constexpr double unix_epoch_as_julian_day = 2'440'587.5;

std::int64_t floor_divide(std::int64_t value, std::int64_t by) noexcept {
    return value >= 0 ? value / by : -((-(value + 1)) / by) - 1;
}

bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

/// Takes the parts of a text from its front.
class Reader {
public:
    explicit Reader(std::string_view text) noexcept : rest_(text) {}

    bool at_end() const noexcept { return rest_.empty(); }
    bool next_is_digit() const noexcept { return !rest_.empty() && is_digit(rest_.front()); }

    bool accept(char c) noexcept {
        if (rest_.empty() || rest_.front() != c) return false;
        rest_.remove_prefix(1);
        return true;
    }

    /// A number of exactly so many digits that is at most `most`.
    bool number(std::size_t digits, std::int64_t most, std::int64_t& value) noexcept {
        if (rest_.size() < digits) return false;
        value = 0;
        for (const char c : rest_.substr(0, digits)) {
            if (!is_digit(c)) return false;
            value = value * 10 + (c - '0');
        }
        rest_.remove_prefix(digits);
        return value <= most;
    }

    /// A number of as many digits as there are; false where there are none or it is too large.
    bool number(std::int64_t& value) noexcept {
        constexpr std::int64_t enough = 1'000'000'000'000'000;
        if (!next_is_digit()) return false;
        for (value = 0; next_is_digit(); rest_.remove_prefix(1)) {
            value = value * 10 + (rest_.front() - '0');
            if (value > enough) return false;
        }
        return true;
    }

    /// The digits after a decimal point as microseconds; what is finer is cut off.
    bool fraction(std::int64_t& microseconds) noexcept {
        if (!next_is_digit()) return false;
        microseconds = 0;
        for (std::int64_t unit = 100'000; next_is_digit(); rest_.remove_prefix(1), unit /= 10)
            microseconds += unit * (rest_.front() - '0');
        return true;
    }

private:
    std::string_view rest_;
};

bool read_days(Reader& reader, std::int64_t& days) noexcept {
    std::int64_t year = 0;
    std::int64_t month = 0;
    std::int64_t day = 0;
    const bool shaped = reader.number(4, 9999, year) && reader.accept('-') &&
                        reader.number(2, 12, month) && reader.accept('-') &&
                        reader.number(2, 31, day);
    if (!shaped) return false;
    const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(year)),
                                           std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok()) return false;
    days = std::chrono::sys_days(date).time_since_epoch().count();
    return true;
}

// HH:MM, HH:MM:SS or HH:MM:SS.f…
bool read_clock(Reader& reader, std::int64_t& microseconds) noexcept {
    std::int64_t hours = 0;
    std::int64_t minutes = 0;
    std::int64_t seconds = 0;
    std::int64_t fraction = 0;
    if (!reader.number(2, 23, hours) || !reader.accept(':') || !reader.number(2, 59, minutes))
        return false;
    if (reader.accept(':') && !reader.number(2, 59, seconds)) return false;
    if (reader.accept('.') && !reader.fraction(fraction)) return false;
    microseconds = ((hours * 60 + minutes) * 60 + seconds) * microseconds_per_second + fraction;
    return true;
}

// Nothing, Z, +HH, +HHMM or +HH:MM.
bool read_offset(Reader& reader, std::int64_t& microseconds) noexcept {
    reader.accept(' ');
    microseconds = 0;
    if (reader.at_end() || reader.accept('Z')) return reader.at_end();
    const bool west = reader.accept('-');
    std::int64_t hours = 0;
    std::int64_t minutes = 0;
    if ((!west && !reader.accept('+')) || !reader.number(2, 23, hours)) return false;
    if (reader.accept(':') || !reader.at_end())
        if (!reader.number(2, 59, minutes)) return false;
    microseconds = (hours * 60 + minutes) * microseconds_per_minute * (west ? -1 : 1);
    return reader.at_end();
}

// Since 1970 and in UTC, where the text has an offset.
std::optional<std::int64_t> parse_timestamp(std::string_view text) noexcept {
    Reader reader(text);
    std::int64_t days = 0;
    std::int64_t clock = 0;
    std::int64_t offset = 0;
    if (!read_days(reader, days)) return std::nullopt;
    if (reader.at_end()) return days * microseconds_per_day;
    if (!reader.accept(' ') && !reader.accept('T')) return std::nullopt;
    if (!read_clock(reader, clock) || !read_offset(reader, offset)) return std::nullopt;
    return days * microseconds_per_day + clock - offset;
}

// What `kind` holds of an instant.
std::optional<std::int64_t> part_of(Kind kind, std::int64_t microseconds) noexcept {
    const std::int64_t days = floor_divide(microseconds, microseconds_per_day);
    if (kind == Kind::date) return days;
    if (kind == Kind::time) return microseconds - days * microseconds_per_day;
    return microseconds;
}

void append_date(TimeText& text, std::int64_t days) noexcept {
    const std::chrono::year_month_day date{
        std::chrono::sys_days(std::chrono::days(static_cast<int>(days)))};
    text.append(static_cast<int>(date.year()), 4);
    text.append("-");
    text.append(static_cast<unsigned>(date.month()), 2);
    text.append("-");
    text.append(static_cast<unsigned>(date.day()), 2);
}

void append_clock(TimeText& text, std::int64_t microseconds) noexcept {
    const std::int64_t seconds = microseconds / microseconds_per_second;
    text.append(seconds / 3600, 2);
    text.append(":");
    text.append(seconds / 60 % 60, 2);
    text.append(":");
    text.append(seconds % 60, 2);
    text.append(".");
    text.append(microseconds % microseconds_per_second, 6);
}

} // namespace

void TimeText::append(std::string_view text) noexcept {
    size_ += text.copy(buffer_.data() + size_, buffer_.size() - size_);
}

void TimeText::append(std::int64_t number, int width) noexcept {
    for (int i = width - 1; i >= 0; --i, number /= 10)
        buffer_[size_ + static_cast<std::size_t>(i)] = static_cast<char>('0' + number % 10);
    size_ += static_cast<std::size_t>(width);
}

std::optional<TimeText> time_text(Kind kind, std::int64_t value) noexcept {
    TimeText text;
    if (kind == Kind::time) {
        if (value < 0 || value >= microseconds_per_day) return std::nullopt;
        append_clock(text, value);
        return text;
    }
    if (value == infinite_past || value == infinite_future) {
        text.append(value == infinite_past ? "-infinity" : "infinity");
        return text;
    }
    const bool dated = kind == Kind::date;
    const std::int64_t days = dated ? value : floor_divide(value, microseconds_per_day);
    if (days < first_day || days > last_day) return std::nullopt;
    append_date(text, days);
    if (dated) return text;
    text.append(" ");
    append_clock(text, value - days * microseconds_per_day);
    if (kind == Kind::timestamp_tz) text.append("+00:00");
    return text;
}

std::optional<std::int64_t> parse_time(Kind kind, std::string_view text) noexcept {
    if (kind == Kind::time) {
        Reader reader(text);
        std::int64_t clock = 0;
        if (read_clock(reader, clock) && reader.at_end()) return clock;
        return std::nullopt;
    }
    if (text == "infinity") return infinite_future;
    if (text == "-infinity") return infinite_past;
    const std::optional<std::int64_t> instant = parse_timestamp(text);
    return instant ? part_of(kind, *instant) : std::nullopt;
}

std::optional<std::int64_t> time_of_unix_seconds(Kind kind, std::int64_t seconds) noexcept {
    if (kind == Kind::time && (seconds < 0 || seconds >= 86'400)) return std::nullopt;
    const std::int64_t days = floor_divide(seconds, 86'400);
    if (days < first_day || days > last_day) return std::nullopt;
    return part_of(kind, seconds * microseconds_per_second);
}

std::optional<std::int64_t> time_of_julian_day(Kind kind, double day) noexcept {
    const double days = day - unix_epoch_as_julian_day;
    if (!(days >= static_cast<double>(first_day) && days < static_cast<double>(last_day + 1)))
        return std::nullopt;
    // SQLite's own times have milliseconds; a double has little more to give.
    return part_of(kind, std::llround(days * 86'400'000.0) * 1000);
}

namespace {

struct Duration {
    std::int64_t months = 0, days = 0, microseconds = 0;
};

bool add(std::int64_t& sum, std::int64_t number, std::int64_t unit) noexcept {
    std::int64_t part = 0;
    return !__builtin_mul_overflow(number, unit, &part) && !__builtin_add_overflow(sum, part, &sum);
}

// One "-0.5S", after the P (or, with `of_day`, the T): a number and the letter that says of what.
bool read_duration_part(Reader& reader, bool of_day, Duration& sum) noexcept {
    const std::int64_t sign = reader.accept('-') ? -1 : 1;
    std::int64_t number = 0;
    std::int64_t fraction = 0;
    if (!reader.number(number)) return false;
    number *= sign;
    if (reader.accept('.'))
        return of_day && reader.fraction(fraction) && reader.accept('S') &&
               add(sum.microseconds, number, microseconds_per_second) &&
               add(sum.microseconds, fraction, sign);
    if (of_day) {
        if (reader.accept('H')) return add(sum.microseconds, number, 60 * microseconds_per_minute);
        if (reader.accept('M')) return add(sum.microseconds, number, microseconds_per_minute);
        return reader.accept('S') && add(sum.microseconds, number, microseconds_per_second);
    }
    if (reader.accept('Y')) return add(sum.months, number, 12);
    if (reader.accept('M')) return add(sum.months, number, 1);
    if (reader.accept('W')) return add(sum.days, number, 7);
    return reader.accept('D') && add(sum.days, number, 1);
}

bool fits(std::int64_t number) noexcept {
    return number >= std::numeric_limits<std::int32_t>::min() &&
           number <= std::numeric_limits<std::int32_t>::max();
}

} // namespace

std::optional<Interval> parse_interval(std::string_view text) noexcept {
    Reader reader(text);
    Duration sum;
    bool of_day = false;
    if (!reader.accept('P') || reader.at_end()) return std::nullopt;
    while (!reader.at_end()) {
        if (!of_day && reader.accept('T')) of_day = true;
        if (!read_duration_part(reader, of_day, sum)) return std::nullopt;
    }
    if (!fits(sum.months) || !fits(sum.days)) return std::nullopt;
    return Interval{static_cast<std::int32_t>(sum.months), static_cast<std::int32_t>(sum.days),
                    sum.microseconds};
}

} // namespace varve::sqlite
