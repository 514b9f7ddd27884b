#pragma once

#include "cells.hpp"
#include "parameters.hpp"
#include "session.hpp"

#include "varve/db/connection.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace varve::mysql {

struct CloseStatement {
    void operator()(MYSQL_STMT* statement) const noexcept { mysql_stmt_close(statement); }
};
using StatementPtr = std::unique_ptr<MYSQL_STMT, CloseStatement>;

/// A statement for the server to prepare, and the rows of its last run. Ends before its session.
///
/// What the server cannot prepare (BEGIN, CREATE TRIGGER) is sent as it is each time; its rows, if
/// it has any, are text.
class Cursor {
public:
    /// `wanted` has a kind for each column, or is empty.
    Cursor(Session& session, std::string text, std::span<const Kind> wanted);
    Cursor(const Cursor&) = delete;
    Cursor& operator=(const Cursor&) = delete;
    ~Cursor();

    /// To be called once, before all else but `start_once`.
    void prepare();

    std::span<const ColumnInfo> columns() const noexcept { return columns_; }

    void start(std::span<const Cell> parameters, Fetch fetch);
    /// Prepares and starts it; in one round trip where the server can, and without parameters.
    void start_once(std::span<const Cell> parameters, Fetch fetch);
    /// Runs it, lets go of its rows and returns how many rows it inserted, updated or deleted.
    std::uint64_t run(std::span<const Cell> parameters);

    bool next(std::span<Cell> row);
    std::uint64_t affected() const noexcept { return affected_; }
    void reset() noexcept;

private:
    enum class State : std::uint8_t {
        idle,
        stored,   ///< the rows are here
        streamed, ///< the rows are on their way
        plain     ///< the rows are in `result_`, as text
    };

    static void take_value(void* cursor, unsigned column, unsigned char** place) noexcept;

    void make_statement();
    void give_up_preparing();
    void check_wanted(std::size_t columns) const;
    void execute(std::span<const Cell> parameters);
    bool send(Parameters& parameters);
    void note_affected();
    void take_result(Fetch fetch);
    void start_plain(std::span<const Cell> parameters);
    bool run_directly(Fetch fetch);
    void describe();
    void describe_plain();
    bool fetch();
    bool next_plain(std::span<Cell> row);
    std::optional<Failure> take_rest() noexcept;
    void finish();
    [[noreturn]] void fail();
    [[noreturn]] void refuse(std::size_t column) const;
    Kind wanted(std::size_t column) const noexcept {
        return wanted_.empty() ? Kind::any : wanted_[column];
    }

    Session& session_;
    const std::string text_;
    const std::vector<Kind> wanted_;
    StatementPtr statement_; ///< null where it cannot be prepared
    std::vector<ColumnInfo> columns_;
    std::vector<ColumnReader> readers_;
    std::vector<std::size_t> finishing_; ///< the columns whose readers finish
    Cell* row_ = nullptr;                ///< that is read now
    ResultPtr result_;
    std::vector<std::string> buffers_; ///< for each column of `result_`
    std::uint64_t affected_ = 0;
    State state_ = State::idle;
    /// The library would wait for rows where an error came in their place (INSERT … RETURNING).
    bool spent_ = false;
};

} // namespace varve::mysql
