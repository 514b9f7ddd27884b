#pragma once

#include "kernel/migrate/run_context.hpp"
#include "varve/export.hpp"
#include "varve/migration/hook.hpp"
#include "varve/migration/plan.hpp"
#include "varve/plugin/project.hpp"

#include <chrono>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace varve {

class StepFailure;
struct GroupPlace;

struct NamedHook {
    std::string name;
    std::unique_ptr<Project> project; ///< that it was made for
    std::unique_ptr<Hook> hook;
};

struct RunResult {
    std::size_t steps_done = 0;
    std::chrono::milliseconds duration{0};
    std::string run_id;
    /// What hooks failed in after something was done, which stays so: a sentence each.
    std::vector<std::string> hook_failures = {};
    std::vector<std::string> synchronized = {}; ///< statements, behind the migrations
    std::string snapshot_failure = {};          ///< why the schema's file is not what is there now
};

/// Does a plan: the only place where migrations are executed. Holds the lock already; calls the
/// hooks; tries a step again where the database says that that is the way (deadlock, lock timeout)
/// and nothing of it stayed.
class VARVE_API Runner {
public:
    Runner(RunContext context, std::span<const NamedHook> hooks, RunEvent event);

    /// Throws what stopped it; `result` then tells how far it came.
    void run(const HistoryState& state, RunResult& result);

private:
    void run_steps(const HistoryState& state, RunResult& result);
    void run_step(const Step& step, std::int64_t ordinal);
    void run_together(std::span<const Step> steps, const GroupPlace& place);
    template <class Attempt> void try_until_done(Attempt attempt);
    void stop_if_interrupted(const StepFailure& failure) const;
    void attempt(const Step& step, const StepPlace& place);
    bool may_try_again(const StepFailure& failure, int attempt_number);
    void record_failure(const Error& error) noexcept;
    struct Question;
    template <class Call> void ask(const NamedHook& named, const Question& question, Call call);
    const RunEvent& event();
    void before_run();
    void before_step(const Step& step, const std::string& what_is_done);
    void after_step(const Step& step, const Outcome& outcome);
    void after_run(const Outcome& outcome);
    void on_failure(const Error& error);
    template <class Call> void call_afterwards(std::string_view doing, Call call);

    RunContext context_;
    std::span<const NamedHook> hooks_;
    RunEvent event_;
    const Step* current_ = nullptr; ///< the step at work
    std::vector<std::string> hook_failures_;
};

} // namespace varve
