#include "big_endian.hpp"
#include "calendar.hpp"
#include "encode.hpp"
#include "numeric.hpp"

#include <bit>
#include <utility>

namespace varve::postgresql {

namespace {

template <class Integer> bool from_integer(std::string& wire, Cell cell) {
    const std::int64_t value = cell.as_integer();
    if (!std::in_range<Integer>(value)) return false;
    append_big_endian(wire, static_cast<Integer>(value));
    return true;
}

template <class Integer> bool from_unsigned(std::string& wire, Cell cell) {
    const std::uint64_t value = cell.as_unsigned();
    if (!std::in_range<Integer>(value)) return false;
    append_big_endian(wire, static_cast<Integer>(value));
    return true;
}

bool boolean(std::string& wire, Cell cell) {
    wire += cell.as_boolean() ? '\1' : '\0';
    return true;
}

bool float4(std::string& wire, Cell cell) {
    append_big_endian(wire, std::bit_cast<std::uint32_t>(static_cast<float>(cell.as_real())));
    return true;
}

bool float8(std::string& wire, Cell cell) {
    append_big_endian(wire, std::bit_cast<std::uint64_t>(cell.as_real()));
    return true;
}

bool text(std::string& wire, Cell cell) {
    wire += cell.as_text();
    return cell.as_text().find('\0') == std::string_view::npos;
}

bool jsonb(std::string& wire, Cell cell) {
    wire += '\1'; // the version of the format
    return text(wire, cell);
}

bool bytes(std::string& wire, Cell cell) {
    const auto value = cell.as_bytes();
    wire.append(reinterpret_cast<const char*>(value.data()), value.size());
    return true;
}

bool date(std::string& wire, Cell cell) {
    std::int64_t days = cell.as_integer();
    if (days == infinite_past || days == infinite_future)
        days = days == infinite_past ? INT32_MIN : INT32_MAX;
    else if (__builtin_sub_overflow(days, epoch_days, &days) || days <= INT32_MIN ||
             days >= INT32_MAX)
        return false;
    append_big_endian(wire, static_cast<std::int32_t>(days));
    return true;
}

bool time(std::string& wire, Cell cell) {
    append_big_endian(wire, cell.as_integer());
    return true;
}

bool timestamp(std::string& wire, Cell cell) {
    std::int64_t microseconds = cell.as_integer();
    const bool infinite = microseconds == infinite_past || microseconds == infinite_future;
    if (!infinite &&
        __builtin_sub_overflow(microseconds, epoch_days * microseconds_per_day, &microseconds))
        return false;
    append_big_endian(wire, microseconds);
    return true;
}

bool interval(std::string& wire, Cell cell) {
    const Interval parts = cell.as_interval();
    append_big_endian(wire, parts.microseconds);
    append_big_endian(wire, parts.days);
    append_big_endian(wire, parts.months);
    return true;
}

bool append_numeric(std::string& wire, std::string_view number) {
    const std::optional<std::string> encoded = numeric_from_text(number);
    if (encoded) wire += *encoded;
    return encoded.has_value();
}

bool decimal(std::string& wire, Cell cell) {
    return append_numeric(wire, cell.as_text());
}

bool numeric_from_number(std::string& wire, Cell cell) {
    std::string number;
    append_text(number, cell);
    return append_numeric(wire, number);
}

template <class Integer> EncodeBinary integer_encoder(Kind kind) noexcept {
    if (kind == Kind::integer) return from_integer<Integer>;
    return kind == Kind::unsigned_integer ? from_unsigned<Integer> : nullptr;
}

EncodeBinary numeric_encoder(Kind kind) noexcept {
    if (kind == Kind::decimal) return decimal;
    return kind == Kind::integer || kind == Kind::unsigned_integer ? numeric_from_number : nullptr;
}

EncodeBinary if_text(Kind kind, EncodeBinary encoder) noexcept {
    return kind == Kind::text || kind == Kind::json ? encoder : nullptr;
}

EncodeBinary own_encoder(Oid type) noexcept {
    switch (type) {
    case type::boolean: return boolean;
    case type::bytea:
    case type::uuid: return bytes;
    case type::float4: return float4;
    case type::float8: return float8;
    case type::date: return date;
    case type::time: return time;
    case type::timestamp:
    case type::timestamptz: return timestamp;
    case type::interval: return interval;
    default: return nullptr;
    }
}

} // namespace

EncodeBinary binary_encoder(Oid type, Kind kind) noexcept {
    switch (type) {
    case type::int2: return integer_encoder<std::int16_t>(kind);
    case type::int4: return integer_encoder<std::int32_t>(kind);
    case type::int8: return integer_encoder<std::int64_t>(kind);
    case type::oid: return integer_encoder<std::uint32_t>(kind);
    case type::numeric: return numeric_encoder(kind);
    case type::text:
    case type::varchar:
    case type::bpchar:
    case type::json: return if_text(kind, text);
    case type::jsonb: return if_text(kind, jsonb);
    default: return kind == kind_of(type) ? own_encoder(type) : nullptr;
    }
}

} // namespace varve::postgresql
