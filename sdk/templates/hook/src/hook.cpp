#include "hook.hpp"

#include <varve/log.hpp>

using namespace varve;

namespace {

std::size_t steps_from(const Settings& settings) {
    const std::int64_t steps = settings.integer("most_steps", 100);
    if (steps < 0) throw ConfigError("acme.most_steps is a number of steps, from 0");
    return static_cast<std::size_t>(steps);
}

} // namespace

AcmeHook::AcmeHook(const Settings& settings) : most_steps_(steps_from(settings)) {}

Verdict AcmeHook::before_run(const RunEvent& run) {
    if (run.plan.steps.size() <= most_steps_) return Verdict::go_on();
    return Verdict::veto("the run has " + std::to_string(run.plan.steps.size()) +
                         " steps, and acme.most_steps is " + std::to_string(most_steps_));
}

void AcmeHook::after_step(const RunEvent& run, const Step& step, const Outcome& outcome) {
    log::info(step.version.text() + ' ' + step.name + " by " + run.who + ": " +
              std::to_string(outcome.duration.count()) + " ms");
}
