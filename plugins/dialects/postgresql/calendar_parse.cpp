#include "calendar.hpp"

#include "varve/db/civil_date.hpp"

#include <array>

namespace varve::postgresql {

namespace {

constexpr std::int64_t microseconds_per_second = 1'000'000;

// Reads a text from the front; once something was not as expected, `failed` stays true.
class Scanner {
public:
    explicit Scanner(std::string_view text) noexcept : rest_(text) {}

    bool accept(std::string_view piece) noexcept {
        if (!rest_.starts_with(piece)) return false;
        rest_.remove_prefix(piece.size());
        return true;
    }
    void expect(std::string_view piece) noexcept { failed_ |= !accept(piece); }
    bool has_digit() const noexcept { return !rest_.empty() && is_digit(rest_.front()); }

    /// Between `least` and `most` digits.
    std::int64_t digits(std::size_t least, std::size_t most) noexcept {
        std::int64_t value = 0;
        std::size_t count = 0;
        for (; count < most && has_digit(); ++count, rest_.remove_prefix(1))
            value = value * 10 + (rest_.front() - '0');
        failed_ |= count < least || has_digit();
        return value;
    }

    /// ".5" as 500000; 0 where there is none.
    std::int64_t fraction() noexcept {
        if (!accept(".")) return 0;
        std::int64_t value = 0;
        std::int64_t unit = microseconds_per_second / 10;
        failed_ |= !has_digit();
        for (; has_digit(); unit /= 10, rest_.remove_prefix(1))
            value += unit * (rest_.front() - '0');
        return value;
    }

    void fail_unless(bool condition) noexcept { failed_ |= !condition; }
    bool done() const noexcept { return rest_.empty() && !failed_; }
    bool failed() const noexcept { return failed_; }
    bool at_end() const noexcept { return rest_.empty(); }

private:
    static bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

    std::string_view rest_;
    bool failed_ = false;
};

CivilDate scan_civil(Scanner& scanner) noexcept {
    CivilDate date{};
    date.year = scanner.digits(4, 7);
    scanner.expect("-");
    date.month = static_cast<unsigned>(scanner.digits(2, 2));
    scanner.expect("-");
    date.day = static_cast<unsigned>(scanner.digits(2, 2));
    scanner.fail_unless(date.month >= 1 && date.month <= 12 && date.day >= 1 && date.day <= 31);
    return date;
}

// The era stands at the very end, after time and zone.
std::int64_t scan_era(Scanner& scanner, CivilDate date) noexcept {
    if (scanner.accept(" BC")) date.year = 1 - date.year;
    return days_of(date);
}

std::int64_t scan_time(Scanner& scanner, std::size_t most_hour_digits) noexcept {
    const std::int64_t hours = scanner.digits(2, most_hour_digits);
    scanner.expect(":");
    const std::int64_t minutes = scanner.digits(2, 2);
    scanner.expect(":");
    const std::int64_t seconds = scanner.digits(2, 2);
    scanner.fail_unless(minutes < 60 && seconds <= 60);
    return ((hours * 60 + minutes) * 60 + seconds) * microseconds_per_second + scanner.fraction();
}

// Seconds east of Greenwich.
std::int64_t scan_zone(Scanner& scanner) noexcept {
    const bool west = scanner.accept("-");
    if (!west) scanner.expect("+");
    std::int64_t seconds = scanner.digits(2, 2) * 3600;
    if (scanner.accept(":")) seconds += scanner.digits(2, 2) * 60;
    if (scanner.accept(":")) seconds += scanner.digits(2, 2);
    return west ? -seconds : seconds;
}

std::optional<std::int64_t> infinity(std::string_view text) noexcept {
    if (text == "infinity") return infinite_future;
    if (text == "-infinity") return infinite_past;
    return std::nullopt;
}

enum class Zone : std::uint8_t { none, required };

std::optional<std::int64_t> parse_instant(std::string_view text, Zone zone) noexcept {
    if (const auto infinite = infinity(text)) return infinite;
    Scanner scanner(text);
    const CivilDate date = scan_civil(scanner);
    scanner.expect(" ");
    std::int64_t within_day = scan_time(scanner, 2);
    if (zone == Zone::required) within_day -= scan_zone(scanner) * microseconds_per_second;
    const std::int64_t days = scan_era(scanner, date);
    std::int64_t microseconds = 0;
    if (!scanner.done() || __builtin_mul_overflow(days, microseconds_per_day, &microseconds) ||
        __builtin_add_overflow(microseconds, within_day, &microseconds))
        return std::nullopt;
    return microseconds;
}

struct Unit {
    std::string_view name; ///< in the singular; the plural adds an s
    std::int64_t months, days;
};

// "1 year -2 mons 3 days": a number and its unit, as often as there are any.
bool scan_unit(Scanner& scanner, std::int64_t count, std::int64_t& months,
               std::int64_t& days) noexcept {
    constexpr std::array units{Unit{"year", 12, 0}, Unit{"mon", 1, 0}, Unit{"day", 0, 1}};
    for (const Unit& unit : units) {
        if (!scanner.accept(unit.name)) continue;
        scanner.accept("s");
        months += count * unit.months;
        days += count * unit.days;
        return true;
    }
    return false;
}

bool fits_int32(std::int64_t value) noexcept {
    return value >= INT32_MIN && value <= INT32_MAX;
}

} // namespace

std::optional<std::int64_t> parse_date(std::string_view text) noexcept {
    if (const auto infinite = infinity(text)) return infinite;
    Scanner scanner(text);
    const CivilDate date = scan_civil(scanner);
    const std::int64_t days = scan_era(scanner, date);
    return scanner.done() ? std::optional(days) : std::nullopt;
}

std::optional<std::int64_t> parse_time(std::string_view text) noexcept {
    Scanner scanner(text);
    const std::int64_t microseconds = scan_time(scanner, 2);
    return scanner.done() && microseconds <= microseconds_per_day ? std::optional(microseconds)
                                                                  : std::nullopt;
}

std::optional<std::int64_t> parse_timestamp(std::string_view text) noexcept {
    return parse_instant(text, Zone::none);
}

std::optional<std::int64_t> parse_timestamp_tz(std::string_view text) noexcept {
    return parse_instant(text, Zone::required);
}

std::optional<Interval> parse_interval(std::string_view text) noexcept {
    std::int64_t months = 0;
    std::int64_t days = 0;
    std::int64_t microseconds = 0;
    // Only the part after the last unit holds a colon: the time.
    const std::size_t colon = text.find(':');
    const std::size_t blank = colon == std::string_view::npos ? colon : text.rfind(' ', colon);
    const std::size_t time_at = colon == std::string_view::npos   ? text.size()
                                : blank == std::string_view::npos ? 0
                                                                  : blank + 1;
    Scanner units(text.substr(0, time_at));
    while (!units.at_end() && !units.failed()) {
        const bool negative = units.accept("-");
        if (!negative) units.accept("+");
        const std::int64_t count = units.digits(1, 10);
        units.expect(" ");
        units.fail_unless(scan_unit(units, negative ? -count : count, months, days));
        units.accept(" ");
    }
    if (time_at < text.size()) {
        Scanner time(text.substr(time_at));
        const bool negative = time.accept("-");
        if (!negative) time.accept("+");
        microseconds = scan_time(time, 10);
        if (negative) microseconds = -microseconds;
        units.fail_unless(time.done());
    }
    if (text.empty() || units.failed() || !fits_int32(months) || !fits_int32(days))
        return std::nullopt;
    return Interval{static_cast<std::int32_t>(months), static_cast<std::int32_t>(days),
                    microseconds};
}

} // namespace varve::postgresql
