#include "cells.hpp"

#include "times.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <utility>

namespace varve::sqlite {

namespace {

constexpr std::size_t longest_fixed_double = 400; // 5e-324 has 326 characters without an exponent

std::string_view text_of(sqlite3_value* value) noexcept {
    const auto* const text = reinterpret_cast<const char*>(sqlite3_value_text(value));
    return {text, static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

template <class Number> bool parse_whole(std::string_view text, Number& number) noexcept {
    const char* const begin = text.data();
    const char* const end = begin + text.size();
    const auto [parsed_to, error] = std::from_chars(begin, end, number);
    return error == std::errc() && parsed_to == end;
}

bool is_same_word(std::string_view text, std::string_view word) noexcept {
    return std::ranges::equal(text, word, [](char a, char b) { return (a | 0x20) == b; });
}

bool is_any_of(std::string_view text, std::initializer_list<std::string_view> words) noexcept {
    return std::ranges::any_of(words,
                               [&](std::string_view word) { return is_same_word(text, word); });
}

bool to_boolean(sqlite3_value* value, int type, Cell& cell) noexcept {
    if (type != SQLITE_TEXT) return false;
    const std::string_view text = text_of(value);
    const bool truth = text == "1" || is_any_of(text, {"true", "t", "yes", "on"});
    cell = Cell::boolean(truth);
    return truth || text == "0" || is_any_of(text, {"false", "f", "no", "off"});
}

// A real that is a whole number is one: SQLite itself makes them of integers in REAL columns.
bool to_integer(sqlite3_value* value, int type, Cell& cell) noexcept {
    std::int64_t number = 0;
    if (type == SQLITE_FLOAT) {
        const double real = sqlite3_value_double(value);
        if (!(real >= -0x1p63 && real < 0x1p63) || std::trunc(real) != real) return false;
        number = static_cast<std::int64_t>(real);
    } else if (type != SQLITE_TEXT || !parse_whole(text_of(value), number)) {
        return false;
    }
    cell = Cell::integer(number);
    return true;
}

bool to_unsigned(sqlite3_value* value, int type, Cell& cell) noexcept {
    std::uint64_t number = 0;
    if (type == SQLITE_TEXT) {
        if (!parse_whole(text_of(value), number)) return false;
    } else {
        cell = Cell::integer(sqlite3_value_int64(value));
        if (type != SQLITE_INTEGER && !to_integer(value, type, cell)) return false;
        if (cell.as_integer() < 0) return false;
        number = static_cast<std::uint64_t>(cell.as_integer());
    }
    cell = Cell::unsigned_integer(number);
    return true;
}

bool to_real(sqlite3_value* value, int type, Cell& cell) noexcept {
    double number = 0;
    if (type == SQLITE_INTEGER)
        number = static_cast<double>(sqlite3_value_int64(value));
    else if (type != SQLITE_TEXT || !parse_whole(text_of(value), number))
        return false;
    cell = Cell::real(number);
    return true;
}

bool is_decimal(std::string_view text) noexcept {
    if (text == "NaN") return true;
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    if (text == "Infinity") return true;
    const std::size_t point = std::min(text.find('.'), text.size());
    const auto digits = [](std::string_view part) {
        return std::ranges::all_of(part, [](char c) { return c >= '0' && c <= '9'; });
    };
    return text.size() > (point < text.size() ? 1U : 0U) && digits(text.substr(0, point)) &&
           digits(text.substr(std::min(point + 1, text.size())));
}

// The shortest digits that name this double and no other, without an exponent.
std::string_view plain_digits(double number, std::string& buffer) {
    buffer.resize(longest_fixed_double);
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number,
                                      std::chars_format::fixed);
    return {buffer.data(), static_cast<std::size_t>(result.ptr - buffer.data())};
}

bool to_decimal(sqlite3_value* value, int type, std::string& buffer, Cell& cell) {
    if (type == SQLITE_BLOB) return false;
    std::string_view text;
    if (type != SQLITE_FLOAT)
        text = text_of(value);
    else if (const double number = sqlite3_value_double(value); std::isinf(number))
        text = number < 0 ? "-Infinity" : "Infinity";
    else
        text = plain_digits(number, buffer);
    cell = Cell::decimal(text);
    return is_decimal(text);
}

bool to_time(sqlite3_value* value, int type, Kind wanted, Cell& cell) noexcept {
    std::optional<std::int64_t> number;
    if (type == SQLITE_TEXT) number = parse_time(wanted, text_of(value));
    if (type == SQLITE_INTEGER) number = time_of_unix_seconds(wanted, sqlite3_value_int64(value));
    if (type == SQLITE_FLOAT) number = time_of_julian_day(wanted, sqlite3_value_double(value));
    cell = Cell::number(wanted, number.value_or(0));
    return number.has_value();
}

bool to_interval(sqlite3_value* value, int type, std::string& buffer, Cell& cell) {
    if (type != SQLITE_TEXT) return false;
    const std::optional<Interval> interval = parse_interval(text_of(value));
    if (!interval) return false;
    buffer.assign(reinterpret_cast<const char*>(&*interval), sizeof *interval);
    cell = Cell::view(Kind::interval, buffer);
    return true;
}

int hex_digit(char c) noexcept {
    if (c >= '0' && c <= '9') return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// 32 digits, with or without dashes between bytes.
bool parse_uuid(std::string_view text, std::string& bytes) {
    bytes.clear();
    for (std::size_t i = 0; i < text.size();) {
        if (text[i] == '-' && i > 0) {
            ++i;
            continue;
        }
        const int high = hex_digit(text[i]);
        const int low = i + 1 < text.size() ? hex_digit(text[i + 1]) : -1;
        if (high < 0 || low < 0) return false;
        bytes += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return bytes.size() == sizeof(Uuid);
}

bool to_uuid(sqlite3_value* value, int type, std::string& buffer, Cell& cell) {
    if (type == SQLITE_TEXT) {
        if (!parse_uuid(text_of(value), buffer)) return false;
        cell = Cell::view(Kind::uuid, buffer);
        return true;
    }
    const auto* const bytes = static_cast<const char*>(sqlite3_value_blob(value));
    if (type != SQLITE_BLOB || sqlite3_value_bytes(value) != sizeof(Uuid)) return false;
    cell = Cell::view(Kind::uuid, {bytes, sizeof(Uuid)});
    return true;
}

// Of text and JSON: numbers as SQLite writes them.
bool to_text(sqlite3_value* value, int type, Kind wanted, Cell& cell) noexcept {
    if (type == SQLITE_BLOB) return false;
    cell = Cell::view(wanted, text_of(value));
    return true;
}

bool to_bytes(sqlite3_value* value, int type, Cell& cell) noexcept {
    if (type != SQLITE_TEXT) return false;
    cell = Cell::view(Kind::bytes, text_of(value));
    return true;
}

Kind kind_of(int type) noexcept {
    switch (type) {
    case SQLITE_INTEGER: return Kind::integer;
    case SQLITE_FLOAT: return Kind::real;
    case SQLITE_TEXT: return Kind::text;
    default: return Kind::bytes;
    }
}

} // namespace

bool convert_cell(sqlite3_value* value, Kind wanted, std::string& buffer, Cell& cell) {
    const int type = sqlite3_value_type(value);
    switch (wanted) {
    case Kind::any: return read_stored(value, wanted_as(kind_of(type)), cell);
    case Kind::boolean: return to_boolean(value, type, cell);
    case Kind::integer: return to_integer(value, type, cell);
    case Kind::unsigned_integer: return to_unsigned(value, type, cell);
    case Kind::real: return to_real(value, type, cell);
    case Kind::decimal: return to_decimal(value, type, buffer, cell);
    case Kind::bytes: return to_bytes(value, type, cell);
    case Kind::date:
    case Kind::time:
    case Kind::timestamp:
    case Kind::timestamp_tz: return to_time(value, type, wanted, cell);
    case Kind::interval: return to_interval(value, type, buffer, cell);
    case Kind::uuid: return to_uuid(value, type, buffer, cell);
    case Kind::text:
    case Kind::json: return to_text(value, type, wanted, cell);
    case Kind::array:
    case Kind::null: break;
    }
    return false;
}

namespace {

int bind_bytes(sqlite3_stmt* statement, int ordinal, Cell cell, CellsLive live) {
    const auto bytes = cell.as_bytes();
    const void* const address =
        bytes.data() == nullptr ? static_cast<const void*>("") : bytes.data();
    return sqlite3_bind_blob64(statement, ordinal, address, bytes.size(),
                               live == CellsLive::longer_than_run ? SQLITE_STATIC
                                                                  : SQLITE_TRANSIENT);
}

int bind_time(sqlite3_stmt* statement, int ordinal, Cell cell) {
    const std::optional<TimeText> text = time_text(cell.kind(), cell.as_integer());
    return text ? bind_text(statement, ordinal, text->view(), CellsLive::until_run) : cannot_hold;
}

} // namespace

int bind_other_cell(sqlite3_stmt* statement, int ordinal, const Cell& cell, CellsLive live) {
    switch (cell.kind()) {
    case Kind::unsigned_integer:
        if (!std::in_range<std::int64_t>(cell.as_unsigned())) return cannot_hold;
        return sqlite3_bind_int64(statement, ordinal,
                                  static_cast<std::int64_t>(cell.as_unsigned()));
    case Kind::decimal:
    case Kind::json: return bind_text(statement, ordinal, cell.as_text(), live);
    case Kind::bytes: return bind_bytes(statement, ordinal, cell, live);
    case Kind::date:
    case Kind::time:
    case Kind::timestamp:
    case Kind::timestamp_tz: return bind_time(statement, ordinal, cell);
    case Kind::interval:
    case Kind::uuid:
        return bind_text(statement, ordinal, Value(cell).to_string(), CellsLive::until_run);
    case Kind::array: return cannot_hold;
    default: return sqlite3_bind_null(statement, ordinal);
    }
}

} // namespace varve::sqlite
