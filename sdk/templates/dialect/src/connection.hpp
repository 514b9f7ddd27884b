#pragma once

#include "dialect.hpp"

#include <varve/db/connection.hpp>

#include <sqlite3.h>

struct CloseDatabase {
    void operator()(sqlite3* database) const noexcept { sqlite3_close_v2(database); }
};
using DatabasePtr = std::unique_ptr<sqlite3, CloseDatabase>;

/// A session with one database.
class AcmeConnection : public varve::Connection {
public:
    explicit AcmeConnection(DatabasePtr database);
    ~AcmeConnection() override { drop_statements(); }

    const varve::Dialect& dialect() const override { return dialect_; }
    std::uint64_t execute(const varve::Statement& statement) override;
    using Connection::execute;
    std::unique_ptr<varve::Rows> query(const varve::Statement& statement,
                                       std::span<const varve::Kind> wanted,
                                       varve::Fetch fetch) override;
    bool in_transaction() const override;
    std::vector<varve::Statement> reset_statements() const override;
    void cancel() noexcept override;
    std::string session() const override;

protected:
    std::unique_ptr<varve::Prepared> make_prepared(std::string_view text,
                                                   std::span<const varve::Kind> wanted) override;

private:
    AcmeDialect dialect_;
    DatabasePtr database_;
};
