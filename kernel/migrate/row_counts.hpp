#pragma once

#include "kernel/migrate/run_context.hpp"
#include "kernel/migrate/step_failure.hpp"
#include "varve/migration/plan.hpp"

namespace varve {

/// Are rows counted around this step? Not where it has leave to lower their number.
bool counts_rows(const RunContext& context, const Step& step);

/// Counts the rows of all tables of [invariants], in one query where all of them exist; nothing
/// where none are counted around this step. Before the step; throws StepFailure.
RowCounts count_rows(RunContext& context, const Step& step, StepFailure::Aftermath aftermath);

/// Counts them again, when the step's statements are done and its session is put right. Throws
/// StepFailure where a table has fewer than before, or is gone.
void check_row_counts(RunContext& context, const Step& step, const RowCounts& before,
                      StepFailure::Aftermath aftermath);

} // namespace varve
