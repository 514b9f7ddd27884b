#include "dialect.hpp"

#include "duckdb_c.hpp"
#include "traits.hpp"

#include <algorithm>

namespace varve::duckdb {

const LexicalRules& lexical_rules() noexcept {
    static constexpr LexicalRules rules{
        .nested_comments = true, .dollar_quotes = true, .escape_strings = true};
    return rules;
}

DuckdbDialect::DuckdbDialect()
    : StandardDialect("duckdb", std::string("DuckDB ") + (duckdb_library_version() + 1),
                      lexical_rules()) {}

bool DuckdbDialect::supports(Feature feature) const {
    return feature != Feature::savepoints;
}

namespace {

std::string interval_literal(const Interval& interval) {
    return "INTERVAL '" + std::to_string(interval.months) + " months " +
           std::to_string(interval.days) + " days " + std::to_string(interval.microseconds) +
           " microseconds'";
}

} // namespace

std::string DuckdbDialect::literal(Cell cell) const {
    const auto as = [&](const std::string& text, Kind kind) {
        return "CAST(" + StandardDialect::literal(Cell::text(text)) + " AS " + column_type(kind) +
               ')';
    };
    const std::string text = Value(cell).to_string();
    switch (cell.kind()) {
    case Kind::bytes: return "unhex('" + text + "')";
    case Kind::text:
        if (text.find('\0') == std::string::npos) return StandardDialect::literal(cell);
        return "decode(" + literal(Cell::view(Kind::bytes, text)) + ')'; // SQL ends at a NUL
    case Kind::interval: return interval_literal(cell.as_interval());
    case Kind::real:
    case Kind::date:
    case Kind::time:
    case Kind::timestamp:
    case Kind::timestamp_tz:
    case Kind::uuid: return as(text, cell.kind());
    default: return StandardDialect::literal(cell);
    }
}

std::string DuckdbDialect::parameter(std::size_t ordinal) const {
    return '$' + std::to_string(ordinal);
}

std::string DuckdbDialect::column_type(Kind kind, std::size_t) const {
    switch (kind) {
    case Kind::unsigned_integer: return "UBIGINT";
    case Kind::real: return "DOUBLE";
    case Kind::decimal: return "DECIMAL(38, 18)";
    case Kind::bytes: return "BLOB";
    case Kind::time: return "TIME";
    case Kind::timestamp: return "TIMESTAMP";
    case Kind::timestamp_tz: return "TIMESTAMPTZ";
    case Kind::interval: return "INTERVAL";
    case Kind::uuid: return "UUID";
    case Kind::json: return "JSON";
    case Kind::boolean:
    case Kind::integer:
    case Kind::date: return StandardDialect::column_type(kind);
    default: return "VARCHAR";
    }
}

// DuckDB's clocks stand still in a transaction. What goes on is the time in a new UUID.
std::string DuckdbDialect::clock_milliseconds() const {
    return "epoch_ms(uuid_extract_timestamp(uuidv7()))";
}

std::string DuckdbDialect::begin(Isolation, Access access) const {
    return access == Access::read ? "BEGIN TRANSACTION READ ONLY" : "BEGIN TRANSACTION";
}

std::string DuckdbDialect::table_exists(std::string_view name_space, std::string_view name) const {
    const std::string schema =
        name_space.empty() ? "current_schema()" : literal(Cell::text(name_space));
    return "SELECT count(*) > 0 FROM duckdb_tables() WHERE database_name = current_database() AND "
           "lower(schema_name) = lower(" +
           schema + ") AND lower(table_name) = lower(" + literal(Cell::text(name)) + ')';
}

std::string DuckdbDialect::namespaces_of_table(std::string_view name,
                                               std::string_view column) const {
    return "SELECT schema_name, schema_name = current_schema() OR "
           "list_contains(current_schemas(false), schema_name) FROM duckdb_columns() WHERE "
           "database_name = current_database() AND NOT internal AND "
           "lower(table_name) = lower(" +
           literal(Cell::text(name)) + ") AND lower(column_name) = lower(" +
           literal(Cell::text(column)) + ')';
}

StatementTraits DuckdbDialect::classify(const ScriptStatement& statement) const {
    return duckdb_traits(StandardDialect::classify(statement), statement.text,
                         [this](std::string_view name) { return normalized_name(name); });
}

std::string DuckdbDialect::normalized_name(std::string_view written) const {
    std::string name = StandardDialect::normalized_name(written);
    std::ranges::transform(name, name.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    });
    constexpr std::string_view standard_schema = "main.";
    return name.starts_with(standard_schema) ? name.substr(standard_schema.size()) : name;
}

} // namespace varve::duckdb
