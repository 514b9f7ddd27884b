#pragma once

#include "varve/orm/codec.hpp"

#include <chrono>

namespace varve {

/// Members of the types of std::chrono: `sys_time<D>` is a TimestampTz, `local_time<D>` a
/// Timestamp, both with years that fit in 64 bits of D; `sys_days`, `local_days` and
/// `year_month_day` are a Date. What the database calls infinite is the least and the greatest of
/// them, but of no year_month_day.
namespace orm {

/// Of a moment that no database has.
[[noreturn]] VARVE_API void refuse_moment();

constexpr bool is_infinite(std::int64_t count) {
    return count == infinite_past || count == infinite_future;
}

/// Counts in units of `To` what is counted in units of `From`, and rounds down; false where it is
/// too much.
template <class From, class To> constexpr bool converted(std::int64_t from, std::int64_t& to) {
    using Ratio = std::ratio_divide<typename From::period, typename To::period>;
    if (__builtin_mul_overflow(from, std::int64_t{Ratio::num}, &to)) return false;
    const bool rounds = to % Ratio::den < 0;
    to = to / Ratio::den - (rounds ? 1 : 0);
    return true;
}

template <class Held, class D> constexpr bool read_moment(std::int64_t held, D& to) {
    std::int64_t count = 0;
    if (is_infinite(held))
        to = held == infinite_past ? D::min() : D::max();
    else if (converted<Held, D>(held, count) && std::in_range<typename D::rep>(count))
        to = D(static_cast<typename D::rep>(count));
    else
        return false;
    return true;
}

template <class Held, class D> constexpr std::int64_t written_moment(D from) {
    if (from == D::min()) return infinite_past;
    if (from == D::max()) return infinite_future;
    std::int64_t count = 0;
    if (!converted<D, Held>(from.count(), count)) refuse_moment();
    return count;
}

} // namespace orm

template <class D> struct Codec<std::chrono::sys_time<D>> {
    static constexpr bool is_day = std::same_as<D, std::chrono::days>;
    static constexpr Kind kind = is_day ? Kind::date : Kind::timestamp_tz;
    using Held = std::conditional_t<is_day, std::chrono::days, std::chrono::microseconds>;

    static constexpr bool read(const Cell& cell, std::chrono::sys_time<D>& to) {
        D since{};
        const bool fits = orm::read_moment<Held>(cell.as_integer(), since);
        to = std::chrono::sys_time<D>(since);
        return fits;
    }
    static constexpr Cell write(std::chrono::sys_time<D> value) {
        return Cell::number(kind, orm::written_moment<Held>(value.time_since_epoch()));
    }
};

template <class D> struct Codec<std::chrono::local_time<D>> {
    using Same = Codec<std::chrono::sys_time<D>>;
    static constexpr Kind kind = Same::is_day ? Kind::date : Kind::timestamp;

    static constexpr bool read(const Cell& cell, std::chrono::local_time<D>& to) {
        std::chrono::sys_time<D> same;
        const bool fits = Same::read(cell, same);
        to = std::chrono::local_time<D>(same.time_since_epoch());
        return fits;
    }
    static constexpr Cell write(std::chrono::local_time<D> value) {
        const Cell same = Same::write(std::chrono::sys_time<D>(value.time_since_epoch()));
        return Cell::number(kind, same.as_integer());
    }
};

template <> struct Codec<std::chrono::year_month_day> {
    static constexpr Kind kind = Kind::date;
    static constexpr bool read(const Cell& cell, std::chrono::year_month_day& to) {
        using std::chrono::year;
        constexpr auto day = [](year y, unsigned month, unsigned of_month) {
            return std::chrono::sys_days(y / static_cast<int>(month) / static_cast<int>(of_month))
                .time_since_epoch()
                .count();
        };
        const std::int64_t days = cell.as_integer();
        if (days < day(year::min(), 1, 1) || days > day(year::max(), 12, 31)) return false;
        to = std::chrono::sys_days(std::chrono::days(days));
        return true;
    }
    static constexpr Cell write(std::chrono::year_month_day value) {
        return Cell::date(std::chrono::sys_days(value).time_since_epoch().count());
    }
};

} // namespace varve
