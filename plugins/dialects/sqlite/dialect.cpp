#include "dialect.hpp"

#include "ddl.hpp"
#include "errors.hpp"
#include "times.hpp"
#include "traits.hpp"
#include "trigger_tracker.hpp"

#include <cmath>
#include <limits>
#include <sqlite3.h>

namespace varve::sqlite {

const LexicalRules& lexical_rules() noexcept {
    static constexpr LexicalRules rules{.unclosed_comment_ends_text = true,
                                        .backtick_identifiers = true,
                                        .bracket_identifiers = true,
                                        .tcl_variables = true,
                                        .byte_order_mark_is_blank = true};
    return rules;
}

SqliteDialect::SqliteDialect()
    : StandardDialect("sqlite", std::string("SQLite ") + sqlite3_libversion(), lexical_rules()) {}

bool SqliteDialect::supports(Feature feature) const {
    switch (feature) {
    case Feature::namespaces:
    case Feature::row_locks:
    case Feature::no_wait:
    case Feature::skip_locked:
    case Feature::distinct_on:
    case Feature::arrays: return false;
    default: return true;
    }
}

namespace {

[[noreturn]] void refuse_literal(std::string_view what) {
    throw DatabaseError({.kind = DatabaseError::Kind::invalid_data,
                         .message = "SQLite cannot hold " + std::string(what)});
}

std::string quoted(std::string_view text) {
    std::string result = "'";
    for (const char c : text) {
        if (c == '\'') result += '\'';
        result += c;
    }
    return result + '\'';
}

// SQLite stops to read SQL at a NUL.
std::string text_literal(std::string_view text) {
    if (text.find('\0') == std::string_view::npos) return quoted(text);
    return "CAST(X'" + Value(Cell::view(Kind::bytes, text)).to_string() + "' AS TEXT)";
}

std::string real_literal(double number) {
    if (std::isnan(number)) refuse_literal("NaN");
    if (std::isinf(number)) return number > 0 ? "9e999" : "-9e999";
    std::string text = Value(number).to_string();
    if (text.find_first_of(".e") == std::string::npos) text += ".0"; // or it would be an INTEGER
    return text;
}

std::string time_literal(Cell cell) {
    const std::optional<TimeText> text = time_text(cell.kind(), cell.as_integer());
    if (!text) refuse_literal("times outside the years 0000 to 9999");
    return quoted(text->view());
}

} // namespace

std::string SqliteDialect::literal(Cell cell) const {
    switch (cell.kind()) {
    case Kind::boolean: return cell.as_boolean() ? "1" : "0";
    case Kind::unsigned_integer:
        if (cell.as_unsigned() > std::uint64_t{std::numeric_limits<std::int64_t>::max()})
            refuse_literal("integers above 9223372036854775807");
        return StandardDialect::literal(cell);
    case Kind::integer:
        // SQLite reads the digits first, and without their sign these are too many.
        if (cell.as_integer() == std::numeric_limits<std::int64_t>::min())
            return "(-9223372036854775807 - 1)";
        return StandardDialect::literal(cell);
    case Kind::real: return real_literal(cell.as_real());
    case Kind::text:
    case Kind::json:
    case Kind::decimal: return text_literal(cell.as_text());
    case Kind::date:
    case Kind::time:
    case Kind::timestamp:
    case Kind::timestamp_tz: return time_literal(cell);
    default: return StandardDialect::literal(cell);
    }
}

std::string SqliteDialect::parameter(std::size_t ordinal) const {
    return '?' + std::to_string(ordinal);
}

std::string SqliteDialect::column_type(Kind kind, std::size_t) const {
    switch (kind) {
    case Kind::boolean:
    case Kind::integer:
    case Kind::unsigned_integer: return "INTEGER";
    case Kind::real: return "REAL";
    case Kind::bytes: return "BLOB";
    default: return "TEXT"; // decimals too: as NUMERIC they would become REAL
    }
}

std::string SqliteDialect::number_type(Kind kind, const NumberSize&) const {
    return column_type(kind);
}

std::string SqliteDialect::table_options() const {
    return " WITHOUT ROWID";
}

std::string SqliteDialect::clock_milliseconds() const {
    // SQLite computes Julian days from milliseconds, so that rounding gives exactly these back.
    return "CAST(ROUND((julianday('now') - 2440587.5) * 86400000.0) AS INTEGER)";
}

std::string SqliteDialect::limit(std::uint64_t rows, std::uint64_t offset) const {
    const std::string skipped = offset == 0 ? "" : " OFFSET " + std::to_string(offset);
    return "LIMIT " + std::to_string(rows) + skipped;
}

std::string SqliteDialect::begin(Isolation, Access access) const {
    return access == Access::write ? "BEGIN IMMEDIATE" : "BEGIN";
}

// BEGIN IMMEDIATE is where SQLite waits, so what is set inside a transaction comes too late.
std::vector<std::string> SqliteDialect::set_lock_timeout(std::int64_t milliseconds,
                                                         Lasts lasts) const {
    if (lasts == Lasts::transaction) return {};
    constexpr std::int64_t longest = std::numeric_limits<int>::max();
    const bool unlimited = milliseconds <= 0 || milliseconds > longest;
    return {"PRAGMA busy_timeout = " + std::to_string(unlimited ? longest : milliseconds)};
}

namespace {

std::string schema_table(const Dialect& dialect, std::string_view name_space) {
    return dialect.qualified(name_space.empty() ? "main" : name_space, "sqlite_schema");
}

} // namespace

std::string SqliteDialect::table_exists(std::string_view name_space, std::string_view name) const {
    return "SELECT EXISTS (SELECT 1 FROM " + schema_table(*this, name_space) +
           " WHERE type = 'table' AND name = " + quoted(name) + " COLLATE NOCASE)";
}

std::string SqliteDialect::tables(std::string_view name_space) const {
    return "SELECT name, type = 'view' FROM " + schema_table(*this, name_space) +
           " WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
}

// A key that names no columns refers to the primary key.
std::string SqliteDialect::foreign_keys(std::string_view name_space) const {
    const std::string schema = quoted(name_space.empty() ? "main" : name_space);
    return "SELECT t.name, CAST(k.id AS TEXT), k.\"from\", k.\"table\", COALESCE(k.\"to\", (SELECT "
           "p.name FROM pragma_table_info(k.\"table\", " +
           schema + ") p WHERE p.pk = k.seq + 1)) FROM " + schema_table(*this, name_space) +
           " t JOIN pragma_foreign_key_list(t.name, " + schema +
           ") k WHERE t.type = 'table' ORDER BY t.name, k.id, k.seq";
}

std::string SqliteDialect::distinct(std::string_view a, std::string_view b) const {
    return std::string(a) + " COLLATE BINARY IS NOT " + std::string(b);
}

std::string SqliteDialect::update(const RowUpdate& update) const {
    std::string list;
    for (const auto& [column, value] : update.assignments)
        list += (list.empty() ? "" : ", ") + quote(column) + " = " + value;
    return "UPDATE " + update.table + " AS t SET " + list + " FROM " + update.source +
           " AS s WHERE " + update.match;
}

std::unique_ptr<BodyTracker> SqliteDialect::body_tracker() const {
    return std::make_unique<TriggerTracker>();
}

Script SqliteDialect::split(std::string_view script, std::uint32_t first_line) const {
    Script result = StandardDialect::split(script, first_line);
    if (result.statements.empty()) return result;
    // Only the last one can lack its end: it has taken all that follows.
    const ScriptStatement& last = result.statements.back();
    TriggerTracker tracker;
    for (const Token& token : tokenize(last.text, lexical_rules())) tracker.see(token);
    if (tracker.lacks_end())
        result.problems.push_back(
            {last.line, "the trigger that is created here is not closed: the last statement of its "
                        "body must end with a semicolon, and END must follow"});
    return result;
}

StatementTraits SqliteDialect::classify(const ScriptStatement& statement) const {
    const std::string text = with_quoted_names(statement.text);
    return sqlite_traits(StandardDialect::classify({text, statement.line}), text);
}

std::string SqliteDialect::page(std::string_view rows, std::string_view offset) const {
    const std::string text = "LIMIT " + std::string(rows.empty() ? "-1" : rows);
    return offset.empty() ? text : text + " OFFSET " + std::string(offset);
}

namespace {

// SQLite compares a name in a path with what is between a member's quotes as it is written there.
std::string place_in_document(std::span<const std::string> path) {
    for (const std::string& name : path)
        if (json_place({&name, 1}) != "$.\"" + name + '"')
            throw DatabaseError({.kind = DatabaseError::Kind::unsupported,
                                 .message =
                                     "SQLite finds no member of a document whose name has quotes, "
                                     "backslashes or control characters; take another name"});
    return quoted(json_place(path));
}

} // namespace

// The value has the type that it has in the document.
std::string SqliteDialect::json_value(std::string_view document, std::span<const std::string> path,
                                      Kind) const {
    return "json_extract(" + std::string(document) + ", " + place_in_document(path) + ')';
}

std::string SqliteDialect::json_set(std::string_view document, std::span<const std::string> path,
                                    std::string_view value) const {
    return "json_set(" + std::string(document) + ", " + place_in_document(path) + ", json(" +
           std::string(value) + "))";
}

std::string SqliteDialect::normalized_name(std::string_view written) const {
    return folded_name(written);
}

std::optional<std::vector<std::string>>
SqliteDialect::ddl(const schema::DatabaseSchema& before,
                   std::span<const schema::Change> changes) const {
    return sqlite::ddl(before, changes);
}

} // namespace varve::sqlite
