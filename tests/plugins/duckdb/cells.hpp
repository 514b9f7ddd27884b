#pragma once

#include "handles.hpp"
#include "varve/db/value.hpp"

#include <optional>
#include <string>
#include <vector>

namespace varve::duckdb {

/// Reads one column of a result, a chunk of rows after the other.
class ColumnReader {
public:
    explicit ColumnReader(duckdb_logical_type type);

    /// What its cells hold when nobody wants another kind.
    Kind kind() const noexcept { return kind_; }

    /// Goes to a new chunk; what was read before is no longer valid.
    void start(duckdb_vector vector) noexcept;

    /// The cell in `row` of the chunk, as `wanted`, or nothing where it cannot be had as that. It
    /// is a view of the chunk or of this reader: valid until the next call.
    std::optional<Cell> read(idx_t row, Kind wanted);

private:
    template <class T> T at(idx_t row) const noexcept { return static_cast<const T*>(data_)[row]; }
    std::optional<Cell> stored(idx_t row);
    Cell decimal(idx_t row);
    Cell view(Kind kind, std::string text);

    duckdb_type type_;
    Kind kind_;
    duckdb_type held_as_;                 ///< of a decimal and an enum: the integers behind it
    unsigned scale_ = 0;                  ///< of a decimal
    std::vector<std::string> words_ = {}; ///< of an enum
    void* data_ = nullptr;
    const std::uint64_t* validity_ = nullptr; ///< null: every row has a value
    std::string buffer_;
    Interval interval_;
};

/// A value for a parameter or a row to be inserted; null where DuckDB cannot hold it (a date beyond
/// its own, a text that is no UTF-8).
ValuePtr value_of(Cell cell);

/// The type of DuckDB's that holds every value of `kind`, as `value_of` makes it.
duckdb_type type_of(Kind kind) noexcept;

} // namespace varve::duckdb
