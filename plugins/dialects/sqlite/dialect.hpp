#pragma once

#include "varve/db/standard_dialect.hpp"

namespace varve::sqlite {

/// How SQLite's tokenizer cuts text.
const LexicalRules& lexical_rules() noexcept;

/// SQLite's SQL. Values of kinds that SQLite does not have are texts that compare as they should;
/// see times.hpp for dates and times.
class SqliteDialect : public StandardDialect {
public:
    SqliteDialect();

    bool supports(Feature feature) const override;
    std::string literal(Cell cell) const override;
    std::string parameter(std::size_t ordinal) const override;
    std::string column_type(Kind kind, std::size_t max_length = 0) const override;
    std::string number_type(Kind kind, const NumberSize& size) const override;
    /// Rows live in the primary key's tree: one page to write where there would be two.
    std::string table_options() const override;
    std::string clock_milliseconds() const override;
    std::string limit(std::uint64_t rows, std::uint64_t offset = 0) const override;
    /// Every transaction is serializable; Access::write takes the write lock at once.
    std::string begin(Isolation isolation, Access access) const override;
    /// For the session, whatever is asked: SQLite knows no other.
    std::vector<std::string> set_lock_timeout(std::int64_t milliseconds,
                                              Lasts lasts) const override;
    std::string table_exists(std::string_view name_space, std::string_view name) const override;
    std::string tables(std::string_view name_space) const override;
    std::string foreign_keys(std::string_view name_space) const override;
    std::string distinct(std::string_view a, std::string_view b) const override;
    std::string update(const RowUpdate& update) const override;

    /// As sqlite3_complete cuts, and so as sqlite3_prepare_v3 does.
    Script split(std::string_view script, std::uint32_t first_line) const override;
    StatementTraits classify(const ScriptStatement& statement) const override;
    std::optional<std::vector<std::string>>
    ddl(const schema::DatabaseSchema& before,
        std::span<const schema::Change> changes) const override;

    std::string page(std::string_view rows, std::string_view offset) const override;
    std::string json_value(std::string_view document, std::span<const std::string> path,
                           Kind kind) const override;
    std::string json_set(std::string_view document, std::span<const std::string> path,
                         std::string_view value) const override;

protected:
    std::unique_ptr<BodyTracker> body_tracker() const override;
    /// Lower case, quoted or not, and without "main.".
    std::string normalized_name(std::string_view written) const override;
};

} // namespace varve::sqlite
