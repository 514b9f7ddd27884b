#pragma once

#include "prepared.hpp"
#include "row_encoder.hpp"

#include "varve/db/connection.hpp"

#include <memory>
#include <string>
#include <vector>

namespace varve::postgresql {

/// How rows get into these columns of a table by the hundred: few of them by one statement with an
/// array for each column, more by COPY. Kept for the next rows, for what it knows of the table
/// costs a round trip.
class BulkTarget {
public:
    BulkTarget(Exchange& exchange, const Dialect& dialect, const BulkInsert& target);

    /// All rows of the source or none; `names` is null where the session keeps no statements. Where
    /// it throws the target is not to be used again.
    std::uint64_t insert(RowSource& source, StatementNames* names);

private:
    void move_arrays_to_buffer();
    std::uint64_t insert_arrays(StatementNames& names);
    std::string insert_of_arrays() const;
    std::uint64_t copy(RowSource& source);
    void start_copy();
    void send_rows(RowSource& source);

    Exchange& exchange_;
    const std::string table_, columns_; ///< as SQL has them
    std::vector<Oid> types_;
    RowEncoder encoder_;
    std::string copy_;
    std::vector<Cell> row_;
    std::vector<WireBuffer> arrays_; ///< the first rows, a column in each
    std::size_t rows_in_arrays_ = 0;
    WireBuffer buffer_; ///< rows as COPY has them
    std::unique_ptr<PreparedStatement> insert_arrays_;
};

} // namespace varve::postgresql
