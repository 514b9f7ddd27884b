#pragma once

#include "session.hpp"

#include "varve/db/connection.hpp"

#include <memory>

namespace varve::mysql {

/// Does the server take whole arrays of parameters? MariaDB does, since 10.2.
bool takes_arrays(MYSQL* handle) noexcept;

/// A statement that takes a thousand rows in each round trip, as arrays of parameters.
class ArrayInsert;
struct EndArrayInsert {
    void operator()(ArrayInsert* insert) const noexcept;
};
using ArrayInsertPtr = std::unique_ptr<ArrayInsert, EndArrayInsert>;

/// Inserts all rows of `source`, or none, by the statement that is kept from the time before, or
/// one to be kept for the next.
std::uint64_t insert_arrays(Connection& connection, Session& session, ArrayInsertPtr& kept,
                            const BulkInsert& target, RowSource& source);

} // namespace varve::mysql
