#pragma once

#include "kernel/migrate/run_context.hpp"
#include "kernel/migrate/step_failure.hpp"
#include "varve/db/row.hpp"
#include "varve/export.hpp"
#include "varve/migration/plan.hpp"

#include <string>

namespace varve {

/// What a query answered instead of one row with one true value, 1 where a database knows no
/// booleans; empty where it was that.
VARVE_API std::string answer_but_true(Rows& rows);

/// Asks all that a step expects, now that its statements are done. Throws StepFailure for the first
/// that is not so.
void check_expectations(RunContext& context, const Step& step, StepFailure::Aftermath aftermath);

} // namespace varve
