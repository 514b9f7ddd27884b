#include "dialect.hpp"

#include "ddl.hpp"
#include "literals.hpp"
#include "names.hpp"
#include "splitter.hpp"
#include "traits.hpp"

#include <algorithm>

namespace varve::postgresql {

namespace {

std::vector<std::string> set_milliseconds(std::string_view name, std::int64_t value, Lasts lasts) {
    return {"SET " + std::string(lasts == Lasts::transaction ? "LOCAL " : "") + std::string(name) +
            " = " + std::to_string(value)};
}

// Nearly no script has a COPY; whether one may is quickly seen.
bool may_hold_rows(std::string_view sql) {
    for (std::size_t at = 0; at + 4 <= sql.size(); ++at)
        if ((sql[at] == 'C' || sql[at] == 'c') && same_word(sql.substr(at, 4), "COPY")) return true;
    return false;
}

} // namespace

PostgresqlDialect::PostgresqlDialect(int version_number, const std::string& version)
    : StandardDialect("postgresql", "PostgreSQL " + version, lexical_rules),
      version_number_(version_number) {}

std::string PostgresqlDialect::literal(Cell cell) const {
    return literal_of(cell);
}

std::string PostgresqlDialect::parameter(std::size_t ordinal) const {
    return "$" + std::to_string(ordinal);
}

std::string PostgresqlDialect::column_type(Kind kind, std::size_t max_length) const {
    if (kind == Kind::text && max_length > 0) return "varchar(" + std::to_string(max_length) + ')';
    return std::string(type_name(kind));
}

std::string PostgresqlDialect::clock_milliseconds() const {
    return "CAST(floor(extract(epoch FROM clock_timestamp()) * 1000) AS bigint)";
}

std::string PostgresqlDialect::begin(Isolation isolation, Access access) const {
    // "READ WRITE" would overrule default_transaction_read_only, by which somebody froze the
    // database.
    const Access asked = access == Access::write ? Access::standard : access;
    std::string text = StandardDialect::begin(isolation, asked);
    return text.replace(0, std::string_view("START TRANSACTION").size(), "BEGIN");
}

std::vector<std::string> PostgresqlDialect::set_lock_timeout(std::int64_t milliseconds,
                                                             Lasts lasts) const {
    return set_milliseconds("lock_timeout", milliseconds, lasts);
}

std::vector<std::string> PostgresqlDialect::set_statement_timeout(std::int64_t milliseconds,
                                                                  Lasts lasts) const {
    return set_milliseconds("statement_timeout", milliseconds, lasts);
}

namespace {

std::string schema(std::string_view name_space) {
    return name_space.empty() ? "pg_catalog.current_schema()" : string_literal(name_space);
}

} // namespace

std::string PostgresqlDialect::table_exists(std::string_view name_space,
                                            std::string_view name) const {
    return "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON "
           "n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p') AND n.nspname = " +
           schema(name_space) + " AND c.relname = " + string_literal(as_identifier(name)) + ')';
}

// What a partition inherits from its table is that table's.
std::string PostgresqlDialect::foreign_keys(std::string_view name_space) const {
    return "SELECT CAST(c.relname AS text), CAST(k.conname AS text), CAST(a.attname AS text), "
           "CAST(r.relname AS text), CAST(b.attname AS text) FROM pg_catalog.pg_constraint k JOIN "
           "pg_catalog.pg_class c ON c.oid = k.conrelid JOIN pg_catalog.pg_class r ON r.oid = "
           "k.confrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace CROSS JOIN "
           "LATERAL "
           "pg_catalog.generate_subscripts(k.conkey, 1) AS p (place) JOIN pg_catalog.pg_attribute "
           "a "
           "ON a.attrelid = c.oid AND a.attnum = k.conkey[p.place] JOIN pg_catalog.pg_attribute b "
           "ON b.attrelid = r.oid AND b.attnum = k.confkey[p.place] WHERE k.contype = 'f' AND "
           "k.conparentid = 0 AND n.nspname = " +
           schema(name_space) + " ORDER BY c.relname, k.conname, p.place";
}

// As text: some types (json, point) have no equality, and that of others (citext) ignores much.
std::string PostgresqlDialect::distinct(std::string_view a, std::string_view b) const {
    return "CAST(" + std::string(a) + " AS text) COLLATE \"C\" IS DISTINCT FROM CAST(" +
           std::string(b) + " AS text)";
}

std::string PostgresqlDialect::update(const RowUpdate& update) const {
    std::string list;
    for (const auto& [column, value] : update.assignments)
        list += (list.empty() ? "" : ", ") + quote(column) + " = " + value;
    return "UPDATE " + update.table + " AS t SET " + list + " FROM " + update.source +
           " AS s WHERE " + update.match;
}

std::string PostgresqlDialect::load_csv(std::string_view table,
                                        const std::vector<std::string>& columns) const {
    std::string list;
    for (const std::string& column : columns) list += (list.empty() ? "" : ", ") + quote(column);
    return "COPY " + std::string(table) + " (" + list + ") FROM STDIN (FORMAT csv)";
}

std::string PostgresqlDialect::namespaces_of_table(std::string_view name,
                                                   std::string_view column) const {
    return "SELECT CAST(n.nspname AS text), n.nspname = ANY (pg_catalog.current_schemas(false)) "
           "FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
           "WHERE c.relkind IN ('r', 'p') AND c.relname = " +
           string_literal(as_identifier(name)) +
           " AND pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND EXISTS (SELECT 1 FROM "
           "pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attname = " +
           string_literal(as_identifier(column)) + ") ORDER BY 1";
}

Script PostgresqlDialect::split(std::string_view script, std::uint32_t first_line) const {
    return split_script(script, first_line);
}

StatementTraits PostgresqlDialect::classify(const ScriptStatement& statement) const {
    const std::vector<Token> tokens = tokenize(statement.text, rules());
    StatementTraits traits = classify_tokens(tokens);
    add_traits(traits, tokens, {version_number_, statement.input.has_value()});
    return traits;
}

// The rows behind a COPY are no SQL: they count as they stand, less the \r of line ends.
std::string PostgresqlDialect::canonical(std::string_view sql) const {
    const Script script = may_hold_rows(sql) ? split_script(sql, 1) : Script();
    const bool holds_rows = std::ranges::any_of(
        script.statements, [](const auto& statement) { return statement.input.has_value(); });
    if (!holds_rows) return StandardDialect::canonical(sql);
    std::string text;
    for (const ScriptStatement& statement : script.statements) {
        text += StandardDialect::canonical(statement.text) + " ;\n";
        std::string rows = statement.input.value_or("");
        std::erase(rows, '\r');
        text += rows;
    }
    return text;
}

std::string PostgresqlDialect::typed(std::string_view expression, Kind kind) const {
    return "CAST(" + std::string(expression) + " AS " + column_type(kind) + ')';
}

namespace {

std::string place_in_document(std::span<const std::string> path) {
    std::string names;
    for (const std::string& name : path) {
        names += names.empty() ? "\"" : ",\"";
        for (const char c : name) {
            if (c == '"' || c == '\\') names += '\\';
            names += c;
        }
        names += '"';
    }
    return string_literal('{' + names + '}');
}

} // namespace

std::string PostgresqlDialect::json_value(std::string_view document,
                                          std::span<const std::string> path, Kind kind) const {
    const std::string text = '(' + std::string(document) + " #>> " + place_in_document(path) + ')';
    return kind == Kind::text ? text : typed(text, kind);
}

std::string PostgresqlDialect::json_set(std::string_view document,
                                        std::span<const std::string> path,
                                        std::string_view value) const {
    return "jsonb_set(" + std::string(document) + ", " + place_in_document(path) + ", CAST(" +
           std::string(value) + " AS jsonb))";
}

std::string PostgresqlDialect::normalized_name(std::string_view written) const {
    const QualifiedName name = read_name(written);
    return name.name_space.empty() ? name.name : name.name_space + '.' + name.name;
}

std::optional<std::vector<std::string>>
PostgresqlDialect::ddl(const schema::DatabaseSchema& before,
                       std::span<const schema::Change> changes) const {
    return postgresql::ddl(before, changes);
}

} // namespace varve::postgresql
