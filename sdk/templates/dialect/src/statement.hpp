#pragma once

#include <varve/db/connection.hpp>

#include <sqlite3.h>

std::vector<varve::Cell> cells_of(std::span<const varve::Value> values);

/// One compiled statement. Ends before its session does.
class AcmeStatement {
public:
    /// `wanted` has a kind for each column, or is empty.
    AcmeStatement(sqlite3* database, std::string_view text, std::span<const varve::Kind> wanted);

    std::span<const varve::ColumnInfo> columns() const { return columns_; }

    /// Begins a run; the rows then come by `next`.
    void start(std::span<const varve::Cell> parameters);
    bool next(std::span<varve::Cell> row);
    /// How many rows the run inserted, updated or deleted, once `next` has returned false.
    std::uint64_t affected() const { return affected_; }
    void reset() noexcept;

private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
    };

    enum class State : std::uint8_t { done, at_row, row_was_read };

    void step();
    void describe();

    sqlite3* database_;
    std::string text_;
    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
    std::vector<varve::ColumnInfo> columns_;
    std::vector<varve::Kind> wanted_;
    std::vector<std::string> buffers_; ///< a column each, see read_cell
    std::int64_t changes_before_ = 0;
    std::uint64_t affected_ = 0;
    State state_ = State::done;
};

/// Rows that are read as they are asked for: of Fetch::stream.
class AcmeStream : public varve::Rows {
public:
    AcmeStream(sqlite3* database, const varve::Statement& statement,
               std::span<const varve::Kind> wanted);

    std::span<const varve::ColumnInfo> columns() const override { return statement_.columns(); }
    bool next(std::span<varve::Cell> row) override { return statement_.next(row); }
    std::uint64_t affected() const override { return statement_.affected(); }

private:
    AcmeStatement statement_;
};

/// Runs again and again. All rows are fetched at once, so that nothing is in the way of what the
/// session does next.
class AcmePrepared : public varve::Prepared {
public:
    AcmePrepared(sqlite3* database, std::string_view text, std::span<const varve::Kind> wanted)
        : statement_(database, text, wanted) {}

    std::span<const varve::ColumnInfo> columns() const override { return statement_.columns(); }
    void query(std::span<const varve::Cell> parameters) override;
    std::uint64_t execute(std::span<const varve::Cell> parameters) override;
    bool next(std::span<varve::Cell> row) override;
    std::uint64_t affected() const override { return statement_.affected(); }
    void reset() noexcept override;

private:
    AcmeStatement statement_;
    std::vector<varve::RowValues> rows_;
    std::size_t next_ = 0;
};
