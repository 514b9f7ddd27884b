#pragma once

#include "varve/db/statement_timer.hpp"
#include "varve/error.hpp"

#include <atomic>
#include <chrono>
#include <memory>
#include <sqlite3.h>
#include <string>
#include <vector>

namespace varve::sqlite {

struct CloseDatabase {
    void operator()(sqlite3* database) const noexcept { sqlite3_close_v2(database); }
};
using DatabasePtr = std::unique_ptr<sqlite3, CloseDatabase>;

struct FinalizeStatement {
    void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
};
using StatementPtr = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

class Cursor;

/// An open database, and what all its statements share.
class Session {
public:
    Session(DatabasePtr database, std::chrono::milliseconds busy_timeout, OnStatement on_statement);
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    ~Session() = default;

    sqlite3* database() const noexcept { return database_.get(); }
    std::chrono::milliseconds busy_timeout() const noexcept { return busy_timeout_; }
    /// Was a PRAGMA compiled, one other than busy_timeout?
    bool settings_touched() const noexcept { return settings_touched_; }

    /// Compiles exactly one statement: DatabaseError(misuse) where the text holds none or several.
    /// `flags` are those of sqlite3_prepare_v3.
    StatementPtr compile(const std::string& text, unsigned flags);

    /// What went wrong with `code` in `statement`; "cancelled" where that is why.
    DatabaseError error(int code, const std::string& statement) const;

    /// Tells whoever wants to know how long a statement takes.
    StatementTimer timed(std::string_view text) const noexcept { return {on_statement_, text}; }
    /// A statement starts: from here on `cancel` means this one.
    void starts() noexcept { cancelled_.store(false, std::memory_order_relaxed); }
    /// From any thread.
    void cancel() noexcept;

    /// Cursors with rows still to come. They fetch them before a statement runs that might change
    /// what they read, or that they would stand in the way of.
    void opened(Cursor& cursor) noexcept;
    void closed(Cursor& cursor) noexcept;
    void fetch_all_but(const Cursor& running) {
        if (open_ != nullptr) fetch_open_but(running);
    }

private:
    void fetch_open_but(const Cursor& running);
    bool has_read() const noexcept;
    static int wait(void* self, int attempt) noexcept;
    StatementPtr compile_busy_timeout(const std::string& text, unsigned flags);
    StatementPtr compile_any(const std::string& text, unsigned flags);
    void install_wait() noexcept;

    DatabasePtr database_;
    Cursor* open_ = nullptr; ///< the last that was opened; behind it the one before
    std::atomic<bool> cancelled_ = false;
    std::chrono::milliseconds busy_timeout_;
    const OnStatement on_statement_;
    bool settings_touched_ = false;
    std::chrono::steady_clock::time_point waiting_since_;
};

/// Is `text` a PRAGMA? SQLite runs many of them while it compiles them, even behind EXPLAIN.
bool is_pragma(const std::string& text);

} // namespace varve::sqlite
