#include "dialect.hpp"

#include <cmath>
#include <limits>

using namespace varve;

namespace {

std::string quoted(std::string_view text) {
    std::string result = "'";
    for (const char c : text) result += c == '\'' ? "''" : std::string(1, c);
    return result + '\'';
}

std::string real_literal(double number) {
    if (std::isinf(number)) return number > 0 ? "9e999" : "-9e999";
    std::string text = Value(number).to_string();
    return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

std::string bytes_literal(Cell cell) {
    return "X'" + Value(cell).to_string() + '\'';
}

std::string interval_literal(const Interval& interval) {
    return bytes_literal(Cell::bytes(std::as_bytes(std::span(&interval, 1))));
}

} // namespace

AcmeDialect::AcmeDialect(const std::string& version)
    : StandardDialect("acme", "Acme (SQLite " + version + ")",
                      {.unclosed_comment_ends_text = true,
                       .backtick_identifiers = true,
                       .bracket_identifiers = true}) {}

bool AcmeDialect::supports(Feature feature) const {
    return feature != Feature::namespaces;
}

std::string AcmeDialect::literal(Cell cell) const {
    switch (cell.kind()) {
    case Kind::boolean: return cell.as_boolean() ? "1" : "0";
    case Kind::integer:
        // Its digits alone are too many.
        if (cell.as_integer() == std::numeric_limits<std::int64_t>::min())
            return "(-9223372036854775807 - 1)";
        return std::to_string(cell.as_integer());
    case Kind::date:
    case Kind::time:
    case Kind::timestamp:
    case Kind::timestamp_tz: return literal(Cell::integer(cell.as_integer()));
    case Kind::real: return real_literal(cell.as_real());
    case Kind::decimal:
    case Kind::json: return quoted(cell.as_text());
    case Kind::uuid: return bytes_literal(Cell::bytes(cell.as_bytes()));
    case Kind::interval: return interval_literal(cell.as_interval());
    default: return StandardDialect::literal(cell);
    }
}

std::string AcmeDialect::parameter(std::size_t ordinal) const {
    return '?' + std::to_string(ordinal);
}

std::string AcmeDialect::column_type(Kind kind, std::size_t) const {
    switch (kind) {
    case Kind::real: return "REAL";
    case Kind::decimal:
    case Kind::text:
    case Kind::json: return "TEXT";
    case Kind::bytes:
    case Kind::uuid:
    case Kind::interval: return "BLOB";
    default: return "INTEGER";
    }
}

std::string AcmeDialect::clock_milliseconds() const {
    return "CAST(ROUND((julianday('now') - 2440587.5) * 86400000.0) AS INTEGER)";
}

std::string AcmeDialect::limit(std::uint64_t rows, std::uint64_t offset) const {
    return "LIMIT " + std::to_string(rows) + " OFFSET " + std::to_string(offset);
}

std::string AcmeDialect::begin(Isolation, Access access) const {
    return access == Access::write ? "BEGIN IMMEDIATE" : "BEGIN";
}

// For the session only: what is set in a transaction comes too late for its BEGIN IMMEDIATE.
std::vector<std::string> AcmeDialect::set_lock_timeout(std::int64_t milliseconds,
                                                       Lasts lasts) const {
    if (lasts == Lasts::transaction) return {};
    constexpr std::int64_t longest = std::numeric_limits<int>::max();
    return {"PRAGMA busy_timeout = " + std::to_string(milliseconds == 0 ? longest : milliseconds)};
}

std::string AcmeDialect::table_exists(std::string_view, std::string_view name) const {
    return "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = " +
           quoted(name) + " COLLATE NOCASE)";
}

std::string AcmeDialect::tables(std::string_view) const {
    return "SELECT name, type = 'view' FROM sqlite_schema "
           "WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
}
