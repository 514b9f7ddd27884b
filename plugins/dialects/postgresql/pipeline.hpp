#pragma once

#include "exchange.hpp"

#include "varve/db/connection.hpp"

#include <span>
#include <vector>

namespace varve::postgresql {

/// Runs the batch in libpq's pipeline mode. Throws the first error; what follows it is not run.
std::vector<Reply> run_batch(Exchange& exchange, std::span<const Statement> statements);

} // namespace varve::postgresql
