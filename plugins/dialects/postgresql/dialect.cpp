#include "dialect.hpp"

#include "literals.hpp"
#include "names.hpp"
#include "splitter.hpp"
#include "traits.hpp"

namespace varve::postgresql {

namespace {

std::vector<std::string> set_milliseconds(std::string_view name, std::int64_t value, Lasts lasts) {
    return {"SET " + std::string(lasts == Lasts::transaction ? "LOCAL " : "") + std::string(name) +
            " = " + std::to_string(value)};
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
    std::string text = StandardDialect::begin(isolation, access);
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

std::string PostgresqlDialect::table_exists(std::string_view name_space,
                                            std::string_view name) const {
    const std::string where =
        name_space.empty() ? "pg_catalog.current_schema()" : string_literal(name_space);
    return "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON "
           "n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p') AND n.nspname = " +
           where + " AND c.relname = " + string_literal(as_identifier(name)) + ')';
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

std::string PostgresqlDialect::normalized_name(std::string_view written) const {
    const QualifiedName name = read_name(written);
    return name.name_space.empty() ? name.name : name.name_space + '.' + name.name;
}

} // namespace varve::postgresql
