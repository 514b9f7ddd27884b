#include "kernel/migrate/redo.hpp"

#include <algorithm>

namespace varve {

namespace {

// As history will be when `down` is done.
HistoryState without(HistoryState history, const Plan& down) {
    for (const Step& step : down.steps) {
        for (auto* const list : {&history.applied, &history.repeatables})
            std::erase_if(*list,
                          [&](const auto& applied) { return applied.version == step.version; });
        std::erase_if(history.journal,
                      [&](const auto& entry) { return entry.version == step.version; });
    }
    return history;
}

} // namespace

RedoPlan plan_redo(const PlanningFacts& facts, const RedoRequest& request) {
    RedoPlan plan{.down = plan_down(facts, request.down), .up = {}};
    if (plan.down.empty()) return plan;
    UpRequest up = request.up;
    for (const Step& step : plan.down.steps) up.only.push_back(step.version);
    // They were applied where they stand already, late or not.
    up.out_of_order = OutOfOrder::apply;
    const HistoryState between = without(facts.history, plan.down);
    plan.up = plan_up(
        {facts.migrations, between, facts.dialect, facts.stored_down, facts.placeholders}, up);
    return plan;
}

} // namespace varve
