#pragma once

#include "varve/db/dialect.hpp"
#include "varve/db/row.hpp"
#include "varve/db/statement.hpp"
#include "varve/error.hpp"
#include "varve/export.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace varve {

/// A statement that the database has already understood, and the cursor over its last result.
///
/// One result at a time: a new `query` or `execute` ends the rows of the one before. The cells of a
/// row are valid until anything else is asked of the connection, not only of this object: a driver
/// need not copy what the database's library holds.
class VARVE_API Prepared : public Rows {
public:
    ~Prepared() override;

    /// Runs it; the rows are then read from this object. `parameters` need to live during the call
    /// only.
    virtual void query(std::span<const Cell> parameters) = 0;

    /// Runs it and returns how many rows were inserted, updated or deleted.
    virtual std::uint64_t execute(std::span<const Cell> parameters) = 0;

    /// Ends the result and lets go of what it holds in the database. Never throws.
    virtual void reset() noexcept = 0;
};

/// What a statement answered, where a batch of them was sent.
struct Reply {
    std::uint64_t affected = 0;
    std::vector<RowValues> rows = {};
};

/// Called with the reply of each statement of a batch, in order.
using OnReply = std::function<void(std::size_t index, const Reply& reply)>;

/// Rows for one table.
struct BulkInsert {
    std::string table; ///< already quoted and qualified
    std::vector<std::string> columns;
    std::vector<Kind> kinds; ///< of each column's cells, as the source gives them
};

/// How much of a result is in memory at once.
enum class Fetch : std::uint8_t {
    all,    ///< the fastest; memory grows with the result
    stream, ///< constant memory; no other statement runs on the connection until the rows are read
            ///< or dropped
};

class StatementCache;

/// An open session. Used by one thread at a time, except `cancel`.
///
/// What goes wrong is a DatabaseError, and so is a COMMIT that the database answers with a
/// rollback. After Kind::connection_lost the session is gone, with all it held.
class VARVE_API Connection {
public:
    Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    virtual ~Connection();

    /// How this server spells SQL. Lives as long as the connection.
    virtual const Dialect& dialect() const = 0;

    /// Runs exactly one statement and returns how many rows it inserted, updated or deleted.
    virtual std::uint64_t execute(const Statement& statement) = 0;
    std::uint64_t execute(std::string text) { return execute(Statement{std::move(text)}); }

    /// Runs exactly one statement; `wanted` has a kind for every column, or is empty for Kind::any.
    virtual std::unique_ptr<Rows> query(const Statement& statement,
                                        std::span<const Kind> wanted = {},
                                        Fetch fetch = Fetch::all) = 0;

    /// Runs several statements in order, in one round trip where the database allows it. The first
    /// error is thrown, and what follows it is not run. `on_reply` sees each reply before any error
    /// of a later statement is thrown; it may throw too, but the statements that follow may have
    /// run by then, so let it do that only where a rollback takes them back.
    virtual std::vector<Reply> execute_all(std::span<const Statement> statements,
                                           const OnReply& on_reply = {});

    /// A statement prepared once and kept by the connection: the same text and kinds again cost a
    /// look-up.
    class ReturnToCache {
    public:
        ReturnToCache() = default;
        explicit ReturnToCache(StatementCache& cache) : cache_(&cache) {}
        VARVE_API void operator()(Prepared* prepared) const noexcept;

    private:
        StatementCache* cache_ = nullptr;
    };
    using PreparedPtr = std::unique_ptr<Prepared, ReturnToCache>;
    PreparedPtr prepare(std::string_view text, std::span<const Kind> wanted = {});

    /// How many statements `prepare` keeps; 0 where a pooler stands between that cannot keep them.
    void set_statement_cache(std::size_t capacity);

    /// Inserts all rows of `source` or none, by the fastest way for so many; returns how many.
    virtual std::uint64_t bulk_insert(const BulkInsert& target, RowSource& source);

    /// Is a transaction open? Known without asking the server.
    virtual bool in_transaction() const = 0;

    /// Has the session been found gone? Known without asking the server; false by default.
    virtual bool lost() const noexcept;

    /// Statements that bring the session back to how `connect` left it: settings, role, search
    /// path, temporary objects. They can run at the end of a transaction, before its commit, and
    /// outside one.
    virtual std::vector<Statement> reset_statements() const = 0;

    /// Runs these, which limit how long the session waits and works, and has `reset_statements`
    /// come back to them instead of to how it was before. False where the database cannot do that,
    /// and then nothing is done; that is the default.
    virtual bool keep_limits(std::span<const Statement> limits);

    /// Asks the server to give up what it is doing now; that statement then fails with
    /// Kind::cancelled. From any thread, at any time; never throws.
    virtual void cancel() noexcept = 0;

    /// Does the server keep our session from one transaction to the next? False behind a pooler
    /// that lends server sessions out by the transaction: then nothing may be set on it.
    virtual bool owns_session() const;

    /// Where unqualified names are made now: the schema; empty where the database has no such
    /// thing.
    virtual std::string name_space() const;

    /// The session as the server names it, to find it in the server's own lists: "pid 4711".
    virtual std::string session() const = 0;

    /// The only row of a query, or nothing; DatabaseError(misuse) where there are more.
    std::vector<Value> query_row(const Statement& statement, std::span<const Kind> wanted = {});

protected:
    virtual std::unique_ptr<Prepared> make_prepared(std::string_view text,
                                                    std::span<const Kind> wanted) = 0;
    /// For a driver's destructor: prepared statements must go before the session does.
    void drop_statements() noexcept;

private:
    std::unique_ptr<StatementCache> cache_;
};

} // namespace varve
