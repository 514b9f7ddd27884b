#pragma once

#include "session.hpp"
#include "varve/db/connection.hpp"

namespace varve::duckdb {

/// Inserts all rows of `source` by DuckDB's appender, within the open transaction. Every column of
/// `target` has a kind.
std::uint64_t append(Session& session, const Dialect& dialect, const BulkInsert& target,
                     RowSource& source);

} // namespace varve::duckdb
