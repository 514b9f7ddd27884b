#include "calendar.hpp"
#include "encode.hpp"

#include "varve/db/array.hpp"
#include "varve/error.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace varve::postgresql {

namespace {

template <class Number> void append_number(std::string& text, Number number) {
    std::array<char, 32> buffer;
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
    text.append(buffer.data(), result.ptr);
}

void append_real(std::string& text, double number) {
    if (std::isnan(number))
        text += "NaN";
    else if (std::isinf(number))
        text += number > 0 ? "Infinity" : "-Infinity";
    else
        append_number(text, number);
}

void append_hex(std::string& text, std::span<const std::byte> bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    for (const std::byte byte : bytes) {
        text += digits[std::to_integer<unsigned>(byte) >> 4U];
        text += digits[std::to_integer<unsigned>(byte) & 15U];
    }
}

// As array_in reads it: {"1",NULL,"a \"b\""}.
void append_array(std::string& text, std::string_view packed) {
    ArrayElements elements(packed);
    std::string written;
    char before = '{';
    for (Cell element; elements.next(element); before = ',') {
        text += before;
        if (element.is_null()) {
            text += "NULL";
            continue;
        }
        written.clear();
        append_text(written, element);
        text += '"';
        for (const char c : written) {
            if (c == '"' || c == '\\') text += '\\';
            text += c;
        }
        text += '"';
    }
    text += before == '{' ? "{}" : "}";
}

} // namespace

void append_text(std::string& text, Cell cell) {
    switch (cell.kind()) {
    case Kind::any:
    case Kind::null: break;
    case Kind::boolean: text += cell.as_boolean() ? 't' : 'f'; break;
    case Kind::integer: append_number(text, cell.as_integer()); break;
    case Kind::unsigned_integer: append_number(text, cell.as_unsigned()); break;
    case Kind::real: append_real(text, cell.as_real()); break;
    case Kind::decimal:
    case Kind::text:
    case Kind::json: text += cell.as_text(); break;
    case Kind::bytes:
        text += "\\x";
        append_hex(text, cell.as_bytes());
        break;
    case Kind::date: text += date_text(cell.as_integer()); break;
    case Kind::time: text += time_text(cell.as_integer()); break;
    case Kind::timestamp: text += timestamp_text(cell.as_integer()); break;
    case Kind::timestamp_tz: text += timestamp_tz_text(cell.as_integer()); break;
    case Kind::interval: text += interval_text(cell.as_interval()); break;
    case Kind::uuid: append_hex(text, cell.as_bytes()); break;
    case Kind::array: append_array(text, cell.as_text()); break;
    }
}

void Parameters::clear(std::size_t expected) {
    types_.clear();
    offsets_.clear();
    lengths_.clear();
    formats_.clear();
    storage_.clear();
    offsets_.reserve(expected);
}

// In binary where the type is read that way, and else as text, which any type can read, and whose
// faults the server has words for.
void Parameters::add(Cell cell, Oid type) {
    types_.push_back(type);
    if (cell.is_null() || cell.kind() == Kind::any) {
        offsets_.push_back(null_value);
        lengths_.push_back(0);
        formats_.push_back(0);
        return;
    }
    const std::size_t start = storage_.size();
    const EncodeBinary encode = binary_encoder(type, cell.kind());
    const bool binary = encode != nullptr && encode(storage_, cell);
    if (!binary) {
        storage_.resize(start);
        append_text(storage_, cell);
    }
    if (!binary && storage_.find('\0', start) != std::string::npos)
        throw DatabaseError({.kind = DatabaseError::Kind::invalid_data,
                             .message = "parameter " + std::to_string(offsets_.size() + 1) +
                                        " holds a NUL byte, which PostgreSQL's text cannot; pass "
                                        "it as bytes"});
    offsets_.push_back(start);
    lengths_.push_back(static_cast<int>(storage_.size() - start));
    formats_.push_back(binary ? 1 : 0);
    storage_ += '\0';
}

void Parameters::point_to_storage() {
    values_.clear();
    for (const std::size_t offset : offsets_)
        values_.push_back(offset == null_value ? nullptr : storage_.data() + offset);
}

void Parameters::set_encoded(std::span<const std::string_view> values) {
    clear(values.size());
    values_.clear();
    for (const std::string_view value : values) {
        values_.push_back(value.data());
        lengths_.push_back(static_cast<int>(value.size()));
        formats_.push_back(1);
    }
}

void Parameters::set(std::span<const Cell> cells) {
    clear(cells.size());
    for (const Cell cell : cells) add(cell, parameter_type(cell.kind()));
    point_to_storage();
}

void Parameters::set(std::span<const Cell> cells, std::span<const Oid> types) {
    clear(cells.size());
    for (std::size_t i = 0; i < cells.size(); ++i) add(cells[i], types[i]);
    point_to_storage();
}

} // namespace varve::postgresql
