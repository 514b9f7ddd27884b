#include "times.hpp"

#include "varve/db/civil_date.hpp"

#include <array>
#include <charconv>

namespace varve::mysql {

namespace {

constexpr std::int64_t microseconds_per_second = 1'000'000;
constexpr std::int64_t microseconds_per_day = 86'400 * microseconds_per_second;
constexpr std::int64_t first_day = -719'162; // 0001-01-01
constexpr std::int64_t last_day = 2'932'896; // 9999-12-31

std::int64_t floor_divide(std::int64_t value, std::int64_t by) noexcept {
    return value >= 0 ? value / by : -((-(value + 1)) / by) - 1;
}

void set_clock(MYSQL_TIME& time, std::int64_t microseconds) noexcept {
    const auto whole = static_cast<std::uint64_t>(microseconds);
    const auto seconds = static_cast<std::uint32_t>(whole / microseconds_per_second);
    time.hour = seconds / 3600;
    time.minute = seconds / 60 % 60;
    time.second = seconds % 60;
    time.second_part = whole - std::uint64_t{seconds} * microseconds_per_second;
}

void set_day(MYSQL_TIME& time, std::int64_t days) noexcept {
    const CivilDate date = civil_of(days);
    time.year = static_cast<unsigned>(date.year);
    time.month = date.month;
    time.day = date.day;
}

bool has_day(const MYSQL_TIME& time) noexcept {
    if (time.year == 0 || time.month == 0 || time.day == 0) return false;
    if (time.day <= 28) return true;
    // ALLOW_INVALID_DATES lets 31 February in.
    const CivilDate date{static_cast<std::int64_t>(time.year), time.month, time.day};
    return civil_of(days_of(date)).day == time.day;
}

} // namespace

bool set_time(MYSQL_TIME& time, Kind kind, std::int64_t value) noexcept {
    time = {};
    if (kind == Kind::time) {
        if (value < 0 || value >= microseconds_per_day) return false;
        time.time_type = MYSQL_TIMESTAMP_TIME;
        set_clock(time, value);
        return true;
    }
    const std::int64_t days =
        kind == Kind::date ? value : floor_divide(value, microseconds_per_day);
    if (days < first_day || days > last_day) return false;
    set_day(time, days);
    time.time_type = kind == Kind::date ? MYSQL_TIMESTAMP_DATE : MYSQL_TIMESTAMP_DATETIME;
    if (kind != Kind::date) set_clock(time, value - days * microseconds_per_day);
    return true;
}

std::optional<MYSQL_TIME> time_of(Kind kind, std::int64_t value) noexcept {
    MYSQL_TIME time;
    return set_time(time, kind, value) ? std::optional(time) : std::nullopt;
}

std::int64_t microseconds_of(const MYSQL_TIME& time) noexcept {
    const std::int64_t hours = std::int64_t{time.day} * 24 + time.hour;
    const std::int64_t seconds = (hours * 60 + time.minute) * 60 + time.second;
    const std::int64_t size =
        seconds * microseconds_per_second + static_cast<std::int64_t>(time.second_part);
    return time.neg ? -size : size;
}

std::optional<std::int64_t> value_of(Kind kind, const MYSQL_TIME& time) noexcept {
    if (kind == Kind::time) {
        const std::int64_t value = microseconds_of(time);
        return value >= 0 && value < microseconds_per_day ? std::optional(value) : std::nullopt;
    }
    if (!has_day(time)) return std::nullopt;
    const std::int64_t days = days_of({static_cast<std::int64_t>(time.year), time.month, time.day});
    if (kind == Kind::date) return days;
    MYSQL_TIME clock = time;
    clock.day = 0;
    return days * microseconds_per_day + microseconds_of(clock);
}

namespace {

void append_number(std::string& text, unsigned long number, std::size_t digits) {
    std::array<char, 20> place;
    const char* const end = std::to_chars(place.data(), place.data() + place.size(), number).ptr;
    const auto size = static_cast<std::size_t>(end - place.data());
    if (size < digits) text.append(digits - size, '0');
    text.append(place.data(), size);
}

void append_clock(std::string& text, const MYSQL_TIME& time, unsigned long hours) {
    append_number(text, hours, 2);
    append_number(text += ':', time.minute, 2);
    append_number(text += ':', time.second, 2);
    if (time.second_part != 0) append_number(text += '.', time.second_part, 6);
}

} // namespace

std::string text_of(const MYSQL_TIME& time) {
    std::string text;
    text.reserve(std::string_view("2000-01-01 00:00:00.000000").size());
    if (time.time_type == MYSQL_TIMESTAMP_TIME) {
        if (time.neg) text += '-';
        append_clock(text, time, std::uint64_t{time.hour} + std::uint64_t{time.day} * 24);
        return text;
    }
    append_number(text, time.year, 4);
    append_number(text += '-', time.month, 2);
    append_number(text += '-', time.day, 2);
    if (time.time_type == MYSQL_TIMESTAMP_DATE) return text;
    append_clock(text += ' ', time, time.hour);
    return text;
}

namespace {

/// Takes the parts of a text from its front.
class Reader {
public:
    explicit Reader(std::string_view text) noexcept : rest_(text) {}

    bool at_end() const noexcept { return rest_.empty(); }

    bool accept(char c) noexcept {
        if (!rest_.starts_with(c)) return false;
        rest_.remove_prefix(1);
        return true;
    }

    /// A number of so many digits that is at most `most`.
    bool digits(std::size_t count, unsigned most, unsigned& number) noexcept {
        if (rest_.size() < count) return false;
        const std::string_view digits = rest_.substr(0, count);
        const auto [end, error] =
            std::from_chars(digits.data(), digits.data() + digits.size(), number);
        if (error != std::errc() || end != digits.data() + digits.size()) return false;
        rest_.remove_prefix(count);
        return number <= most;
    }

    template <class T> bool number(T& number) noexcept {
        const auto [end, error] =
            std::from_chars(rest_.data(), rest_.data() + rest_.size(), number);
        if (error != std::errc()) return false;
        rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
        return true;
    }

    /// Up to six digits behind a decimal point.
    bool fraction(unsigned long& microseconds) noexcept {
        std::size_t count = 0;
        microseconds = 0;
        while (count < 6 && !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9') {
            microseconds = microseconds * 10 + static_cast<unsigned long>(rest_.front() - '0');
            rest_.remove_prefix(1);
            ++count;
        }
        for (std::size_t i = count; i < 6; ++i) microseconds *= 10;
        return count > 0;
    }

private:
    std::string_view rest_;
};

bool read_day(Reader& reader, MYSQL_TIME& time) noexcept {
    return reader.digits(4, 9999, time.year) && reader.accept('-') &&
           reader.digits(2, 12, time.month) && reader.accept('-') &&
           reader.digits(2, 31, time.day) && has_day(time);
}

bool read_clock(Reader& reader, MYSQL_TIME& time) noexcept {
    return reader.digits(2, 23, time.hour) && reader.accept(':') &&
           reader.digits(2, 59, time.minute) && reader.accept(':') &&
           reader.digits(2, 59, time.second) &&
           (!reader.accept('.') || reader.fraction(time.second_part));
}

} // namespace

std::optional<std::int64_t> parse_time(Kind kind, std::string_view text) noexcept {
    Reader reader(text);
    MYSQL_TIME time{};
    if (kind != Kind::time && !read_day(reader, time)) return std::nullopt;
    const bool has_clock =
        kind == Kind::time || (kind != Kind::date && (reader.accept(' ') || reader.accept('T')));
    if (has_clock && !read_clock(reader, time)) return std::nullopt;
    if (kind == Kind::timestamp_tz) reader.accept('Z');
    return reader.at_end() ? value_of(kind, time) : std::nullopt;
}

std::optional<Interval> parse_interval(std::string_view text) noexcept {
    Reader reader(text);
    Interval interval;
    if (!reader.accept('P') || !reader.number(interval.months) || !reader.accept('M') ||
        !reader.number(interval.days) || !reader.accept('D') || !reader.accept('T'))
        return std::nullopt;
    const bool negative = reader.accept('-');
    std::uint64_t seconds = 0;
    unsigned long fraction = 0;
    if (!reader.number(seconds) || (reader.accept('.') && !reader.fraction(fraction)) ||
        !reader.accept('S') || !reader.at_end())
        return std::nullopt;
    std::int64_t size = 0;
    if (seconds > std::uint64_t{INT64_MAX} ||
        __builtin_mul_overflow(static_cast<std::int64_t>(seconds), microseconds_per_second,
                               &size) ||
        __builtin_add_overflow(size, static_cast<std::int64_t>(fraction), &size))
        return std::nullopt;
    interval.microseconds = negative ? -size : size;
    return interval;
}

} // namespace varve::mysql
