#pragma once

#include "exchange.hpp"

#include "varve/db/connection.hpp"

#include <span>
#include <vector>

namespace varve::postgresql {

/// Runs the batch in as few round trips as its transactions allow. Throws the first error; what
/// follows it is not run.
std::vector<Reply> run_batch(Exchange& exchange, std::span<const Statement> statements,
                             const OnReply& on_reply);

} // namespace varve::postgresql
