#pragma once

#include "cells.hpp"
#include "session.hpp"
#include "varve/db/connection.hpp"

#include <span>
#include <string>
#include <vector>

namespace varve::duckdb {

/// A compiled statement, and the rows of its last run. Ends before its session.
class Cursor {
public:
    /// `wanted` has a kind for each column, or is empty.
    Cursor(Session& session, std::string text, std::span<const Kind> wanted);
    Cursor(const Cursor&) = delete;
    Cursor& operator=(const Cursor&) = delete;
    ~Cursor();

    std::span<const ColumnInfo> columns() const noexcept { return columns_; }

    /// Runs it; with Fetch::all the rows are all there then, and the statement is done.
    void start(std::span<const Cell> parameters, Fetch fetch);
    /// Runs it and returns how many rows it inserted, updated or deleted.
    std::uint64_t run(std::span<const Cell> parameters);

    bool next(std::span<Cell> row);
    std::uint64_t affected() const noexcept { return affected_; }
    void reset() noexcept;

private:
    void bind(std::span<const Cell> parameters);
    void describe();
    bool next_chunk();
    Cell cell(std::size_t column);

    Session& session_;
    const std::string text_;
    CompiledPtr compiled_;
    const std::vector<Kind> wanted_;
    std::vector<ColumnInfo> columns_;
    std::vector<ColumnReader> readers_;
    duckdb_result result_{};
    ChunkPtr chunk_;
    idx_t row_ = 0; ///< of the chunk, the next to be read
    idx_t rows_ = 0;
    std::uint64_t affected_ = 0;
};

/// The cells of parameters; they live as long as these.
std::vector<Cell> cells_of(std::span<const Value> values);

/// What `Connection::query` returns.
class DuckdbRows : public Rows {
public:
    DuckdbRows(Session& session, const Statement& statement, std::span<const Kind> wanted,
               Fetch fetch);

    std::span<const ColumnInfo> columns() const override { return cursor_.columns(); }
    bool next(std::span<Cell> row) override { return cursor_.next(row); }
    std::uint64_t affected() const override { return cursor_.affected(); }

private:
    Cursor cursor_;
};

/// What `Connection::prepare` keeps.
class DuckdbPrepared : public Prepared {
public:
    DuckdbPrepared(Session& session, std::string_view text, std::span<const Kind> wanted)
        : cursor_(session, std::string(text), wanted) {}

    std::span<const ColumnInfo> columns() const override { return cursor_.columns(); }
    bool next(std::span<Cell> row) override { return cursor_.next(row); }
    std::uint64_t affected() const override { return cursor_.affected(); }
    void query(std::span<const Cell> parameters) override { cursor_.start(parameters, Fetch::all); }
    std::uint64_t execute(std::span<const Cell> parameters) override {
        return cursor_.run(parameters);
    }
    void reset() noexcept override { cursor_.reset(); }

private:
    Cursor cursor_;
};

} // namespace varve::duckdb
