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

class Session;

namespace orm {

class Run;
class Use;

/// What a statement has when it runs: its values, and what its text depends on.
struct Bound {
    std::span<const Cell> parameters;
    std::span<const std::size_t> choices;
};

std::uint64_t execute(Session& session, const StatementFacts& statement, const Bound& bound);

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
    friend class orm::Run;
    friend class orm::Use;
    friend std::uint64_t orm::execute(Session&, const orm::StatementFacts&, const orm::Bound&);
    struct Slot;

    const Slot& slot_of(const orm::StatementFacts& statement);
    Slot& new_slot(const orm::StatementFacts& statement);
    /// The statement if it has run before and to run it is all that there is to do.
    Prepared* ready(const orm::StatementFacts& statement) const noexcept {
        if (observer_ != nullptr || statement.slot == nullptr) return nullptr;
        const std::uint32_t number = statement.slot->load(std::memory_order_relaxed);
        return number - 1 < ready_.size() ? ready_[number - 1] : nullptr;
    }

    Connection& connection_;
    QueryObserver* observer_ = nullptr;
    bool keeps_statements_ = true;
    std::vector<Slot> slots_;
    std::vector<Prepared*> ready_; ///< of the slots
};

namespace orm {

/// Runs a statement that is not ready.
VARVE_API std::uint64_t run(Session& session, const StatementFacts& statement, const Bound& bound);

/// Runs a statement, and returns how many rows it inserted, updated or deleted.
inline std::uint64_t execute(Session& session, const StatementFacts& statement,
                             const Bound& bound) {
    Prepared* const prepared = session.ready(statement);
    return prepared != nullptr ? prepared->execute(bound.parameters)
                               : run(session, statement, bound);
}

/// The rows of a statement that runs while this lives.
class Use {
public:
    // Through the constructor that does nothing, so that what is thrown here ends it.
    Use(Session& session, const StatementFacts& statement, const Bound& bound, Fetch fetch)
        : Use() {
        if (fetch == Fetch::all) prepared_ = session.ready(statement);
        rows_ = prepared_;
        if (prepared_ != nullptr)
            prepared_->query(bound.parameters);
        else
            run(session, statement, bound, fetch);
    }
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;
    ~Use() {
        if (!ended_ || run_) end();
    }

    bool next(std::span<Cell> row) {
        const bool more = rows_->next(row);
        if (more)
            ++count_;
        else
            ended_ = true;
        return more;
    }

private:
    struct EndRun {
        VARVE_API void operator()(Run* run) const noexcept;
    };

    Use() = default;
    VARVE_API void run(Session& session, const StatementFacts& statement, const Bound& bound,
                       Fetch fetch);
    VARVE_API void end() noexcept;

    Rows* rows_ = nullptr;
    Prepared* prepared_ = nullptr;
    std::unique_ptr<Run, EndRun> run_; ///< where there is more to do than to run it
    std::uint64_t count_ = 0;
    bool ended_ = false;
};

} // namespace orm

} // namespace varve
