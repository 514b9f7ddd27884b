#pragma once

#include "cells.hpp"
#include "session.hpp"
#include "varve/db/connection.hpp"

#include <cstdint>
#include <exception>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace varve::sqlite {

/// A compiled statement with its parameters, and the rows of its last run. Ends before its session.
///
/// SQLite computes a row when it is asked for it. Before another statement of the session changes
/// something, the rest is fetched, unless the caller asked for Fetch::stream.
class Cursor {
public:
    /// `flags` are those of sqlite3_prepare_v3; `wanted` has a kind for each column, or is empty.
    Cursor(Session& session, std::string text, std::span<const Kind> wanted, unsigned flags);
    Cursor(const Cursor&) = delete;
    Cursor& operator=(const Cursor&) = delete;
    ~Cursor();

    std::span<const ColumnInfo> columns() const;

    /// Runs it up to its first row, if it has any. The cells of a row are valid until anything else
    /// is asked of the session.
    void start(std::span<const Cell> parameters, Fetch fetch) {
        begin(parameters, CellsLive::until_run, fetch);
    }
    /// Runs it to its end and returns how many rows it inserted, updated or deleted.
    std::uint64_t run(std::span<const Cell> parameters);

    bool next(std::span<Cell> row);
    /// Copies what the cells of this row view, so that they are valid until the next row is read.
    void keep(std::span<Cell> row);
    std::uint64_t affected() const noexcept { return affected_; }

    /// Keeps all rows that are still to come, so that SQLite is done with the statement. What goes
    /// wrong is thrown by `next`, behind the rows that did come.
    void fetch_rest() noexcept;
    void reset() noexcept;

private:
    enum class State : std::uint8_t {
        idle,
        at_row,  ///< SQLite stands on a row that was not read yet
        reading, ///< SQLite stands on the row that was read last
        fetched, ///< the rest is in `fetched_`
    };
    struct FreeValue {
        void operator()(sqlite3_value* value) const noexcept { sqlite3_value_free(value); }
    };
    using ValuePtr = std::unique_ptr<sqlite3_value, FreeValue>;

    void compile();
    void size_up();
    void describe() const;
    void begin(std::span<const Cell> parameters, CellsLive live, Fetch fetch);
    bool step();
    [[noreturn]] void fail(int code);
    void finish() noexcept;
    void forget_fetched() noexcept;
    [[noreturn]] void refuse_count(std::size_t given) const;
    [[noreturn]] void refuse_parameter(int ordinal, const Cell& cell) const;
    void convert(std::size_t column, sqlite3_value* value, Cell& cell);
    void keep_row(std::vector<ValuePtr>& rows);
    bool next_fetched(std::span<Cell> row);

    friend class Session;

    Session& session_;
    Cursor *open_before_ = nullptr, *open_behind_ = nullptr; ///< for the session
    const std::string text_;
    const unsigned flags_;
    const bool compiled_each_run_; ///< a PRAGMA has its effect then
    StatementPtr statement_;
    mutable std::vector<ColumnInfo> columns_; ///< looked up when somebody asks for them
    mutable int described_ = -1;              ///< how often it had been compiled then
    const std::vector<Kind> wanted_;          ///< as it was given
    std::vector<Wanted> wanted_of_;           ///< the same for each column
    std::vector<std::string> buffers_;        ///< for each column, see convert_cell
    std::vector<ValuePtr> fetched_;           ///< row by row
    std::exception_ptr failure_;              ///< what came behind them
    std::size_t next_fetched_ = 0;
    std::int64_t changes_before_ = 0;
    std::uint64_t affected_ = 0;
    std::size_t parameter_count_ = 0;
    bool read_only_ = false; ///< by what SQLite says, so COMMIT and the like too
    State state_ = State::idle;
};

inline void Session::opened(Cursor& cursor) noexcept {
    cursor.open_behind_ = open_;
    if (open_ != nullptr) open_->open_before_ = &cursor;
    open_ = &cursor;
}

inline void Session::closed(Cursor& cursor) noexcept {
    if (cursor.open_behind_ != nullptr) cursor.open_behind_->open_before_ = cursor.open_before_;
    if (cursor.open_before_ != nullptr)
        cursor.open_before_->open_behind_ = cursor.open_behind_;
    else if (open_ == &cursor)
        open_ = cursor.open_behind_;
    cursor.open_before_ = cursor.open_behind_ = nullptr;
}

} // namespace varve::sqlite
