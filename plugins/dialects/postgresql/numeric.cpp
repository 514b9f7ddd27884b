#include "numeric.hpp"

#include "big_endian.hpp"

#include <algorithm>
#include <array>

namespace varve::postgresql {

namespace {

constexpr std::size_t header_size = 8;
constexpr std::size_t digits_per_group = 4;
constexpr std::uint16_t negative = 0x4000;
constexpr std::uint16_t not_a_number = 0xC000;
constexpr std::uint16_t positive_infinity = 0xD000;
constexpr std::uint16_t negative_infinity = 0xF000;

std::string_view special(std::uint16_t sign) noexcept {
    if (sign == not_a_number) return "NaN";
    if (sign == positive_infinity) return "Infinity";
    if (sign == negative_infinity) return "-Infinity";
    return {};
}

void append_group(std::string& text, unsigned group) {
    const std::array<char, digits_per_group> digits{
        static_cast<char>('0' + group / 1000 % 10), static_cast<char>('0' + group / 100 % 10),
        static_cast<char>('0' + group / 10 % 10), static_cast<char>('0' + group % 10)};
    text.append(digits.data(), digits.size());
}

bool all_digits(std::string_view text) noexcept {
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::string header(std::size_t groups, std::int64_t weight, std::uint16_t sign, std::size_t scale) {
    std::string wire;
    append_big_endian(wire, static_cast<std::uint16_t>(groups));
    append_big_endian(wire, static_cast<std::int16_t>(weight));
    append_big_endian(wire, sign);
    append_big_endian(wire, static_cast<std::uint16_t>(scale));
    return wire;
}

} // namespace

bool numeric_to_text(std::string_view wire, std::string& text) {
    if (wire.size() < header_size) return false;
    const std::size_t groups = read_big_endian<std::uint16_t>(wire);
    const auto weight = read_big_endian<std::int16_t>(wire.substr(2));
    const auto sign = read_big_endian<std::uint16_t>(wire.substr(4));
    const std::size_t scale = read_big_endian<std::uint16_t>(wire.substr(6));
    if (wire.size() != header_size + groups * 2) return false;
    text = special(sign);
    if (!text.empty()) return true;

    // The group that stands `position` groups left (right, where negative) of the decimal point's
    // left neighbour.
    const auto append_at = [&](std::int64_t position) {
        const std::int64_t index = weight - position;
        const bool sent = index >= 0 && index < static_cast<std::int64_t>(groups);
        const auto offset =
            static_cast<std::size_t>(sent ? header_size + 2 * static_cast<std::size_t>(index) : 0);
        append_group(text, sent ? read_big_endian<std::uint16_t>(wire.substr(offset)) : 0U);
    };
    for (std::int64_t position = std::max<std::int64_t>(weight, 0); position >= 0; --position)
        append_at(position);
    text.erase(0, std::min(text.find_first_not_of('0'), text.size() - 1));
    if (sign == negative) text.insert(0, 1, '-');
    if (scale == 0) return true;
    text += '.';
    const std::size_t point = text.size();
    for (std::int64_t position = -1; text.size() < point + scale; --position) append_at(position);
    text.resize(point + scale);
    return true;
}

std::optional<std::string> numeric_from_text(std::string_view text) {
    for (const std::uint16_t sign : {not_a_number, positive_infinity, negative_infinity})
        if (text == special(sign)) return header(0, 0, sign, 0);
    const bool minus = text.starts_with('-');
    if (minus || text.starts_with('+')) text.remove_prefix(1);
    const std::size_t point = std::min(text.find('.'), text.size());
    std::string whole(text.substr(0, point));
    std::string fraction(point < text.size() ? text.substr(point + 1) : std::string_view{});
    if (whole.size() + fraction.size() == 0 || !all_digits(whole) || !all_digits(fraction) ||
        whole.size() > 100'000 || fraction.size() > 16'383)
        return std::nullopt;
    const std::size_t scale = fraction.size();

    // Whole groups on both sides of the point.
    whole.insert(0, (digits_per_group - whole.size() % digits_per_group) % digits_per_group, '0');
    fraction.append((digits_per_group - scale % digits_per_group) % digits_per_group, '0');
    const std::string digits = whole + fraction;
    std::string wire = header(digits.size() / digits_per_group,
                              static_cast<std::int64_t>(whole.size() / digits_per_group) - 1,
                              minus ? negative : std::uint16_t{0}, scale);
    for (std::size_t i = 0; i < digits.size(); i += digits_per_group) {
        unsigned group = 0;
        for (std::size_t j = 0; j < digits_per_group; ++j)
            group = group * 10 + static_cast<unsigned>(digits[i + j] - '0');
        append_big_endian(wire, static_cast<std::uint16_t>(group));
    }
    return wire;
}

} // namespace varve::postgresql
