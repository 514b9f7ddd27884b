#include "conversions.hpp"

#include "times.hpp"

#include <charconv>

namespace varve::mysql {

namespace {

bool is_number(Kind kind) noexcept {
    return kind == Kind::integer || kind == Kind::unsigned_integer || kind == Kind::real ||
           kind == Kind::decimal;
}

bool is_view(Kind kind) noexcept {
    return kind == Kind::text || kind == Kind::json || kind == Kind::bytes;
}

// All digits, no exponent, no zeros behind the point: the form in which numbers are compared.
std::string plain(Cell number) {
    std::string text = Value(number).to_string();
    if (number.kind() == Kind::real) {
        std::array<char, 512> digits;
        const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(),
                                                number.as_real(), std::chars_format::fixed);
        if (error == std::errc()) text.assign(digits.data(), end);
    }
    if (text.find('.') == std::string::npos) return text;
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return text;
}

template <class T> std::optional<T> whole(std::string_view text) {
    T number{};
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || rest != text.data() + text.size()) return std::nullopt;
    return number;
}

std::optional<Cell> number_of(std::string_view text, Kind wanted) {
    if (wanted == Kind::integer) {
        const auto number = whole<std::int64_t>(text);
        return number ? std::optional(Cell::integer(*number)) : std::nullopt;
    }
    if (wanted == Kind::unsigned_integer) {
        const auto number = whole<std::uint64_t>(text);
        return number ? std::optional(Cell::unsigned_integer(*number)) : std::nullopt;
    }
    const auto number = whole<double>(text);
    return number ? std::optional(Cell::real(*number)) : std::nullopt;
}

std::optional<Cell> boolean_of(std::int64_t number) {
    return number == 0 || number == 1 ? std::optional(Cell::boolean(number == 1)) : std::nullopt;
}

std::optional<Cell> number_as(Cell cell, Kind wanted, std::string& buffer) {
    if (cell.kind() == Kind::integer && wanted == Kind::boolean)
        return boolean_of(cell.as_integer());
    const std::string text = plain(cell);
    if (wanted == Kind::boolean)
        return text == "0" || text == "1" ? std::optional(Cell::boolean(text == "1"))
                                          : std::nullopt;
    if (!is_number(wanted)) return std::nullopt;
    if (wanted != Kind::decimal) return number_of(text, wanted);
    buffer = text;
    return Cell::decimal(buffer);
}

std::optional<unsigned> hex_digit(char c) noexcept {
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
    if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10;
    return std::nullopt;
}

std::optional<Cell> uuid_of(std::string_view text, std::string& buffer) {
    std::string bytes;
    if (text.size() == 16) {
        bytes = text;
    } else if (text.size() == 36) {
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (i == 8 || i == 13 || i == 18 || i == 23) {
                if (text[i] != '-') return std::nullopt;
                continue;
            }
            const auto upper = hex_digit(text[i]);
            const auto lower = ++i < text.size() ? hex_digit(text[i]) : std::nullopt;
            if (!upper || !lower) return std::nullopt;
            bytes += static_cast<char>(*upper << 4U | *lower);
        }
    } else {
        return std::nullopt;
    }
    buffer = std::move(bytes);
    return Cell::view(Kind::uuid, buffer);
}

std::optional<Cell> spelled(std::string_view text, Kind wanted, std::string& buffer) {
    switch (wanted) {
    case Kind::boolean:
        return text == "0" || text == "1" ? std::optional(Cell::boolean(text == "1"))
                                          : std::nullopt;
    case Kind::integer:
    case Kind::unsigned_integer:
    case Kind::real: return number_of(text, wanted);
    case Kind::decimal: return is_decimal(text) ? std::optional(Cell::decimal(text)) : std::nullopt;
    case Kind::date:
    case Kind::time:
    case Kind::timestamp:
    case Kind::timestamp_tz: {
        const auto value = parse_time(wanted, text);
        return value ? std::optional(Cell::number(wanted, *value)) : std::nullopt;
    }
    case Kind::interval: {
        const auto interval = parse_interval(text);
        if (!interval) return std::nullopt;
        buffer.assign(reinterpret_cast<const char*>(&*interval), sizeof *interval);
        return Cell::view(Kind::interval, buffer);
    }
    default: return Cell::view(wanted, text); // text, JSON and bytes
    }
}

std::optional<Cell> timestamp_as(Cell cell, Kind wanted) {
    constexpr std::int64_t microseconds_per_day = 86'400'000'000;
    if (wanted != Kind::timestamp && wanted != Kind::timestamp_tz) return std::nullopt;
    if (cell.kind() == Kind::date)
        return Cell::number(wanted, cell.as_integer() * microseconds_per_day);
    if (cell.kind() == Kind::time) return std::nullopt;
    return Cell::number(wanted, cell.as_integer());
}

} // namespace

std::optional<Cell> converted(Cell cell, Kind wanted, std::string& buffer) {
    if (is_view(cell.kind())) {
        const std::string_view text = viewed(cell);
        if (wanted == Kind::uuid) return uuid_of(text, buffer);
        if (cell.kind() == Kind::bytes && !is_utf8(text)) return std::nullopt;
        return spelled(text, wanted, buffer);
    }
    if (wanted == Kind::text) {
        std::string text = Value(cell).to_string();
        buffer = std::move(text);
        return Cell::text(buffer);
    }
    if (is_number(cell.kind())) return number_as(cell, wanted, buffer);
    if (cell.kind() >= Kind::date && cell.kind() <= Kind::timestamp_tz)
        return timestamp_as(cell, wanted);
    return std::nullopt;
}

bool is_decimal(std::string_view text) noexcept {
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    std::size_t points = 0;
    for (const char c : text) {
        if (c >= '0' && c <= '9') continue;
        if (c != '.') return false;
        ++points;
    }
    return points <= 1 && text.size() > points;
}

bool is_utf8(std::string_view text) noexcept {
    constexpr std::array<std::uint32_t, 4> least{0, 0x80, 0x800, 0x10000};
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i++]);
        if (lead < 0x80) continue;
        const unsigned more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
        if (lead < 0xc2 || lead > 0xf4 || text.size() - i < more) return false;
        std::uint32_t code = lead & (0x3fU >> more);
        for (unsigned left = more; left > 0; --left, ++i) {
            const auto next = static_cast<unsigned char>(text[i]);
            if ((next & 0xc0U) != 0x80) return false;
            code = code << 6U | (next & 0x3fU);
        }
        if (code < least.at(more) || code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
            return false;
    }
    return true;
}

} // namespace varve::mysql
