#pragma once

#include "kernel/migrate/run_context.hpp"
#include "kernel/migrate/step_failure.hpp"
#include "varve/migration/plan.hpp"

#include <vector>

namespace varve {

/// Calls a native migration in the transaction that is open. What it throws comes out as a
/// StepFailure, whatever it is.
void call_in_transaction(RunContext& context, const Step& step, const NativeCode& code);

/// Runs a native migration that has no transaction, so that after a kill at any point the next run
/// knows what to do:
///
/// - an intent row goes in before it is called, and goes with its history row;
/// - the place that its batches have reached is kept by each batch's own transaction;
/// - one that was interrupted is called again where it says that it may be, and stops the run
///   where it does not.
class NativeStep {
public:
    NativeStep(RunContext& context, const Step& step, const NativeCode& code)
        : context_(context), step_(step), code_(code) {}

    void run(const StepPlace& place);

private:
    void call(const StepPlace& place);
    void begin();
    StepFailure::Aftermath aftermath() const;
    [[noreturn]] void stop_in_doubt() const;

    RunContext& context_;
    const Step& step_;
    const NativeCode& code_;
    std::vector<JournalEntry> journal_; ///< of this migration
};

} // namespace varve
