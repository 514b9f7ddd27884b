#include "dialect.hpp"

#include "ddl.hpp"
#include "errors.hpp"
#include "lexical_rules.hpp"
#include "names.hpp"
#include "parameters.hpp"
#include "splitter.hpp"
#include "traits.hpp"

#include <algorithm>
#include <cmath>

namespace varve::mysql {

namespace {

SqlMode mode_of(const Server& server) {
    return {.ansi_quotes = server.has_mode("ANSI_QUOTES"),
            .no_backslash_escapes = server.has_mode("NO_BACKSLASH_ESCAPES"),
            .strict =
                server.has_mode("STRICT_TRANS_TABLES") || server.has_mode("STRICT_ALL_TABLES"),
            .is_mariadb = server.is_mariadb(),
            .version_number = static_cast<int>(server.version)};
}

std::string in_digits(std::string_view text) {
    return "X'" + Value(Cell::view(Kind::bytes, text)).to_string() + '\'';
}

} // namespace

MysqlDialect::MysqlDialect(Server server)
    : StandardDialect("mysql", server.name(), lexical_rules(mode_of(server))),
      server_(std::move(server)), mode_(mode_of(server_)) {}

bool MysqlDialect::supports(Feature feature) const {
    switch (feature) {
    case Feature::savepoints:
    case Feature::row_locks: return true;
    case Feature::insert_returning: return server_.is_mariadb(100500);
    case Feature::delete_returning: return server_.is_mariadb(100005);
    case Feature::no_wait: return server_.is_mariadb(100301) || server_.is_mysql(80001);
    case Feature::skip_locked: return server_.is_mariadb(100600) || server_.is_mysql(80001);
    case Feature::common_table_expressions:
    case Feature::window_functions: return server_.is_mariadb(100202) || server_.is_mysql(80002);
    case Feature::set_operations: return server_.is_mariadb(100300) || server_.is_mysql(80031);
    case Feature::json: return server_.is_modern();
    default: return false;
    }
}

std::string quoted_identifier(std::string_view name) {
    std::string quoted = "`";
    for (const char c : name) {
        if (c == '`') quoted += '`';
        quoted += c;
    }
    return quoted + '`';
}

std::string MysqlDialect::quote(std::string_view identifier) const {
    return quoted_identifier(identifier);
}

void append_string_literal(std::string& to, std::string_view text) {
    // What a backslash means depends on sql_mode, which a migration may set.
    if (text.find('\\') != std::string_view::npos || text.find('\0') != std::string_view::npos) {
        to.append("_utf8mb4 ").append(in_digits(text));
        return;
    }
    to += '\'';
    for (std::size_t quote; (quote = text.find('\'')) != std::string_view::npos;) {
        to.append(text.substr(0, quote)).append("''");
        text.remove_prefix(quote + 1);
    }
    to.append(text) += '\'';
}

std::string string_literal(std::string_view text) {
    std::string literal;
    literal.reserve(text.size() + 2);
    append_string_literal(literal, text);
    return literal;
}

namespace {

// Without an exponent it would be a decimal.
std::string real_literal(Cell cell) {
    if (!std::isfinite(cell.as_real())) throw unfit(cell, "a literal", {});
    const std::string text = Value(cell).to_string();
    return text.find('e') == std::string::npos ? text + "e0" : text;
}

std::string text_literal(Cell cell, std::string_view before, std::string_view behind) {
    const std::string text = parameter_text(cell);
    if (text.empty()) throw unfit(cell, "a literal", {});
    std::string literal;
    literal.reserve(before.size() + text.size() + behind.size());
    return literal.append(before).append(text).append(behind);
}

} // namespace

std::string MysqlDialect::literal(Cell cell) const {
    switch (cell.kind()) {
    case Kind::real: return real_literal(cell);
    case Kind::decimal: return text_literal(cell, "", "");
    case Kind::text:
    case Kind::json: return string_literal(cell.as_text());
    case Kind::date: return text_literal(cell, "DATE'", "'");
    case Kind::time: return text_literal(cell, "TIME'", "'");
    case Kind::timestamp:
    case Kind::timestamp_tz: return text_literal(cell, "TIMESTAMP'", "'");
    case Kind::uuid: {
        const auto bytes = cell.as_bytes();
        return in_digits({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    }
    default: return StandardDialect::literal(cell);
    }
}

namespace {

constexpr std::size_t longest_varying = 4000; // a row has 65,535 bytes for all of them

std::string text_type(const Server& server, std::size_t max_length) {
    if (max_length == 0 || max_length > longest_varying) return "LONGTEXT";
    const std::string type = "VARCHAR(" + std::to_string(max_length) + ')';
    // A key has 767 bytes there, enough for 191 characters of four bytes, or 255 of three.
    const bool too_long_a_key = !server.is_modern() && max_length > 191 && max_length <= 255;
    return too_long_a_key ? type + " CHARACTER SET utf8 COLLATE utf8_bin" : type;
}

} // namespace

std::string MysqlDialect::column_type(Kind kind, std::size_t max_length) const {
    switch (kind) {
    case Kind::unsigned_integer: return "BIGINT UNSIGNED";
    case Kind::real: return "DOUBLE";
    case Kind::decimal: return "DECIMAL(65,30)";
    case Kind::timestamp:
    case Kind::timestamp_tz: return "DATETIME(6)"; // a TIMESTAMP ends in 2038
    case Kind::interval: return "VARCHAR(64)";
    case Kind::uuid: return "BINARY(16)";
    case Kind::json: return server_.is_modern() ? "JSON" : "LONGTEXT";
    case Kind::bytes:
        return max_length == 0 || max_length > longest_varying
                   ? "LONGBLOB"
                   : StandardDialect::column_type(kind, max_length);
    case Kind::text: return text_type(server_, max_length);
    default: return StandardDialect::column_type(kind, max_length);
    }
}

std::string MysqlDialect::table_options() const {
    const std::string options = " ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";
    return server_.is_modern() ? options + " ROW_FORMAT=DYNAMIC" : options;
}

std::string MysqlDialect::clock_milliseconds() const {
    return "CAST(UNIX_TIMESTAMP(SYSDATE(3)) * 1000 AS SIGNED)";
}

std::string MysqlDialect::limit(std::uint64_t rows, std::uint64_t offset) const {
    const std::string skipped = offset == 0 ? "" : " OFFSET " + std::to_string(offset);
    return "LIMIT " + std::to_string(rows) + skipped;
}

// Of rows, and of tables: both count whole seconds.
std::vector<std::string> MysqlDialect::set_lock_timeout(std::int64_t milliseconds,
                                                        Lasts lasts) const {
    if (lasts == Lasts::transaction) return {};
    constexpr std::int64_t longest = 31'536'000; // of lock_wait_timeout: a year
    const std::int64_t seconds =
        milliseconds <= 0 ? longest : std::min((milliseconds + 999) / 1000, longest);
    const std::string text = std::to_string(seconds);
    return {"SET SESSION innodb_lock_wait_timeout = " + text + ", lock_wait_timeout = " + text};
}

// MySQL's limit is for SELECT only, and older servers have none.
std::vector<std::string> MysqlDialect::set_statement_timeout(std::int64_t milliseconds,
                                                             Lasts lasts) const {
    if (lasts == Lasts::transaction) return {};
    const std::int64_t limit = std::max<std::int64_t>(milliseconds, 0);
    if (server_.is_mariadb(100102))
        return {"SET SESSION max_statement_time = " + std::to_string(limit) + " / 1000"};
    if (server_.is_mysql(50708))
        return {"SET SESSION max_execution_time = " + std::to_string(limit)};
    return {};
}

namespace {

std::string schema(std::string_view name_space) {
    return name_space.empty() ? "DATABASE()" : string_literal(name_space);
}

std::string of_schema(std::string_view name_space) {
    return "FROM information_schema.tables WHERE table_schema = " + schema(name_space);
}

} // namespace

std::string MysqlDialect::table_exists(std::string_view name_space, std::string_view name) const {
    return "SELECT COUNT(*) > 0 " + of_schema(name_space) +
           " AND table_type <> 'VIEW' AND table_name = " + string_literal(name);
}

std::string MysqlDialect::tables(std::string_view name_space) const {
    return "SELECT table_name, table_type = 'VIEW' " + of_schema(name_space);
}

std::string MysqlDialect::foreign_keys(std::string_view name_space) const {
    return "SELECT table_name, constraint_name, column_name, referenced_table_name, "
           "referenced_column_name FROM information_schema.key_column_usage WHERE "
           "referenced_table_name IS NOT NULL AND table_schema = " +
           schema(name_space) + " ORDER BY table_name, constraint_name, ordinal_position";
}

std::string MysqlDialect::distinct(std::string_view a, std::string_view b) const {
    return "NOT (BINARY " + std::string(a) + " <=> BINARY " + std::string(b) + ')';
}

std::string MysqlDialect::update(const RowUpdate& update) const {
    std::string list;
    for (const auto& [column, value] : update.assignments)
        list += (list.empty() ? "t." : ", t.") + quote(column) + " = " + value;
    return "UPDATE " + update.table + " AS t JOIN " + update.source + " AS s ON " + update.match +
           " SET " + list;
}

Script MysqlDialect::split(std::string_view script, std::uint32_t first_line) const {
    return split_script(script, first_line, mode_);
}

StatementTraits MysqlDialect::classify(const ScriptStatement& statement) const {
    const std::vector<Token> tokens = statement_tokens(statement.text, mode_);
    StatementTraits traits = classify_tokens(tokens);
    add_traits(traits, tokens, mode_);
    return traits;
}

std::optional<std::vector<std::string>>
MysqlDialect::ddl(const schema::DatabaseSchema& before,
                  std::span<const schema::Change> changes) const {
    return mysql::ddl(before, changes, mode_);
}

std::string MysqlDialect::page(std::string_view rows, std::string_view offset) const {
    // There is no OFFSET without a LIMIT.
    const std::string text = "LIMIT " + std::string(rows.empty() ? "18446744073709551615" : rows);
    return offset.empty() ? text : text + " OFFSET " + std::string(offset);
}

std::string MysqlDialect::on_conflict_update(std::span<const std::string>) const {
    return "ON DUPLICATE KEY UPDATE ";
}

// IGNORE would let pass much more than a key that is there already.
std::string MysqlDialect::on_conflict_nothing(std::span<const std::string> key) const {
    return on_conflict_update(key) + key.front() + " = " + key.front();
}

std::string MysqlDialect::inserted(std::string_view column) const {
    return "VALUES(" + std::string(column) + ')';
}

std::string MysqlDialect::share_lock() const {
    return "LOCK IN SHARE MODE";
}

std::string MysqlDialect::concatenated(std::string_view a, std::string_view b) const {
    return "CONCAT(" + std::string(a) + ", " + std::string(b) + ')';
}

// MariaDB reads a minus that a name begins with as a sign, quotes or not.
std::string MysqlDialect::place_in_document(std::span<const std::string> path) const {
    const auto has_sign = [](const std::string& name) { return name.starts_with('-'); };
    if (server_.is_mariadb() && std::ranges::any_of(path, has_sign))
        throw DatabaseError({.kind = DatabaseError::Kind::unsupported,
                             .message = "MariaDB finds no member of a document whose name begins "
                                        "with a minus sign; take another name"});
    return string_literal(json_place(path));
}

// JSON's null would be the text 'null'.
std::string MysqlDialect::json_value(std::string_view document, std::span<const std::string> path,
                                     Kind kind) const {
    const std::string found =
        "JSON_EXTRACT(" + std::string(document) + ", " + place_in_document(path) + ')';
    const std::string text =
        "IF(JSON_TYPE(" + found + ") = 'NULL', NULL, JSON_UNQUOTE(" + found + "))";
    switch (kind) {
    case Kind::boolean: return '(' + text + " = 'true')";
    case Kind::integer: return "CAST(" + text + " AS SIGNED)";
    case Kind::unsigned_integer: return "CAST(" + text + " AS UNSIGNED)";
    case Kind::real: return '(' + text + " + 0e0)";
    case Kind::decimal: return "CAST(" + text + " AS DECIMAL(65,30))";
    default: return text;
    }
}

std::string MysqlDialect::json_set(std::string_view document, std::span<const std::string> path,
                                   std::string_view value) const {
    return "JSON_SET(" + std::string(document) + ", " + place_in_document(path) +
           ", JSON_EXTRACT(" + std::string(value) + ", '$'))";
}

std::string MysqlDialect::last_identity() const {
    return "LAST_INSERT_ID()";
}

std::string MysqlDialect::normalized_name(std::string_view written) const {
    return mysql::normalized_name(written, mode_);
}

} // namespace varve::mysql
