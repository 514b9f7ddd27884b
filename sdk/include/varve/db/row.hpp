#pragma once

#include "varve/db/value.hpp"
#include "varve/export.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace varve {

/// A column of a result.
struct ColumnInfo {
    std::string name;
    Kind kind = Kind::any; ///< what its cells hold when the caller asks for Kind::any
    std::string type = {}; ///< the database's own name of the type, where it tells one
};

/// The rows of a result, one after another.
class VARVE_API Rows {
public:
    virtual ~Rows();

    virtual std::span<const ColumnInfo> columns() const = 0;

    /// Fills `row` (one cell a column, no more and no fewer) and returns true, or false after the
    /// last.
    ///
    /// Each cell has the kind that was wanted for its column, or is null; where the value cannot be
    /// had in that kind, DatabaseError(invalid_data). Cells stay valid until the next call (those
    /// of a Prepared: until the next of anything on the connection).
    virtual bool next(std::span<Cell> row) = 0;

    /// How many rows the statement inserted, updated or deleted; known once `next` has returned
    /// false.
    virtual std::uint64_t affected() const;
};

/// Rows on their way into a database: the mirror image of Rows.
class VARVE_API RowSource {
public:
    virtual ~RowSource();

    /// Fills `row` and returns true, or false when there is no more. Cells need to live until the
    /// next call.
    virtual bool next(std::span<Cell> row) = 0;
};

using RowValues = std::vector<Value>;

/// All that is left of `rows`, kept.
VARVE_API std::vector<RowValues> read_all(Rows& rows);

} // namespace varve
