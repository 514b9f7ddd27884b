#pragma once

#include "decode.hpp"
#include "form.hpp"

#include "varve/db/row.hpp"

#include <libpq-fe.h>

#include <memory>
#include <span>
#include <vector>

namespace varve::postgresql {

struct ClearResult {
    void operator()(PGresult* result) const noexcept { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, ClearResult>;

/// How many rows a statement inserted, updated or deleted; 0 for one that only read.
std::uint64_t affected_rows(PGresult& result) noexcept;

enum class Format : int { text = 0, binary = 1 };

/// Turns the rows of one kind of result into cells.
class RowDecoder {
public:
    enum class Prefer : std::uint8_t { text, binary };

    RowDecoder() = default;
    /// `shape` is any result that describes its columns. Binary is used only where it is preferred
    /// and can be read for every column. DatabaseError(misuse) where `wanted` is of another length.
    RowDecoder(const PGresult& shape, std::span<const Kind> wanted, Prefer prefer);

    Format format() const noexcept { return format_; }
    std::span<const ColumnInfo> columns() const noexcept { return columns_; }

    /// Fills `cells` from row `row`, valid until the next call and as long as `result` lives.
    void decode(const PGresult& result, int row, std::span<Cell> cells);

private:
    [[noreturn]] void refuse(std::size_t column) const;

    std::vector<ColumnInfo> columns_;
    std::vector<Kind> kinds_; ///< of the cells
    std::vector<Form> forms_; ///< in binary; other where a decoder is needed
    std::vector<Decode> decoders_;
    std::vector<std::string> scratch_; ///< one a column: cells are views into it
    Format format_ = Format::text;
};

/// A result that is here as a whole.
class ResultRows final : public Rows {
public:
    ResultRows(Result result, std::span<const Kind> wanted);

    std::span<const ColumnInfo> columns() const override { return decoder_.columns(); }
    bool next(std::span<Cell> row) override;
    std::uint64_t affected() const override { return affected_rows(*result_); }

private:
    Result result_;
    RowDecoder decoder_;
    int next_ = 0;
};

} // namespace varve::postgresql
