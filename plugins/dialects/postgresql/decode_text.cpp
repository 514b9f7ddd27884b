#include "calendar.hpp"
#include "decode.hpp"

#include <algorithm>
#include <charconv>

namespace varve::postgresql {

namespace {

template <class Number> bool parse(std::string_view text, Number& number) noexcept {
    const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
    return result.ec == std::errc{} && result.ptr == text.data() + text.size();
}

bool boolean(std::string_view value, std::string&, Cell& cell) {
    const bool yes = value == "t" || value == "true" || value == "1";
    cell = Cell::boolean(yes);
    return yes || value == "f" || value == "false" || value == "0";
}

bool integer(std::string_view value, std::string&, Cell& cell) {
    std::int64_t number = 0;
    if (!parse(value, number)) return false;
    cell = Cell::integer(number);
    return true;
}

bool unsigned_integer(std::string_view value, std::string&, Cell& cell) {
    std::uint64_t number = 0;
    if (!parse(value, number)) return false;
    cell = Cell::unsigned_integer(number);
    return true;
}

bool real(std::string_view value, std::string&, Cell& cell) {
    double number = 0;
    if (!parse(value, number)) return false; // "NaN", "Infinity" and "-Infinity" are understood
    cell = Cell::real(number);
    return true;
}

bool decimal(std::string_view value, std::string&, Cell& cell) {
    cell = Cell::decimal(value);
    return value == "NaN" || value == "Infinity" || value == "-Infinity" ||
           (!value.empty() && std::ranges::all_of(value, [](char c) {
               return (c >= '0' && c <= '9') ||
                      std::string_view("+-.eE").find(c) != std::string_view::npos;
           }));
}

template <Kind kind> bool as_it_is(std::string_view value, std::string&, Cell& cell) {
    cell = Cell::view(kind, value);
    return true;
}

int hex_digit(char c) noexcept {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

bool from_hex(std::string_view digits, std::string& bytes) {
    bytes.clear();
    if (digits.size() % 2 != 0) return false;
    for (std::size_t i = 0; i < digits.size(); i += 2) {
        const int high = hex_digit(digits[i]);
        const int low = hex_digit(digits[i + 1]);
        if (high < 0 || low < 0) return false;
        bytes += static_cast<char>(high * 16 + low);
    }
    return true;
}

// bytea_output = 'escape': \\ is a backslash, \ooo a byte in octal.
bool from_escapes(std::string_view value, std::string& bytes) {
    bytes.clear();
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (value[i] != '\\') {
            bytes += value[i];
        } else if (value.substr(i, 2) == "\\\\") {
            bytes += '\\';
            ++i;
        } else {
            unsigned byte = 0;
            const std::string_view octal = value.substr(i + 1, 3);
            const auto result = std::from_chars(octal.data(), octal.data() + octal.size(), byte, 8);
            if (octal.size() < 3 || result.ptr != octal.data() + 3 || byte > 255) return false;
            bytes += static_cast<char>(static_cast<unsigned char>(byte));
            i += 3;
        }
    }
    return true;
}

bool bytea(std::string_view value, std::string& scratch, Cell& cell) {
    const bool good = value.starts_with("\\x") ? from_hex(value.substr(2), scratch)
                                               : from_escapes(value, scratch);
    cell = Cell::view(Kind::bytes, scratch);
    return good;
}

bool uuid(std::string_view value, std::string& scratch, Cell& cell) {
    std::string digits(value);
    std::erase(digits, '-');
    if (digits.size() != 32 || !from_hex(digits, scratch)) return false;
    cell = Cell::view(Kind::uuid, scratch);
    return true;
}

template <Kind kind, auto parse_moment>
bool moment(std::string_view value, std::string&, Cell& cell) {
    const std::optional<std::int64_t> number = parse_moment(value);
    if (number) cell = Cell::number(kind, *number);
    return number.has_value();
}

bool interval(std::string_view value, std::string& scratch, Cell& cell) {
    const std::optional<Interval> parts = parse_interval(value);
    if (!parts) return false;
    scratch.assign(reinterpret_cast<const char*>(&*parts), sizeof *parts);
    cell = Cell::view(Kind::interval, scratch);
    return true;
}

} // namespace

Decode text_decoder(Oid type, Kind wanted) noexcept {
    if (wanted == Kind::any) wanted = kind_of(type);
    switch (wanted) {
    case Kind::boolean: return boolean;
    case Kind::integer: return integer;
    case Kind::unsigned_integer: return unsigned_integer;
    case Kind::real: return real;
    case Kind::decimal: return decimal;
    case Kind::json: return as_it_is<Kind::json>;
    case Kind::bytes: return type == type::bytea ? bytea : as_it_is<Kind::bytes>;
    case Kind::date: return moment<Kind::date, parse_date>;
    case Kind::time: return moment<Kind::time, parse_time>;
    case Kind::timestamp: return moment<Kind::timestamp, parse_timestamp>;
    case Kind::timestamp_tz: return moment<Kind::timestamp_tz, parse_timestamp_tz>;
    case Kind::interval: return interval;
    case Kind::uuid: return uuid;
    case Kind::array: return text_array_decoder(type);
    case Kind::any:
    case Kind::null:
    case Kind::text: break;
    }
    return as_it_is<Kind::text>;
}

} // namespace varve::postgresql
