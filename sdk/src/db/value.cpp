#include "varve/db/value.hpp"

#include "varve/db/array.hpp"
#include "varve/db/civil_date.hpp"

#include <charconv>
#include <cstring>
#include <utility>

namespace varve {

std::string_view to_string(Kind kind) noexcept {
    constexpr std::array<std::string_view, 17> words{
        "any",  "null",  "boolean", "integer", "unsigned_integer", "real",         "decimal",
        "text", "bytes", "date",    "time",    "timestamp",        "timestamp_tz", "interval",
        "uuid", "json",  "array"};
    return words[static_cast<std::size_t>(kind)];
}

Interval Cell::as_interval() const noexcept {
    assert(kind_ == Kind::interval);
    Interval value;
    std::memcpy(&value, data_, sizeof value); // the buffer need not be aligned
    return value;
}

Uuid Cell::as_uuid() const noexcept {
    assert(kind_ == Kind::uuid);
    Uuid value;
    std::memcpy(value.data(), data_, value.size());
    return value;
}

namespace {

bool is_view(Kind kind) noexcept {
    switch (kind) {
    case Kind::decimal:
    case Kind::text:
    case Kind::bytes:
    case Kind::interval:
    case Kind::uuid:
    case Kind::json:
    case Kind::array: return true;
    default: return false;
    }
}

std::string_view viewed(Cell cell) noexcept {
    if (cell.kind() == Kind::bytes || cell.kind() == Kind::uuid) {
        const auto bytes = cell.as_bytes();
        return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
    }
    return cell.as_text();
}

std::string padded(std::int64_t value, std::size_t width) {
    std::string digits = std::to_string(value < 0 ? -value : value);
    if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
    return value < 0 ? "-" + digits : digits;
}

std::string date_text(std::int64_t days) {
    if (days == infinite_past) return "-infinity";
    if (days == infinite_future) return "infinity";
    const CivilDate date = civil_of(days);
    return padded(date.year, 4) + '-' + padded(date.month, 2) + '-' + padded(date.day, 2);
}

std::string time_text(std::int64_t us) {
    std::string text = padded(us / 3'600'000'000, 2) + ':' + padded(us / 60'000'000 % 60, 2) + ':' +
                       padded(us / 1'000'000 % 60, 2);
    if (us % 1'000'000 != 0) text += '.' + padded(us % 1'000'000, 6);
    return text;
}

std::string timestamp_text(std::int64_t us) {
    if (us == infinite_past) return "-infinity";
    if (us == infinite_future) return "infinity";
    constexpr std::int64_t day = 86'400'000'000;
    const std::int64_t days = us >= 0 ? us / day : (us - day + 1) / day;
    return date_text(days) + ' ' + time_text(us - days * day);
}

std::string real_text(double value) {
    std::array<char, 32> buffer;
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    return {buffer.data(), result.ptr};
}

std::string hex_text(std::span<const std::byte> bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const std::byte byte : bytes) {
        text += digits[std::to_integer<unsigned>(byte) >> 4U];
        text += digits[std::to_integer<unsigned>(byte) & 15U];
    }
    return text;
}

std::string uuid_text(const Uuid& uuid) {
    std::string text = hex_text(uuid);
    for (const std::size_t at : {8U, 13U, 18U, 23U}) text.insert(at, 1, '-');
    return text;
}

// As ISO 8601 has it: P1M-3DT-0.5S.
std::string interval_text(const Interval& value) {
    std::string text = "P" + std::to_string(value.months) + "M" + std::to_string(value.days) + "DT";
    const std::int64_t us = value.microseconds;
    if (us < 0) text += '-';
    const std::uint64_t size =
        us < 0 ? 0U - static_cast<std::uint64_t>(us) : static_cast<std::uint64_t>(us);
    text += std::to_string(size / 1'000'000);
    if (size % 1'000'000 != 0) text += '.' + padded(static_cast<std::int64_t>(size % 1'000'000), 6);
    return text + 'S';
}

std::string array_text(std::string_view packed) {
    ArrayElements elements(packed);
    std::string text;
    for (Cell element; elements.next(element);)
        text += (text.empty() ? "" : ", ") + Value(element).to_string();
    return '[' + text + ']';
}

} // namespace

Value::Value(Cell cell) {
    own(cell);
}
Value::Value(const Value& other) {
    own(other.cell_);
}
Value::Value(Value&& other) noexcept {
    steal(other);
}
Value::~Value() = default;

Value& Value::operator=(Value other) noexcept {
    steal(other);
    return *this;
}

void Value::steal(Value& other) noexcept {
    storage_ = std::move(other.storage_);
    // A short text lives inside its string object, so the view has to follow it.
    const Kind kind = other.cell_.kind();
    cell_ = is_view(kind) ? Cell::view(kind, storage_) : other.cell_;
    other.cell_ = Cell();
}

void Value::own(Cell cell) {
    cell_ = cell;
    if (!is_view(cell.kind())) return;
    if (cell.kind() == Kind::interval) {
        const Interval interval = cell.as_interval();
        storage_.assign(reinterpret_cast<const char*>(&interval), sizeof interval);
    } else {
        storage_ = viewed(cell);
    }
    cell_ = Cell::view(cell.kind(), storage_);
}

std::string Value::to_string() const {
    switch (cell_.kind()) {
    case Kind::any:
    case Kind::null: return "NULL";
    case Kind::boolean: return cell_.as_boolean() ? "true" : "false";
    case Kind::integer: return std::to_string(cell_.as_integer());
    case Kind::unsigned_integer: return std::to_string(cell_.as_unsigned());
    case Kind::real: return real_text(cell_.as_real());
    case Kind::date: return date_text(cell_.as_integer());
    case Kind::time: return time_text(cell_.as_integer());
    case Kind::timestamp: return timestamp_text(cell_.as_integer());
    case Kind::timestamp_tz: return timestamp_text(cell_.as_integer()) + "Z";
    case Kind::bytes: return hex_text(cell_.as_bytes());
    case Kind::uuid: return uuid_text(cell_.as_uuid());
    case Kind::interval: return interval_text(cell_.as_interval());
    case Kind::array: return array_text(storage_);
    case Kind::decimal:
    case Kind::text:
    case Kind::json: break;
    }
    return storage_;
}

bool operator==(const Value& a, const Value& b) noexcept {
    if (a.kind() != b.kind()) return false;
    if (is_view(a.kind())) return a.storage_ == b.storage_;
    if (a.kind() == Kind::real) return a.cell_.as_real() == b.cell_.as_real();
    if (a.kind() == Kind::boolean) return a.cell_.as_boolean() == b.cell_.as_boolean();
    if (a.kind() == Kind::unsigned_integer) return a.cell_.as_unsigned() == b.cell_.as_unsigned();
    return a.is_null() || a.kind() == Kind::any || a.cell_.as_integer() == b.cell_.as_integer();
}

} // namespace varve
