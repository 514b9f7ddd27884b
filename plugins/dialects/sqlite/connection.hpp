#pragma once

#include "dialect.hpp"
#include "session.hpp"
#include "varve/db/connection.hpp"
#include "varve/db/driver.hpp"

#include <chrono>

namespace varve::sqlite {

/// A session with one SQLite database. Foreign keys are enforced; all else is as SQLite has it.
///
/// Rows that were asked for with Fetch::all are computed as they are read, and fetched to the end
/// before a statement of the same session changes anything.
class SqliteConnection final : public Connection {
public:
    /// Reads the database for the first time: DatabaseError where it cannot be read.
    SqliteConnection(DatabasePtr database, std::chrono::milliseconds busy_timeout,
                     const ConnectRequest& request);
    ~SqliteConnection() override;

    const Dialect& dialect() const override { return dialect_; }

    std::uint64_t execute(const Statement& statement) override;
    using Connection::execute;
    std::unique_ptr<Rows> query(const Statement& statement, std::span<const Kind> wanted,
                                Fetch fetch) override;

    /// All rows or none: in a transaction of its own, where none is open.
    std::uint64_t bulk_insert(const BulkInsert& target, RowSource& source) override;

    bool in_transaction() const override;

    /// Inside a transaction only what works there: afterwards, outside it, the rest (foreign_keys,
    /// which is ignored inside, synchronous, attached databases) is still to be put back.
    std::vector<Statement> reset_statements() const override;
    bool keep_limits(std::span<const Statement> limits) override;

    void cancel() noexcept override { session_.cancel(); }
    std::string session() const override;

    sqlite3* database() const noexcept { return session_.database(); }

protected:
    std::unique_ptr<Prepared> make_prepared(std::string_view text,
                                            std::span<const Kind> wanted) override;

private:
    void set_up(ConnectRequest::Purpose purpose);
    std::uint64_t insert_all(const BulkInsert& target, RowSource& source);

    SqliteDialect dialect_;
    Session session_;
    std::chrono::milliseconds busy_timeout_; ///< that a reset comes back to
    std::vector<Statement> reset_anywhere_;  ///< in a transaction or not
    std::vector<Statement> reset_outside_;   ///< outside one only
};

} // namespace varve::sqlite
