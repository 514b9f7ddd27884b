#pragma once

#include "varve/db/statement.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace varve::postgresql {

/// Statements of a batch that stand and fall together: to the end of a transaction, or one alone.
struct Unit {
    std::size_t first = 0;
    std::size_t last = 0; ///< one past the end
    bool opens = false;   ///< leaves a transaction open that it began
    bool alone = false;   ///< cannot share a pipeline: it reads data from us
    /// Is it sent together with the next one, before its answer is known?
    bool joined = false;
};

/// Cuts a batch so that each statement outside a transaction commits by itself, and nothing runs
/// after an error. As few round trips as that allows: one, for a batch inside a transaction, or one
/// that begins or ends one.
std::vector<Unit> plan_batch(std::span<const Statement> statements, bool in_transaction);

} // namespace varve::postgresql
