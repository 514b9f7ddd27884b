#pragma once

#include "kernel/migrate/comparison.hpp"
#include "kernel/migrate/planner.hpp"

#include <vector>

namespace varve {

class StepMaker;

/// Is it known, to the files or to history, as a repeatable one?
bool is_repeatable(const Version& version, const MigrationSet& set, const HistoryState& history);

/// Is what was run not what the file says now?
bool text_differs(const Migration& migration, const AppliedMigration& applied,
                  const Dialect& dialect, const Placeholders& placeholders);

/// One for each of `set.repeatables()`, in their order, and then those whose files are gone.
std::vector<Compared> compare_repeatables(const MigrationSet& set, const HistoryState& history,
                                          const Dialect& dialect, const Placeholders& placeholders);

/// Puts those that are to be run again behind the steps of `plan`, or, where a request names any,
/// those of them that it names. What knows how to be dropped is dropped first, in the opposite
/// order and in the same transaction: before the first step that it comes after.
void add_repeatables(Plan& plan, const PlanningFacts& facts, const UpRequest& request,
                     StepMaker& maker);

/// Drops those that come after anything that `plan` takes back, before that; all, where it takes
/// everything back. What does not know how is only forgotten.
void drop_repeatables(Plan& plan, const PlanningFacts& facts, const DownRequest& request,
                      StepMaker& maker);

} // namespace varve
