#include "backup_hook.hpp"

#include "cipher.hpp"

#include <algorithm>

namespace varve::backup {

namespace {

// A loss that somebody has agreed to is none of the step's any more, but still the statement's.
bool may_lose(const Step& step) {
    return step.native.has_value() || !step.losses.empty() ||
           std::ranges::any_of(step.statements, [](const PlannedStatement& statement) {
               return !statement.traits.losses.empty();
           });
}

} // namespace

bool asks_for_backup(const Plan& plan, When when) {
    return std::ranges::any_of(plan.steps, [when](const Step& step) {
        return step.mode != StepMode::record && (when == When::before_run || may_lose(step));
    });
}

BackupHook::BackupHook(const Settings& settings, Project& project)
    : project_(project), options_(read_options(settings, project.directory())) {}

Verdict BackupHook::before_run(const RunEvent& run) {
    if (!asks_for_backup(run.plan, options_.when)) return Verdict::go_on();
    Work work(project_, options_);
    project_.tell("backed up and verified: " + work.take().string());
    for (const std::filesystem::path& path : work.prune())
        project_.tell("removed " + path.string());
    return Verdict::go_on();
}

std::vector<Diagnosis> BackupHook::diagnose(Connection& connection) {
    try {
        require_program(options_.encryption);
        const auto method = method_of(project_.driver());
        method->check(connection);
        return {{.what = "backups can be made: " + method->description()}};
    } catch (const ConfigError& error) {
        return {{.severity = Diagnosis::Severity::problem,
                 .what = error.what(),
                 .remedy = "no run begins before a backup can be made"}};
    }
}

} // namespace varve::backup
