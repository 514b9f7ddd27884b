#include "cells.hpp"

#include "conversions.hpp"
#include "times.hpp"

#include <bit>
#include <cstring>
#include <type_traits>

namespace varve::mysql {

namespace {

constexpr unsigned binary_charset = 63;

std::string_view attribute(const MYSQL_FIELD& field, mariadb_field_attr_t which) {
    MARIADB_CONST_STRING text{};
    if (mariadb_field_attr(&text, &field, which) != 0) return {};
    return {text.str, text.length};
}

// MariaDB tells by attributes what its types with the names of others are.
Kind kind_of_string(const MYSQL_FIELD& field) {
    if (attribute(field, MARIADB_FIELD_ATTR_DATA_TYPE_NAME) == "uuid") return Kind::uuid;
    if (attribute(field, MARIADB_FIELD_ATTR_FORMAT_NAME) == "json") return Kind::json;
    return field.charsetnr == binary_charset ? Kind::bytes : Kind::text;
}

// There is no boolean: BOOL is TINYINT(1), and that holds 2 as well.
Kind kind_of(const MYSQL_FIELD& field) {
    switch (field.type) {
    case MYSQL_TYPE_NULL: return Kind::null;
    case MYSQL_TYPE_TINY:
    case MYSQL_TYPE_SHORT:
    case MYSQL_TYPE_INT24:
    case MYSQL_TYPE_LONG:
    case MYSQL_TYPE_YEAR: return Kind::integer;
    case MYSQL_TYPE_LONGLONG:
        return (field.flags & UNSIGNED_FLAG) != 0 ? Kind::unsigned_integer : Kind::integer;
    case MYSQL_TYPE_BIT: return Kind::unsigned_integer;
    case MYSQL_TYPE_FLOAT:
    case MYSQL_TYPE_DOUBLE: return Kind::real;
    case MYSQL_TYPE_DECIMAL:
    case MYSQL_TYPE_NEWDECIMAL: return Kind::decimal;
    case MYSQL_TYPE_DATE:
    case MYSQL_TYPE_NEWDATE: return Kind::date;
    case MYSQL_TYPE_TIME: return Kind::time;
    case MYSQL_TYPE_DATETIME: return Kind::timestamp;
    case MYSQL_TYPE_TIMESTAMP: return Kind::timestamp_tz;
    case MYSQL_TYPE_JSON: return Kind::json;
    default: return kind_of_string(field);
    }
}

std::string_view type_name(enum_field_types type) {
    switch (type) {
    case MYSQL_TYPE_TINY: return "TINYINT";
    case MYSQL_TYPE_SHORT: return "SMALLINT";
    case MYSQL_TYPE_INT24: return "MEDIUMINT";
    case MYSQL_TYPE_LONG: return "INT";
    case MYSQL_TYPE_LONGLONG: return "BIGINT";
    case MYSQL_TYPE_YEAR: return "YEAR";
    case MYSQL_TYPE_BIT: return "BIT";
    case MYSQL_TYPE_FLOAT: return "FLOAT";
    case MYSQL_TYPE_DOUBLE: return "DOUBLE";
    case MYSQL_TYPE_DECIMAL:
    case MYSQL_TYPE_NEWDECIMAL: return "DECIMAL";
    case MYSQL_TYPE_DATE: return "DATE";
    case MYSQL_TYPE_TIME: return "TIME";
    case MYSQL_TYPE_DATETIME: return "DATETIME";
    case MYSQL_TYPE_TIMESTAMP: return "TIMESTAMP";
    case MYSQL_TYPE_JSON: return "JSON";
    case MYSQL_TYPE_GEOMETRY: return "GEOMETRY";
    default: return {};
    }
}

} // namespace

namespace {

// What the server sends it as, where that is not its own kind.
Kind held_as(const MYSQL_FIELD& field, Kind kind) {
    if (field.type == MYSQL_TYPE_BIT) return Kind::bytes;
    return kind == Kind::uuid ? Kind::text : kind;
}

} // namespace

ColumnReader::Form ColumnReader::form_of(enum_field_types type, Kind kind) {
    switch (type) {
    case MYSQL_TYPE_TINY: return Form::int8;
    case MYSQL_TYPE_SHORT:
    case MYSQL_TYPE_YEAR: return Form::int16;
    case MYSQL_TYPE_INT24:
    case MYSQL_TYPE_LONG: return Form::int32;
    case MYSQL_TYPE_LONGLONG: return Form::int64;
    case MYSQL_TYPE_FLOAT: return Form::real32;
    case MYSQL_TYPE_DOUBLE: return Form::real64;
    default: return kind >= Kind::date && kind <= Kind::timestamp_tz ? Form::time : Form::text;
    }
}

ColumnReader::ColumnReader(const MYSQL_FIELD& field, Kind wanted)
    : info_{std::string(field.name, field.name_length), kind_of(field),
            std::string(type_name(field.type))},
      type_(field.type), wanted_(wanted == Kind::any ? info_.kind : wanted),
      held_(held_as(field, info_.kind)), form_(form_of(type_, info_.kind)),
      is_unsigned_((field.flags & UNSIGNED_FLAG) != 0),
      finishes_(wanted_ != held_ || form_ == Form::time) {}

namespace {

// The protocol's numbers are little-endian, as those of x86 and ARM.
static_assert(std::endian::native == std::endian::little);
template <class T> T taken(unsigned char*& place) noexcept {
    T number;
    std::memcpy(&number, place, sizeof number);
    place += sizeof number;
    return number;
}

template <class Signed> std::int64_t taken_whole(unsigned char*& place, bool is_unsigned) noexcept {
    const auto number = taken<Signed>(place);
    return is_unsigned ? static_cast<std::int64_t>(std::make_unsigned_t<Signed>(number)) : number;
}

std::size_t taken_length(unsigned char*& place) noexcept {
    const unsigned char first = *place++;
    if (first < 251) return first;
    if (first == 252) return taken<std::uint16_t>(place);
    if (first == 254) return taken<std::uint64_t>(place);
    const std::size_t low = taken<std::uint16_t>(place);
    return low | std::size_t{*place++} << 16U;
}

/// What is zero at its end is not sent.
MYSQL_TIME taken_time(enum_field_types type, unsigned char*& place) noexcept {
    MYSQL_TIME time{};
    const std::size_t size = *place++;
    unsigned char* part = place;
    place += size;
    if (type == MYSQL_TYPE_TIME) time.time_type = MYSQL_TIMESTAMP_TIME;
    if (size == 0) return time;
    if (type == MYSQL_TYPE_TIME) {
        time.neg = static_cast<my_bool>(*part++);
        time.day = taken<std::uint32_t>(part);
    } else {
        time.year = taken<std::uint16_t>(part);
        time.month = *part++;
        time.day = *part++;
        if (part == place) return time;
        time.time_type = MYSQL_TIMESTAMP_DATETIME;
    }
    time.hour = *part++;
    time.minute = *part++;
    time.second = *part++;
    if (part != place) time.second_part = taken<std::uint32_t>(part);
    return time;
}

} // namespace

void ColumnReader::take(unsigned char** place, Cell& cell) noexcept {
    if (place == nullptr) {
        cell = Cell();
        return;
    }
    unsigned char*& at = *place;
    switch (form_) {
    case Form::int8: cell = Cell::integer(taken_whole<std::int8_t>(at, is_unsigned_)); return;
    case Form::int16: cell = Cell::integer(taken_whole<std::int16_t>(at, is_unsigned_)); return;
    case Form::int32: cell = Cell::integer(taken_whole<std::int32_t>(at, is_unsigned_)); return;
    case Form::int64: cell = Cell::number(held_, taken<std::int64_t>(at)); return;
    case Form::real32: cell = Cell::real(taken<float>(at)); return;
    case Form::real64: cell = Cell::real(taken<double>(at)); return;
    case Form::time:
        time_ = taken_time(type_, at);
        cell = Cell::number(held_, 0);
        return;
    case Form::text: break;
    }
    const std::size_t size = taken_length(at);
    cell = Cell::view(held_, {reinterpret_cast<const char*>(at), size});
    at += size;
}

namespace {

// Big-endian, as many bytes as there are bits for.
Cell bits(std::string_view bytes) noexcept {
    std::uint64_t number = 0;
    for (const char c : bytes) number = number << 8U | static_cast<unsigned char>(c);
    return Cell::unsigned_integer(number);
}

} // namespace

bool ColumnReader::finish_time(Cell& cell) {
    if (info_.kind == Kind::time && wanted_ == Kind::interval) {
        interval_ = {.microseconds = microseconds_of(time_)};
        cell = Cell::interval(interval_);
        return true;
    }
    if (const auto value = value_of(info_.kind, time_)) {
        cell = Cell::number(info_.kind, *value);
        return true;
    }
    if (wanted_ != Kind::text) return false;
    buffer_ = text_of(time_);
    cell = Cell::text(buffer_);
    return true;
}

bool ColumnReader::convert(Cell& cell, Kind kind) {
    if (cell.kind() == kind) return true;
    const std::optional<Cell> other = converted(cell, kind, buffer_);
    if (other) cell = *other;
    return other.has_value();
}

bool ColumnReader::finish(Cell& cell) {
    if (cell.is_null()) return true;
    if (form_ == Form::time && !finish_time(cell)) return false;
    if (type_ == MYSQL_TYPE_BIT) cell = bits(viewed(cell));
    if (info_.kind == Kind::uuid && !convert(cell, Kind::uuid)) return false;
    return convert(cell, wanted_);
}

} // namespace varve::mysql
