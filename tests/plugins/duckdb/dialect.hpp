#pragma once

#include "varve/db/standard_dialect.hpp"

namespace varve::duckdb {

/// How DuckDB's parser, a descendant of PostgreSQL's, cuts text.
const LexicalRules& lexical_rules() noexcept;

/// DuckDB's SQL.
class DuckdbDialect : public StandardDialect {
public:
    DuckdbDialect();

    bool supports(Feature feature) const override;
    std::string literal(Cell cell) const override;
    std::string parameter(std::size_t ordinal) const override;
    /// A decimal has 38 digits, 18 of them behind the point. Lengths are not limited.
    std::string column_type(Kind kind, std::size_t max_length = 0) const override;
    std::string clock_milliseconds() const override;
    /// Every transaction sees a snapshot, whatever isolation is asked for: what two of them do to
    /// one row is a conflict at once, and DuckDB finds no other.
    std::string begin(Isolation isolation, Access access) const override;
    std::string table_exists(std::string_view name_space, std::string_view name) const override;
    std::string namespaces_of_table(std::string_view name, std::string_view column) const override;

    StatementTraits classify(const ScriptStatement& statement) const override;

protected:
    /// Lower case, quoted or not, and without "main.".
    std::string normalized_name(std::string_view written) const override;
};

} // namespace varve::duckdb
