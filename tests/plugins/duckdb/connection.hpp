#pragma once

#include "dialect.hpp"
#include "session.hpp"
#include "varve/db/connection.hpp"

#include <map>
#include <memory>
#include <string>

namespace varve::duckdb {

class DuckdbConnection : public Connection {
public:
    explicit DuckdbConnection(std::shared_ptr<Database> database);
    ~DuckdbConnection() override;

    Database& database() const noexcept { return session_->database(); }

    const Dialect& dialect() const override { return dialect_; }
    std::uint64_t execute(const Statement& statement) override;
    std::unique_ptr<Rows> query(const Statement& statement, std::span<const Kind> wanted,
                                Fetch fetch) override;
    std::uint64_t bulk_insert(const BulkInsert& target, RowSource& source) override;
    bool in_transaction() const override { return session_->in_transaction(); }
    std::vector<Statement> reset_statements() const override;
    void cancel() noexcept override { duckdb_interrupt(session_->handle()); }
    std::string name_space() const override;
    std::string session() const override { return name_; }

protected:
    std::unique_ptr<Prepared> make_prepared(std::string_view text,
                                            std::span<const Kind> wanted) override;

private:
    using Settings = std::map<std::string, std::string>;

    Settings settings() const;
    std::string text_of(const char* question) const;

    DuckdbDialect dialect_;
    std::unique_ptr<Session> session_; ///< apart, so that what is const here can ask it
    std::string name_;
    Settings settings_; ///< as they were when the session began
};

} // namespace varve::duckdb
