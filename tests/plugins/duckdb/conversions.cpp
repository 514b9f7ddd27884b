#include "conversions.hpp"

#include <charconv>
#include <cmath>

namespace varve::duckdb {

namespace {

__extension__ using Unsigned128 = unsigned __int128;

std::string digits_of(Unsigned128 number, unsigned scale) {
    std::string reversed;
    for (unsigned i = 0; number != 0 || i <= scale; ++i) {
        if (i == scale && scale != 0) reversed += '.';
        reversed += static_cast<char>('0' + static_cast<int>(number % 10));
        number /= 10;
    }
    return {reversed.rbegin(), reversed.rend()};
}

Unsigned128 joined(std::uint64_t upper, std::uint64_t lower) noexcept {
    return static_cast<Unsigned128>(upper) << 64U | lower;
}

bool is_number(Kind kind) noexcept {
    return kind == Kind::integer || kind == Kind::unsigned_integer || kind == Kind::real ||
           kind == Kind::decimal;
}

// All digits, no exponent, no zeros behind the point: the form in which numbers are compared.
std::string plain(Cell number) {
    std::string text = Value(number).to_string();
    if (number.kind() == Kind::real) {
        char digits[512];
        const auto [end, error] = std::to_chars(digits, digits + sizeof digits, number.as_real(),
                                                std::chars_format::fixed);
        if (error == std::errc()) text.assign(digits, end);
    }
    if (text.find('.') == std::string::npos) return text;
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return text;
}

template <class T> std::optional<T> whole(const std::string& text) {
    T number{};
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc() || rest != end) return std::nullopt;
    return number;
}

std::optional<Cell> number_as(Cell cell, Kind wanted, std::string& buffer) {
    const std::string text = plain(cell);
    if (wanted == Kind::integer) {
        const auto number = whole<std::int64_t>(text);
        return number ? std::optional(Cell::integer(*number)) : std::nullopt;
    }
    if (wanted == Kind::unsigned_integer) {
        const auto number = whole<std::uint64_t>(text);
        return number ? std::optional(Cell::unsigned_integer(*number)) : std::nullopt;
    }
    if (wanted == Kind::real) {
        const auto number = whole<double>(text);
        return number ? std::optional(Cell::real(*number)) : std::nullopt;
    }
    buffer = text;
    return Cell::decimal(buffer);
}

} // namespace

std::string decimal_text(duckdb_hugeint number, unsigned scale) {
    const Unsigned128 bits = joined(static_cast<std::uint64_t>(number.upper), number.lower);
    return number.upper < 0 ? '-' + digits_of(-bits, scale) : digits_of(bits, scale);
}

std::string decimal_text(duckdb_uhugeint number) {
    return digits_of(joined(number.upper, number.lower), 0);
}

std::optional<Cell> converted(Cell cell, Kind wanted, std::string& buffer) {
    if (wanted == Kind::text) {
        buffer = Value(cell).to_string();
        return Cell::text(buffer);
    }
    if (is_number(cell.kind()) && is_number(wanted)) return number_as(cell, wanted, buffer);
    if (is_number(cell.kind()) && wanted == Kind::boolean) {
        const std::string text = plain(cell);
        if (text == "0" || text == "1") return Cell::boolean(text == "1");
    }
    return std::nullopt;
}

} // namespace varve::duckdb
