#include "cells.hpp"

#include "conversions.hpp"
#include "times.hpp"

#include <algorithm>

namespace varve::mysql {

namespace {

constexpr unsigned binary_charset = 63;
constexpr std::size_t first_place = 128;

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

ColumnReader::ColumnReader(const MYSQL_FIELD& field)
    : info_{std::string(field.name, field.name_length), kind_of(field),
            std::string(type_name(field.type))},
      type_(field.type), is_unsigned_((field.flags & UNSIGNED_FLAG) != 0) {
    switch (type_ == MYSQL_TYPE_BIT ? Kind::bytes : info_.kind) {
    case Kind::integer:
    case Kind::unsigned_integer: held_ = Held::whole; break;
    case Kind::real: held_ = Held::real; break;
    case Kind::date:
    case Kind::time:
    case Kind::timestamp:
    case Kind::timestamp_tz: held_ = Held::time; break;
    default: held_ = Held::text; place_.resize(first_place);
    }
}

void ColumnReader::bind(MYSQL_BIND& bind) {
    bind = {};
    bind.length = &length_;
    bind.is_null = &is_null_;
    bind.error = &cut_;
    switch (held_) {
    case Held::whole:
        bind.buffer_type = MYSQL_TYPE_LONGLONG;
        bind.buffer = &whole_;
        bind.is_unsigned = is_unsigned_ ? 1 : 0;
        break;
    case Held::real:
        bind.buffer_type = MYSQL_TYPE_DOUBLE;
        bind.buffer = &real_;
        break;
    case Held::time:
        bind.buffer_type = type_;
        bind.buffer = &time_;
        break;
    case Held::text:
        bind.buffer_type = info_.kind == Kind::bytes || type_ == MYSQL_TYPE_BIT ? MYSQL_TYPE_BLOB
                                                                                : MYSQL_TYPE_STRING;
        bind.buffer = place_.data();
        bind.buffer_length = place_.size();
    }
}

bool ColumnReader::grew() {
    if (held_ != Held::text || is_null_ || length_ <= place_.size()) return false;
    place_.resize(length_);
    return true;
}

// Big-endian, as many bytes as there are bits for.
std::optional<Cell> ColumnReader::bits() {
    std::uint64_t number = 0;
    for (const char c : std::string_view(place_).substr(0, length_))
        number = number << 8U | static_cast<unsigned char>(c);
    return Cell::unsigned_integer(number);
}

std::optional<Cell> ColumnReader::time_as(Kind wanted) {
    if (const auto value = mysql::value_of(info_.kind, time_))
        return Cell::number(info_.kind, *value);
    if (wanted != Kind::text) return std::nullopt;
    buffer_ = text_of(time_);
    return Cell::text(buffer_);
}

std::optional<Cell> ColumnReader::stored() {
    switch (held_) {
    case Held::whole:
        return info_.kind == Kind::unsigned_integer
                   ? Cell::unsigned_integer(static_cast<std::uint64_t>(whole_))
                   : Cell::integer(whole_);
    case Held::real: return Cell::real(real_);
    case Held::time: return std::nullopt;
    case Held::text: break;
    }
    if (type_ == MYSQL_TYPE_BIT) return bits();
    const std::string_view text = std::string_view(place_).substr(0, length_);
    if (info_.kind == Kind::uuid) return converted(Cell::text(text), Kind::uuid, buffer_);
    return Cell::view(info_.kind, text);
}

std::optional<Cell> ColumnReader::read(Kind wanted) {
    if (is_null_ || info_.kind == Kind::null) return Cell();
    if (info_.kind == Kind::time && wanted == Kind::interval) {
        interval_ = {.microseconds = microseconds_of(time_)};
        return Cell::interval(interval_);
    }
    const std::optional<Cell> cell = held_ == Held::time ? time_as(wanted) : stored();
    if (!cell || wanted == Kind::any || wanted == cell->kind()) return cell;
    return converted(*cell, wanted, buffer_);
}

} // namespace varve::mysql
