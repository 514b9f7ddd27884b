#pragma once

#include "varve/db/connection.hpp"

#include <vector>

namespace varve {

/// Runs `before`, and then `inside` in a transaction that may write, all in one round trip where
/// the database has such; returns the replies of both. What fails in the transaction is rolled
/// back.
std::vector<Reply> run_short_transaction(Connection& connection, std::vector<Statement> inside,
                                         std::vector<Statement> before = {});

} // namespace varve
