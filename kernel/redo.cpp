#include "kernel/engine.hpp"
#include "kernel/load/plugin_call.hpp"
#include "kernel/migrate/lock_wait.hpp"
#include "kernel/session.hpp"

namespace varve {

RedoPlan Engine::make_redo_plan(HistorySession& session, const RedoRequest& request) {
    const HistoryState state = session.history().read();
    return varve::plan_redo(planning_facts(session, state), request);
}

RedoPlan Engine::plan_redo(const RedoRequest& request) {
    migrations();
    const auto session = open(ConnectRequest::Missing::pretend);
    return make_redo_plan(*session, request);
}

RunResult Engine::redo(const RedoRequest& request, const PlanFile& expected) {
    migrations();
    const auto session = open(ConnectRequest::Missing::refuse);
    return guarded_call(session->driver().name(), "running migrations", [&] {
        session->limit_waiting(config_.duration("migrate.lock_timeout"));
        const std::vector<NamedHook> hooks = make_hooks(session->connection());
        // Held over both halves: nobody may come between them.
        const auto lock = session->lock(this_process());
        wait_for_lock(*lock, config_.duration("migrate.wait_lock"), observer_, interruption_);
        session->history().create_tables();
        RedoPlan plan = make_redo_plan(*session, request);
        require_same_plan(expected, plan.down);
        const LockedSession locked{*session, *lock, hooks};
        const RunResult down = carry_out(locked, session->history().read(), std::move(plan.down));
        RunResult result = carry_out(locked, session->history().read(), std::move(plan.up));
        result.steps_done += down.steps_done;
        result.hook_failures.insert(result.hook_failures.begin(), down.hook_failures.begin(),
                                    down.hook_failures.end());
        result.duration += down.duration;
        return result;
    });
}

} // namespace varve
