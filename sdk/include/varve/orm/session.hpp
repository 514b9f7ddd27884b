#pragma once

#include "varve/db/connection.hpp"
#include "varve/orm/spelling.hpp"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace varve {

/// A statement that has run.
struct QueryEvent {
    std::string_view text; ///< as the database got it: parameters have no values in it
    std::int64_t nanoseconds = 0;
    std::uint64_t rows = 0; ///< that were read, or that it inserted, updated or deleted
    bool failed = false;
};

class VARVE_API QueryObserver {
public:
    virtual ~QueryObserver();
    /// Called when a statement and its rows have been read. By the thread that has the session.
    virtual void on_query(const QueryEvent& event) noexcept = 0;
};

namespace orm {

class Use;

} // namespace orm

/// What queries run on: a connection, and the statements that are prepared on it.
///
/// Used by one thread at a time. The connection outlives it. A statement is prepared when it is
/// first used, and stays so: keep a session as long as its connection.
class VARVE_API Session {
public:
    explicit Session(Connection& connection);
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    ~Session();

    Connection& connection() const noexcept { return connection_; }
    const Dialect& dialect() const { return connection_.dialect(); }

    /// Told of every statement; nullptr: nobody is.
    void observe(QueryObserver* observer) noexcept { observer_ = observer; }

    /// Off where a pooler between cannot keep statements and the connection does not know of it:
    /// then each is sent as a whole each time.
    void keep_statements(bool keep);

private:
    friend class orm::Use;
    struct Slot;

    const Slot& slot_of(const orm::StatementFacts& statement);
    Slot& new_slot(const orm::StatementFacts& statement);

    Connection& connection_;
    QueryObserver* observer_ = nullptr;
    bool keeps_statements_ = true;
    std::vector<Slot> slots_;
};

namespace orm {

/// A statement while it runs, and the rows that it has.
class VARVE_API Use {
public:
    Use(Session& session, const StatementFacts& statement, std::span<const std::size_t> choices,
        Fetch fetch = Fetch::all);
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;
    ~Use();

    void query(std::span<const Cell> parameters);
    std::uint64_t execute(std::span<const Cell> parameters);

    bool next(std::span<Cell> row) {
        const bool more = rows_->next(row);
        if (more)
            ++count_;
        else
            ended_ = true;
        return more;
    }

private:
    struct Apart;

    void spell_apart(std::span<const std::size_t> choices, bool prepares);
    std::span<const Cell> in_order(std::span<const Cell> parameters);
    Statement as_statement(std::span<const Cell> parameters) const;

    Session& session_;
    const StatementFacts& facts_;
    Prepared* prepared_ = nullptr; ///< nullptr: it is sent as a whole
    Rows* rows_ = nullptr;
    const Spelled* text_ = nullptr;
    std::unique_ptr<Apart> apart_; ///< where there is something in it
    std::uint64_t count_ = 0;
    std::int64_t started_ = 0;
    int exceptions_ = 0;
    Fetch fetch_;
    bool ended_ = false;
};

} // namespace orm

} // namespace varve
