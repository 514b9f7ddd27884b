#include "big_endian.hpp"
#include "calendar.hpp"
#include "decode.hpp"
#include "numeric.hpp"

#include <bit>

namespace varve::postgresql {

namespace {

constexpr std::int64_t epoch_microseconds = epoch_days * microseconds_per_day;

template <class Integer> bool as_integer(std::string_view value, std::string&, Cell& cell) {
    if (value.size() != sizeof(Integer)) return false;
    cell = Cell::integer(static_cast<std::int64_t>(read_big_endian<Integer>(value)));
    return true;
}

template <class Integer> bool as_unsigned(std::string_view value, std::string&, Cell& cell) {
    if (value.size() != sizeof(Integer)) return false;
    const Integer number = read_big_endian<Integer>(value);
    if constexpr (std::is_signed_v<Integer>)
        if (number < 0) return false;
    cell = Cell::unsigned_integer(static_cast<std::uint64_t>(number));
    return true;
}

bool boolean(std::string_view value, std::string&, Cell& cell) {
    cell = Cell::boolean(value != std::string_view("\0", 1));
    return value.size() == 1;
}

bool float4(std::string_view value, std::string&, Cell& cell) {
    if (value.size() != sizeof(float)) return false;
    cell = Cell::real(std::bit_cast<float>(read_big_endian<std::uint32_t>(value)));
    return true;
}

bool float8(std::string_view value, std::string&, Cell& cell) {
    if (value.size() != sizeof(double)) return false;
    cell = Cell::real(std::bit_cast<double>(read_big_endian<std::uint64_t>(value)));
    return true;
}

template <Kind kind> bool as_it_is(std::string_view value, std::string&, Cell& cell) {
    cell = Cell::view(kind, value);
    return true;
}

// jsonb_send puts the version of its format in front.
template <Kind kind> bool jsonb(std::string_view value, std::string&, Cell& cell) {
    if (value.empty() || value.front() != 1) return false;
    cell = Cell::view(kind, value.substr(1));
    return true;
}

bool uuid(std::string_view value, std::string&, Cell& cell) {
    cell = Cell::view(Kind::uuid, value);
    return value.size() == std::tuple_size_v<Uuid>;
}

bool date(std::string_view value, std::string&, Cell& cell) {
    if (value.size() != sizeof(std::int32_t)) return false;
    const auto days = read_big_endian<std::int32_t>(value);
    if (days == INT32_MIN)
        cell = Cell::date(infinite_past);
    else
        cell = Cell::date(days == INT32_MAX ? infinite_future : days + epoch_days);
    return true;
}

bool time(std::string_view value, std::string&, Cell& cell) {
    if (value.size() != sizeof(std::int64_t)) return false;
    cell = Cell::time(read_big_endian<std::int64_t>(value));
    return true;
}

// Infinity is the same number on both sides; the last years before it have no place in ours.
template <Kind kind> bool timestamp(std::string_view value, std::string&, Cell& cell) {
    if (value.size() != sizeof(std::int64_t)) return false;
    auto microseconds = read_big_endian<std::int64_t>(value);
    const bool infinite = microseconds == infinite_past || microseconds == infinite_future;
    if (!infinite && __builtin_add_overflow(microseconds, epoch_microseconds, &microseconds))
        return false;
    cell = Cell::number(kind, microseconds);
    return true;
}

// interval_send: microseconds, days, months.
bool interval(std::string_view value, std::string& scratch, Cell& cell) {
    if (value.size() != 16) return false;
    const Interval parts{read_big_endian<std::int32_t>(value.substr(12)),
                         read_big_endian<std::int32_t>(value.substr(8)),
                         read_big_endian<std::int64_t>(value)};
    scratch.assign(reinterpret_cast<const char*>(&parts), sizeof parts);
    cell = Cell::view(Kind::interval, scratch);
    return true;
}

bool decimal(std::string_view value, std::string& scratch, Cell& cell) {
    if (!numeric_to_text(value, scratch)) return false;
    cell = Cell::decimal(scratch);
    return true;
}

template <class Integer> Decode integer_decoder(Kind wanted) noexcept {
    if (wanted == Kind::integer) return as_integer<Integer>;
    return wanted == Kind::unsigned_integer ? as_unsigned<Integer> : nullptr;
}

Decode text_like_decoder(Kind wanted) noexcept {
    if (wanted == Kind::text) return as_it_is<Kind::text>;
    return wanted == Kind::json ? as_it_is<Kind::json> : nullptr;
}

Decode json_decoder(Oid type, Kind wanted) noexcept {
    if (type == type::json) return text_like_decoder(wanted);
    if (wanted == Kind::json) return jsonb<Kind::json>;
    return wanted == Kind::text ? jsonb<Kind::text> : nullptr;
}

// Of the types that can be read as one kind only: their own.
Decode own_decoder(Oid type) noexcept {
    switch (type) {
    case type::boolean: return boolean;
    case type::bytea: return as_it_is<Kind::bytes>;
    case type::float4: return float4;
    case type::float8: return float8;
    case type::date: return date;
    case type::time: return time;
    case type::timestamp: return timestamp<Kind::timestamp>;
    case type::timestamptz: return timestamp<Kind::timestamp_tz>;
    case type::interval: return interval;
    case type::numeric: return decimal;
    case type::uuid: return uuid;
    default: return nullptr;
    }
}

} // namespace

Decode binary_decoder(Oid type, Kind wanted) noexcept {
    const Kind own = kind_of(type);
    if (wanted == Kind::array) return binary_array_decoder(type);
    if (wanted == Kind::any) wanted = own;
    switch (type) {
    case type::int2: return integer_decoder<std::int16_t>(wanted);
    case type::int4: return integer_decoder<std::int32_t>(wanted);
    case type::int8: return integer_decoder<std::int64_t>(wanted);
    case type::oid: return integer_decoder<std::uint32_t>(wanted);
    case type::text:
    case type::varchar:
    case type::bpchar:
    case type::name:
    case type::single_char: return text_like_decoder(wanted);
    case type::json:
    case type::jsonb: return json_decoder(type, wanted);
    default: return wanted == own ? own_decoder(type) : nullptr;
    }
}

} // namespace varve::postgresql
