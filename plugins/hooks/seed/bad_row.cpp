#include "bad_row.hpp"

#include "varve/secret.hpp"

#include <algorithm>
#include <array>

namespace varve::seed {

namespace {

constexpr std::size_t most_shown = 60;

// Secrets go before anything is cut off: half of one would be known to nobody.
std::string shown(Cell value) {
    if (value.is_null()) return "NULL";
    const std::string whole = redacted(value.as_text());
    std::size_t size = std::min(whole.size(), most_shown);
    const auto is_inside_character = [&](std::size_t at) {
        return at < whole.size() && (static_cast<unsigned char>(whole[at]) & 0xC0U) == 0x80U;
    };
    while (size > 0 && is_inside_character(size)) --size;
    return '\'' + whole.substr(0, size) + (size < whole.size() ? "…'" : "'");
}

// Databases put what they speak of between some such signs.
bool speaks_of(std::string_view words, std::string_view what) {
    constexpr std::array<const char*, 5> signs{"\"\"", "''", "``", "()", ". "};
    return std::ranges::any_of(signs, [&](const char* sign) {
        std::string quoted = sign[0] + std::string(what);
        if (sign[1] == ' ') return words.ends_with(quoted); // SQLite: "failed: users.age"
        return words.find(quoted + sign[1]) != std::string_view::npos;
    });
}

} // namespace

Error bad_value(const Place& place, const std::string& column, Cell value,
                const std::string& reason) {
    return Error(place.text() + ": column \"" + column + "\": " + shown(value) + ": " + reason);
}

Error bad_row(const Place& place, std::span<const std::string> columns, std::span<const Cell> row,
              const DatabaseError& error) {
    const auto& facts = error.facts();
    const std::string words = facts.message + (facts.detail.empty() ? "" : ": " + facts.detail);
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (speaks_of(facts.message, columns[i]))
            return bad_value(place, columns[i], row[i], words);
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (speaks_of(facts.detail, columns[i]) ||
            (!row[i].is_null() && speaks_of(facts.message, redacted(row[i].as_text()))))
            return bad_value(place, columns[i], row[i], words);
    return Error(place.text() + ": " + words);
}

bool is_about_rows(const DatabaseError& error) noexcept {
    using Kind = DatabaseError::Kind;
    constexpr std::array<Kind, 9> others{
        Kind::connection_lost, Kind::permission, Kind::read_only,
        Kind::lock_timeout,    Kind::deadlock,   Kind::serialization,
        Kind::cancelled,       Kind::disk_full,  Kind::out_of_memory};
    return std::ranges::find(others, error.kind()) == others.end();
}

} // namespace varve::seed
