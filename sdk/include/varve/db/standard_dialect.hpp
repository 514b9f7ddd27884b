#pragma once

#include "varve/db/dialect.hpp"
#include "varve/db/lexer.hpp"

#include <memory>
#include <span>
#include <string>

namespace varve {

/// Watches the tokens of a statement for a body in which semicolons do not end it.
class VARVE_API BodyTracker {
public:
    virtual ~BodyTracker();
    /// A new statement starts.
    virtual void reset() = 0;
    /// The next token of the statement, in order; the semicolon in question included.
    virtual void see(const Token& token) = 0;
    /// Asked after a semicolon was seen: are we still inside the statement?
    virtual bool inside() const = 0;
};

/// ISO SQL. A dialect derives from it and states its differences.
class VARVE_API StandardDialect : public Dialect {
public:
    StandardDialect(std::string name, std::string server, LexicalRules rules);
    ~StandardDialect() override;

    std::string_view name() const override { return name_; }
    std::string_view server() const override { return server_; }
    bool supports(Feature feature) const override;

    std::string quote(std::string_view identifier) const override;
    std::string qualified(std::string_view name_space, std::string_view name) const override;
    std::string literal(Cell cell) const override;
    std::string parameter(std::size_t ordinal) const override;
    std::string column_type(Kind kind, std::size_t max_length = 0) const override;
    std::string clock_milliseconds() const override;
    std::string limit(std::uint64_t rows, std::uint64_t offset = 0) const override;
    std::string begin(Isolation isolation, Access access) const override;
    std::string commit() const override;
    std::string rollback() const override;
    std::string savepoint(std::string_view name) const override;
    std::string release_savepoint(std::string_view name) const override;
    std::string rollback_to_savepoint(std::string_view name) const override;
    std::vector<std::string> set_lock_timeout(std::int64_t milliseconds,
                                              Lasts lasts) const override;
    std::vector<std::string> set_statement_timeout(std::int64_t milliseconds,
                                                   Lasts lasts) const override;
    std::string table_exists(std::string_view name_space, std::string_view name) const override;
    std::string tables(std::string_view name_space) const override;

    /// At semicolons, except where `body_tracker` says otherwise.
    Script split(std::string_view script, std::uint32_t first_line) const override;
    /// Transaction control, the verbs of DDL and DML, and what loses data in any SQL.
    StatementTraits classify(const ScriptStatement& statement) const override;
    std::string canonical(std::string_view sql) const override;

    const LexicalRules& rules() const noexcept { return rules_; }

protected:
    /// Nothing (the default) where a semicolon always ends a statement.
    virtual std::unique_ptr<BodyTracker> body_tracker() const;
    /// What `classify` does, for a dialect that has cut the statement into tokens anyway.
    StatementTraits classify_tokens(std::span<const Token> tokens) const;
    /// How a name is compared: qualifiers and quotes resolved, folded as the database folds.
    virtual std::string normalized_name(std::string_view written) const;

private:
    std::string name_, server_;
    LexicalRules rules_;
};

} // namespace varve
