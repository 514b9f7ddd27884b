#pragma once

#include "server.hpp"
#include "sql_mode.hpp"

#include "varve/db/standard_dialect.hpp"

namespace varve::mysql {

/// The SQL of a MySQL or MariaDB server.
///
/// A database of the server is what other databases call a schema. One URL is about one database,
/// and a server holds those of many programs: so Feature::namespaces does not hold, and nobody
/// looks for varve's tables in other databases. Names may be qualified with a database all the
/// same.
class MysqlDialect final : public StandardDialect {
public:
    explicit MysqlDialect(Server server);

    const Server& server_facts() const noexcept { return server_; }

    bool supports(Feature feature) const override;
    std::string quote(std::string_view identifier) const override;
    /// Means the same whatever sql_mode is now.
    std::string literal(Cell cell) const override;
    std::string column_type(Kind kind, std::size_t max_length = 0) const override;
    std::string table_options() const override;
    std::string clock_milliseconds() const override;
    std::string current_moment() const override { return "CURRENT_TIMESTAMP(6)"; }
    std::string limit(std::uint64_t rows, std::uint64_t offset = 0) const override;
    std::vector<std::string> set_lock_timeout(std::int64_t milliseconds,
                                              Lasts lasts) const override;
    std::vector<std::string> set_statement_timeout(std::int64_t milliseconds,
                                                   Lasts lasts) const override;
    std::string table_exists(std::string_view name_space, std::string_view name) const override;
    std::string tables(std::string_view name_space) const override;
    std::string foreign_keys(std::string_view name_space) const override;
    std::string distinct(std::string_view a, std::string_view b) const override;
    std::string update(const RowUpdate& update) const override;

    Script split(std::string_view script, std::uint32_t first_line) const override;
    StatementTraits classify(const ScriptStatement& statement) const override;
    std::optional<std::vector<std::string>>
    ddl(const schema::DatabaseSchema& before,
        std::span<const schema::Change> changes) const override;

    std::string page(std::string_view rows, std::string_view offset) const override;
    /// Of any key: MySQL cannot be told which.
    std::string on_conflict_update(std::span<const std::string> key) const override;
    std::string on_conflict_nothing(std::span<const std::string> key) const override;
    std::string inserted(std::string_view column) const override;
    std::string share_lock() const override;
    std::string concatenated(std::string_view a, std::string_view b) const override;
    std::string json_value(std::string_view document, std::span<const std::string> path,
                           Kind kind) const override;
    std::string json_set(std::string_view document, std::span<const std::string> path,
                         std::string_view value) const override;
    std::string last_identity() const override;

    const SqlMode& mode() const noexcept { return mode_; }

protected:
    std::string normalized_name(std::string_view written) const override;

private:
    std::string place_in_document(std::span<const std::string> path) const;

    Server server_;
    SqlMode mode_;
};

/// `name` between backticks.
std::string quoted_identifier(std::string_view name);

/// In single quotes, or in hexadecimal digits where a backslash or a NUL is in it.
std::string string_literal(std::string_view text);
void append_string_literal(std::string& to, std::string_view text);

} // namespace varve::mysql
