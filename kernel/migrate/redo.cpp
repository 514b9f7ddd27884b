#include "kernel/migrate/redo.hpp"

#include <algorithm>

namespace varve {

namespace {

// As history will be when `down` is done.
HistoryState without(HistoryState history, const Plan& down) {
    for (const Step& step : down.steps) {
        std::erase_if(history.applied,
                      [&](const auto& applied) { return applied.version == step.version; });
        std::erase_if(history.journal,
                      [&](const auto& entry) { return entry.version == step.version; });
    }
    return history;
}

} // namespace

RedoPlan plan_redo(const MigrationSet& set, const HistoryState& history, const Dialect& dialect,
                   const RedoRequest& request, const StoredDowns& stored,
                   const Placeholders& placeholders) {
    RedoPlan plan{.down = plan_down(set, history, dialect, request.down, stored, placeholders),
                  .up = {}};
    if (plan.down.empty()) return plan;
    UpRequest up = request.up;
    for (const Step& step : plan.down.steps) up.only.push_back(step.version);
    // They were applied where they stand already, late or not.
    up.out_of_order = OutOfOrder::apply;
    plan.up = plan_up(set, without(history, plan.down), dialect, up, placeholders);
    return plan;
}

} // namespace varve
