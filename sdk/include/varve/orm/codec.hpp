#pragma once

#include "varve/db/value.hpp"
#include "varve/export.hpp"
#include "varve/orm/types.hpp"

#include <concepts>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace varve {

/// How a type of C++ is held in a cell. For a type of one's own:
///
///     template <> struct varve::Codec<Email> : varve::CodecThrough<Email, std::string> {
///         static Email from(std::string text) { return Email(std::move(text)); }
///         static const std::string& to(const Email& email) { return email.text(); }
///     };
///
/// or all of it: `kind`; `read(cell, to)`, which returns nothing, or false for a value that the
/// type does not have; and `write(value)`, or `write(value, buffer)` where the cell is a view of
/// something that is made for it. The cell is never null: that is what std::optional is for.
template <class T> struct Codec;

namespace orm {

template <class T>
concept WholeNumber = std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char> &&
                      !std::same_as<T, wchar_t> && !std::same_as<T, char8_t> &&
                      !std::same_as<T, char16_t> && !std::same_as<T, char32_t>;

template <class T> struct OptionalOf {
    using Value = T;
    static constexpr bool nullable = false;
};
template <class T> struct OptionalOf<std::optional<T>> {
    using Value = T;
    static constexpr bool nullable = true;
};
/// T of std::optional<T>, and of T.
template <class T> using Plain = typename OptionalOf<T>::Value;
template <class T> inline constexpr bool nullable = OptionalOf<T>::nullable;

/// Copies what the cell shows into `buffer`, and returns a view of that.
VARVE_API Cell keep(Cell cell, std::string& buffer);

template <class T>
concept WritesToBuffer = requires(const T& value, std::string& buffer) {
    Codec<T>::write(value, buffer);
};

template <class T> constexpr bool read_value(const Cell& cell, T& to) {
    if constexpr (std::same_as<decltype(Codec<T>::read(cell, to)), void>) {
        Codec<T>::read(cell, to);
        return true;
    } else {
        return Codec<T>::read(cell, to);
    }
}

template <class T> Cell write_value(const T& value, std::string& buffer) {
    if constexpr (WritesToBuffer<T>)
        return Codec<T>::write(value, buffer);
    else
        return Codec<T>::write(value);
}

} // namespace orm

/// Can a member be of this type?
template <class T>
concept Storable = requires {
    Codec<orm::Plain<T>>::kind;
};

/// A codec that goes through another type, which has one: `from` and `to` are the derived one's.
template <class T, class Stored> struct CodecThrough {
    static constexpr Kind kind = Codec<Stored>::kind;

    static bool read(const Cell& cell, T& to) {
        Stored stored;
        if (!orm::read_value(cell, stored)) return false;
        to = Codec<T>::from(std::move(stored));
        return true;
    }
    static Cell write(const T& value, std::string& buffer) {
        decltype(auto) stored = Codec<T>::to(value);
        const Cell cell = orm::write_value<Stored>(stored, buffer);
        if constexpr (std::is_reference_v<decltype(Codec<T>::to(value))>)
            return cell;
        else
            return orm::keep(cell, buffer);
    }
};

template <> struct Codec<bool> {
    static constexpr Kind kind = Kind::boolean;
    static constexpr void read(const Cell& cell, bool& to) { to = cell.as_boolean(); }
    static constexpr Cell write(bool value) { return Cell::boolean(value); }
};

template <orm::WholeNumber T> struct Codec<T> {
    static constexpr Kind kind = Kind::integer;
    static constexpr bool read(const Cell& cell, T& to) {
        to = static_cast<T>(cell.as_integer());
        return sizeof(T) == sizeof(std::int64_t) || std::in_range<T>(cell.as_integer());
    }
    static constexpr Cell write(T value) { return Cell::integer(value); }
};

template <orm::WholeNumber T>
requires std::unsigned_integral<T> &&(sizeof(T) == sizeof(std::uint64_t)) struct Codec<T> {
    static constexpr Kind kind = Kind::unsigned_integer;
    static constexpr void read(const Cell& cell, T& to) { to = cell.as_unsigned(); }
    static constexpr Cell write(T value) { return Cell::unsigned_integer(value); }
};

template <std::floating_point T> struct Codec<T> {
    static constexpr Kind kind = Kind::real;
    static constexpr void read(const Cell& cell, T& to) { to = static_cast<T>(cell.as_real()); }
    static constexpr Cell write(T value) { return Cell::real(static_cast<double>(value)); }
};

template <> struct Codec<std::string> {
    static constexpr Kind kind = Kind::text;
    static void read(const Cell& cell, std::string& to) { to = cell.as_text(); }
    static Cell write(const std::string& value) { return Cell::text(value); }
};

template <> struct Codec<Decimal> {
    static constexpr Kind kind = Kind::decimal;
    static void read(const Cell& cell, Decimal& to) { to.digits = cell.as_text(); }
    static Cell write(const Decimal& value) { return Cell::decimal(value.digits); }
};

template <> struct Codec<Json> {
    static constexpr Kind kind = Kind::json;
    static void read(const Cell& cell, Json& to) { to.text = cell.as_text(); }
    static Cell write(const Json& value) { return Cell::json(value.text); }
};

template <> struct Codec<Bytes> {
    static constexpr Kind kind = Kind::bytes;
    static void read(const Cell& cell, Bytes& to) {
        to.assign(cell.as_bytes().begin(), cell.as_bytes().end());
    }
    static Cell write(const Bytes& value) { return Cell::bytes(value); }
};

template <> struct Codec<Uuid> {
    static constexpr Kind kind = Kind::uuid;
    static void read(const Cell& cell, Uuid& to) { to = cell.as_uuid(); }
    static Cell write(const Uuid& value) { return Cell::uuid(value); }
};

template <> struct Codec<Interval> {
    static constexpr Kind kind = Kind::interval;
    static void read(const Cell& cell, Interval& to) { to = cell.as_interval(); }
    static Cell write(const Interval& value) { return Cell::interval(value); }
};

template <> struct Codec<Date> {
    static constexpr Kind kind = Kind::date;
    static constexpr void read(const Cell& cell, Date& to) { to.days = cell.as_integer(); }
    static constexpr Cell write(Date value) { return Cell::date(value.days); }
};

template <> struct Codec<Time> {
    static constexpr Kind kind = Kind::time;
    static constexpr void read(const Cell& cell, Time& to) { to.microseconds = cell.as_integer(); }
    static constexpr Cell write(Time value) { return Cell::time(value.microseconds); }
};

template <> struct Codec<Timestamp> {
    static constexpr Kind kind = Kind::timestamp;
    static constexpr void read(const Cell& cell, Timestamp& to) {
        to.microseconds = cell.as_integer();
    }
    static constexpr Cell write(Timestamp value) { return Cell::timestamp(value.microseconds); }
};

template <> struct Codec<TimestampTz> {
    static constexpr Kind kind = Kind::timestamp_tz;
    static constexpr void read(const Cell& cell, TimestampTz& to) {
        to.microseconds = cell.as_integer();
    }
    static constexpr Cell write(TimestampTz value) {
        return Cell::timestamp_tz(value.microseconds);
    }
};

/// An enumerator and how the database calls it.
template <class E> struct EnumName {
    E value;
    std::string_view name;
};

/// Specialise it for an enum that is held as text, or as a type of the database's own:
///
///     template <> inline constexpr varve::EnumName<Color> varve::enum_names<Color>[] = {
///         {Color::red, "red"}, {Color::green, "green"}};
///
/// Any other is held as its number.
template <class E> inline constexpr EnumName<E> enum_names[] = {{E{}, {}}};

template <class E>
requires std::is_enum_v<E>
struct Codec<E> {
    static constexpr bool as_text = !enum_names<E>[0].name.empty();
    using Number = Codec<std::underlying_type_t<E>>;
    static constexpr Kind kind = as_text ? Kind::text : Number::kind;

    static constexpr bool read(const Cell& cell, E& to) {
        if constexpr (as_text) {
            for (const EnumName<E>& each : enum_names<E>) {
                if (each.name != cell.as_text()) continue;
                to = each.value;
                return true;
            }
            return false;
        } else {
            std::underlying_type_t<E> number{};
            const bool fits = orm::read_value(cell, number);
            to = static_cast<E>(number);
            return fits;
        }
    }
    static constexpr Cell write(E value) {
        if constexpr (as_text) {
            for (const EnumName<E>& each : enum_names<E>)
                if (each.value == value) return Cell::text(each.name);
            return Cell::text({}); // no enumerator: what the database refuses, or shows
        } else {
            return Number::write(static_cast<std::underlying_type_t<E>>(value));
        }
    }
};

namespace orm {

/// Where a cell comes from, for those who read the error.
struct Place {
    std::string_view table, column;
};

[[noreturn]] VARVE_API void refuse_null(Place place);
[[noreturn]] VARVE_API void refuse_value(Place place, Cell cell);
[[noreturn]] VARVE_API void refuse_more_than_one(std::string_view statement);

/// Reads a cell into a member: the one way in which values come out of the database.
template <class T> void read_cell(const Cell& cell, T& to, const Place& place) {
    if constexpr (nullable<T>) {
        if (cell.is_null()) return to.reset();
        if (!to) to.emplace();
        if (!read_value(cell, *to)) refuse_value(place, cell);
    } else {
        if (cell.is_null()) refuse_null(place);
        if (!read_value(cell, to)) refuse_value(place, cell);
    }
}

/// Does the cell of such a value need a buffer?
template <class T> inline constexpr bool buffered = WritesToBuffer<Plain<T>>;

/// The same the other way. The cell is a view of `value`, or of `buffer` where the type needs one.
template <class T> constexpr Cell write_cell(const T& value) {
    if constexpr (nullable<T>)
        return value ? Codec<Plain<T>>::write(*value) : Cell();
    else
        return Codec<T>::write(value);
}
template <class T> Cell write_cell(const T& value, std::string& buffer) {
    if constexpr (nullable<T>)
        return value ? Codec<Plain<T>>::write(*value, buffer) : Cell();
    else
        return Codec<T>::write(value, buffer);
}

} // namespace orm

} // namespace varve
