#pragma once

#include "varve/export.hpp"

#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>

namespace varve {

/// What a cell holds, the same for every database.
///
/// | kind             | held as                                                                  |
/// |------------------|--------------------------------------------------------------------------|
/// | null             | nothing                                                                  |
/// | boolean          | bool                                                                     |
/// | integer          | int64                                                                    |
/// | unsigned_integer | uint64                                                                   |
/// | real             | double                                                                   |
/// | decimal          | text, exact: "-12.340", "NaN", "Infinity"                                |
/// | text             | UTF-8                                                                    |
/// | bytes            | bytes                                                                    |
/// | date             | int64: days since 1970-01-01                                             |
/// | time             | int64: microseconds since midnight                                       |
/// | timestamp        | int64: microseconds since 1970-01-01 00:00, no zone                      |
/// | timestamp_tz     | int64: microseconds since 1970-01-01 00:00 UTC                           |
/// | interval         | Interval                                                                 |
/// | uuid             | 16 bytes                                                                 |
/// | json             | text                                                                     |
/// | array            | its elements, as db/array.hpp packs them; only where Feature::arrays is  |
///
/// Dates and times that the database calls infinite are the least and the greatest int64. `any` is
/// only asked for: "as the driver would have it".
enum class Kind : std::uint8_t {
    any,
    null,
    boolean,
    integer,
    unsigned_integer,
    real,
    decimal,
    text,
    bytes,
    date,
    time,
    timestamp,
    timestamp_tz,
    interval,
    uuid,
    json,
    array,
};

VARVE_API std::string_view to_string(Kind kind) noexcept;

inline constexpr std::int64_t infinite_past = std::numeric_limits<std::int64_t>::min();
inline constexpr std::int64_t infinite_future = std::numeric_limits<std::int64_t>::max();

/// A span of time in parts that do not convert into each other: months vary, and so do days.
struct Interval {
    std::int32_t months = 0;
    std::int32_t days = 0;
    std::int64_t microseconds = 0;
    friend bool operator==(const Interval&, const Interval&) = default;
};

using Uuid = std::array<std::byte, 16>;

/// One value of a row, seen through a tagged view of 16 bytes: numbers by value, the rest by
/// reference into a buffer that somebody else owns (of a row: until the next row is read).
///
/// An accessor may only be called for the kind that the cell has; `kind()` tells.
class Cell {
public:
    constexpr Cell() noexcept : whole_(0), size_(0), kind_(Kind::null) {}

    static constexpr Cell boolean(bool value) noexcept {
        return number(Kind::boolean, value ? 1 : 0);
    }
    static constexpr Cell integer(std::int64_t value) noexcept {
        return number(Kind::integer, value);
    }
    static constexpr Cell unsigned_integer(std::uint64_t value) noexcept {
        return number(Kind::unsigned_integer, static_cast<std::int64_t>(value));
    }
    static constexpr Cell real(double value) noexcept {
        Cell cell;
        cell.real_ = value;
        cell.kind_ = Kind::real;
        return cell;
    }
    static constexpr Cell date(std::int64_t days) noexcept { return number(Kind::date, days); }
    static constexpr Cell time(std::int64_t us) noexcept { return number(Kind::time, us); }
    static constexpr Cell timestamp(std::int64_t us) noexcept {
        return number(Kind::timestamp, us);
    }
    static constexpr Cell timestamp_tz(std::int64_t us) noexcept {
        return number(Kind::timestamp_tz, us);
    }
    static constexpr Cell text(std::string_view value) noexcept { return view(Kind::text, value); }
    static constexpr Cell decimal(std::string_view value) noexcept {
        return view(Kind::decimal, value);
    }
    static constexpr Cell json(std::string_view value) noexcept { return view(Kind::json, value); }
    static Cell bytes(std::span<const std::byte> value) noexcept {
        return view(Kind::bytes, {reinterpret_cast<const char*>(value.data()), value.size()});
    }
    static Cell interval(const Interval& value) noexcept {
        return view(Kind::interval, {reinterpret_cast<const char*>(&value), sizeof value});
    }
    static Cell uuid(const Uuid& value) noexcept {
        return view(Kind::uuid, {reinterpret_cast<const char*>(value.data()), value.size()});
    }
    /// A view of one of the kinds that are held as text.
    static constexpr Cell view(Kind kind, std::string_view value) noexcept {
        Cell cell;
        cell.data_ = value.data();
        cell.size_ = static_cast<std::uint32_t>(value.size());
        cell.kind_ = kind;
        return cell;
    }
    /// One of the kinds that are held as int64.
    static constexpr Cell number(Kind kind, std::int64_t value) noexcept {
        Cell cell;
        cell.whole_ = value;
        cell.kind_ = kind;
        return cell;
    }

    constexpr Kind kind() const noexcept { return kind_; }
    constexpr bool is_null() const noexcept { return kind_ == Kind::null; }

    constexpr bool as_boolean() const noexcept {
        assert(kind_ == Kind::boolean);
        return whole_ != 0;
    }
    /// Also for date, time and both timestamps.
    constexpr std::int64_t as_integer() const noexcept {
        assert(kind_ == Kind::integer || (kind_ >= Kind::date && kind_ <= Kind::timestamp_tz));
        return whole_;
    }
    constexpr std::uint64_t as_unsigned() const noexcept {
        assert(kind_ == Kind::unsigned_integer);
        return static_cast<std::uint64_t>(whole_);
    }
    constexpr double as_real() const noexcept {
        assert(kind_ == Kind::real);
        return real_;
    }
    /// Of text, decimal, json and (packed) array.
    constexpr std::string_view as_text() const noexcept {
        assert(kind_ == Kind::text || kind_ == Kind::decimal || kind_ >= Kind::json);
        return {data_, size_};
    }
    std::span<const std::byte> as_bytes() const noexcept {
        assert(kind_ == Kind::bytes || kind_ == Kind::uuid);
        return {reinterpret_cast<const std::byte*>(data_), size_};
    }
    VARVE_API Interval as_interval() const noexcept;
    VARVE_API Uuid as_uuid() const noexcept;

private:
    union {
        std::int64_t whole_;
        double real_;
        const char* data_;
    };
    std::uint32_t size_;
    Kind kind_;
};

static_assert(sizeof(Cell) == 16);

/// A cell that owns what it shows.
class VARVE_API Value {
public:
    Value() = default;
    explicit Value(Cell cell);
    Value(const Value& other);
    Value(Value&& other) noexcept;
    Value& operator=(Value other) noexcept;
    ~Value();

    Value(bool value) : cell_(Cell::boolean(value)) {}
    Value(std::int64_t value) : cell_(Cell::integer(value)) {}
    Value(int value) : cell_(Cell::integer(value)) {}
    Value(double value) : cell_(Cell::real(value)) {}
    Value(std::string_view text) : Value(Cell::text(text)) {}
    Value(const std::string& text) : Value(Cell::text(text)) {}
    Value(const char* text) : Value(Cell::text(text)) {}

    /// Valid until this value is changed or ends.
    Cell cell() const noexcept { return cell_; }
    Kind kind() const noexcept { return cell_.kind(); }
    bool is_null() const noexcept { return cell_.is_null(); }

    /// Any value as a person would read it; null as "NULL".
    std::string to_string() const;

    friend VARVE_API bool operator==(const Value& a, const Value& b) noexcept;

private:
    void own(Cell cell);
    void steal(Value& other) noexcept;

    Cell cell_;
    std::string storage_;
};

} // namespace varve
