#pragma once

#include "varve/db/statement_timer.hpp"
#include "varve/export.hpp"

#include <chrono>

namespace varve {

/// Logs a statement that took `threshold` or longer as a warning: its text on one line, cut where
/// it is long. The values of its parameters are not known here, and secrets are struck out.
VARVE_API OnStatement slow_query_log(std::chrono::nanoseconds threshold);

} // namespace varve
