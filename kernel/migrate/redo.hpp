#pragma once

#include "kernel/migrate/planner.hpp"
#include "varve/export.hpp"

namespace varve {

struct RedoRequest {
    DownRequest down = {};
    UpRequest up = {}; ///< what is left out of it is decided by what `down` takes back
};

/// The same migrations down, and up again.
struct RedoPlan {
    Plan down, up;
};

/// Decides both halves. Throws what plan_down and plan_up throw, and MigrationError (history, 6)
/// where a migration could be taken back and has no file to be applied again from.
VARVE_API RedoPlan plan_redo(const PlanningFacts& facts, const RedoRequest& request);

} // namespace varve
