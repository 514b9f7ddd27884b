#pragma once

#include "varve/db/standard_dialect.hpp"

namespace varve::postgresql {

inline constexpr LexicalRules lexical_rules{.nested_comments = true,
                                            .dollar_quotes = true,
                                            .escape_strings = true,
                                            .carriage_return_ends_comment = true};

/// PostgreSQL's SQL.
class PostgresqlDialect final : public StandardDialect {
public:
    /// `version_number` as libpq has it: 150020 for 15.20.
    PostgresqlDialect(int version_number, const std::string& version);

    bool supports(Feature) const override { return true; }
    std::string literal(Cell cell) const override;
    std::string parameter(std::size_t ordinal) const override;
    std::string column_type(Kind kind, std::size_t max_length = 0) const override;
    std::string clock_milliseconds() const override;
    std::string begin(Isolation isolation, Access access) const override;
    std::vector<std::string> set_lock_timeout(std::int64_t milliseconds,
                                              Lasts lasts) const override;
    std::vector<std::string> set_statement_timeout(std::int64_t milliseconds,
                                                   Lasts lasts) const override;
    std::string table_exists(std::string_view name_space, std::string_view name) const override;
    std::string foreign_keys(std::string_view name_space) const override;
    std::string distinct(std::string_view a, std::string_view b) const override;
    std::string update(const RowUpdate& update) const override;
    std::string load_csv(std::string_view table,
                         const std::vector<std::string>& columns) const override;
    std::string namespaces_of_table(std::string_view name, std::string_view column) const override;

    /// As psql does, but for its backslash commands.
    Script split(std::string_view script, std::uint32_t first_line) const override;
    std::string canonical(std::string_view sql) const override;
    StatementTraits classify(const ScriptStatement& statement) const override;
    std::optional<std::vector<std::string>>
    ddl(const schema::DatabaseSchema& before,
        std::span<const schema::Change> changes) const override;

    std::string typed(std::string_view expression, Kind kind) const override;
    std::string json_value(std::string_view document, std::span<const std::string> path,
                           Kind kind) const override;
    std::string json_set(std::string_view document, std::span<const std::string> path,
                         std::string_view value) const override;

private:
    std::string normalized_name(std::string_view written) const override;

    int version_number_;
};

} // namespace varve::postgresql
