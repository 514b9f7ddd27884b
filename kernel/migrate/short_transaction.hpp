#pragma once

#include "varve/db/connection.hpp"

#include <span>
#include <vector>

namespace varve {

/// `inside` in a transaction that may write.
std::vector<Statement> short_transaction(const Dialect& dialect, std::vector<Statement> inside);

/// Runs short transactions, and what stands between them, in one round trip where the database has
/// such. The first that fails is rolled back, and what is behind it is not run.
void run_transactions(Connection& connection, std::span<const Statement> statements,
                      const OnReply& on_reply = {});

} // namespace varve
