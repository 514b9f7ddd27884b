#pragma once

#include "database.hpp"
#include "varve/db/connection.hpp"

#include <string>

namespace varve::duckdb {

/// A session of DuckDB's, and what it does not tell of itself.
class Session {
public:
    explicit Session(std::shared_ptr<Database> database);

    Database& database() const noexcept { return *database_; }
    duckdb_connection handle() const noexcept { return handle_.get(); }

    /// Compiles exactly one statement. What DuckDB makes several of (PIVOT first creates a type) is
    /// run up to the last of them.
    CompiledPtr compile(const std::string& text);

    /// Runs a statement; throws what goes wrong.
    void run(duckdb_prepared_statement compiled, const std::string& text, Fetch fetch,
             duckdb_result& result);

    bool in_transaction() const noexcept { return in_transaction_; }
    /// To be told of an error that came by another way than `run`: DuckDB may have given up the
    /// transaction.
    void has_failed() noexcept { doubtful_ = in_transaction_; }

    /// May settings have changed, or temporary objects be there, since it was last asked for?
    bool is_touched() const noexcept { return touched_; }

    /// A result that is read while it is computed: nothing else can run meanwhile.
    const void* stream = nullptr;
    /// Throws DatabaseError(misuse) while there is a stream.
    void refuse_during_stream(const std::string& text) const;

private:
    void end_or_begin(duckdb_prepared_statement compiled, const std::string& text,
                      duckdb_result& result);
    void execute(duckdb_prepared_statement compiled, const std::string& text,
                 duckdb_result& result);
    void start_stream(duckdb_prepared_statement compiled, const std::string& text,
                      duckdb_result& result);
    void ask_whether_transaction_is_sound();

    std::shared_ptr<Database> database_;
    SessionPtr handle_;
    bool in_transaction_ = false;
    bool doubtful_ = false; ///< something failed in the open transaction
    bool touched_ = false;
};

} // namespace varve::duckdb
