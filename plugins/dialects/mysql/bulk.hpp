#pragma once

#include "session.hpp"

#include "varve/db/connection.hpp"

namespace varve::mysql {

/// Does the server take whole arrays of parameters? MariaDB does, since 10.2.
bool takes_arrays(MYSQL* handle) noexcept;

/// Inserts all rows of `source` by one statement with arrays of parameters, a thousand rows in each
/// round trip.
std::uint64_t insert_arrays(Session& session, const Dialect& dialect, const BulkInsert& target,
                            RowSource& source);

} // namespace varve::mysql
