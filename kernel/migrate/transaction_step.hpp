#pragma once

#include "kernel/migrate/run_context.hpp"
#include "kernel/migrate/step_failure.hpp"
#include "varve/db/transaction.hpp"
#include "varve/migration/plan.hpp"

#include <span>

namespace varve {

/// Where steps that share a transaction stand in their run.
struct GroupPlace {
    std::int64_t first_ordinal = 0;
    std::size_t first_step = 0, step_count = 0;
};

/// Runs steps whose statements share one transaction with their history rows: all of it or nothing.
class TransactionStep {
public:
    explicit TransactionStep(RunContext& context) : context_(context) {}

    /// One step in a transaction of its own.
    void run(const Step& step, const StepPlace& place);
    /// All steps in one transaction.
    void run_all(std::span<const Step> steps, const GroupPlace& group);

private:
    void run_inside(const Step& step, const StepPlace& place);
    void run_statements(const Step& step);
    void run_outside(const Step& step, std::size_t first, std::size_t last,
                     StepFailure::Aftermath aftermath);
    std::vector<Statement> limits_before() const;
    void check(const Step& step, const RowCounts& before);
    std::vector<Statement> closing(const Step& step, const StepPlace& place);

    RunContext& context_;
};

} // namespace varve
