#include "kernel/migrate/runner.hpp"

#include "kernel/load/plugin_call.hpp"
#include "kernel/migrate/journal_step.hpp"
#include "kernel/migrate/native_step.hpp"
#include "kernel/migrate/retry.hpp"
#include "kernel/migrate/row_counts.hpp"
#include "kernel/migrate/step_failure.hpp"
#include "kernel/migrate/transaction_step.hpp"
#include "kernel/valid_utf8.hpp"
#include "varve/log.hpp"

#include <algorithm>
#include <ranges>

namespace varve {

namespace {

// The steps that share a transaction with this one.
std::span<const Step> group_at(const Plan& plan, std::size_t first) {
    const auto begin = plan.steps.begin() + static_cast<std::ptrdiff_t>(first);
    if (plan.scope == TransactionScope::all) return {begin, plan.steps.end()};
    return {begin, std::find_if(begin + 1, plan.steps.end(),
                                [](const Step& step) { return !step.joined; })};
}

Error veto(const NamedHook& named, const std::string& what, const std::string& reason) {
    return Error("hook '" + named.name + "' vetoed " + what + ": " + reason, ExitCode::vetoed);
}

} // namespace

Runner::Runner(RunContext context, std::span<const NamedHook> hooks, RunEvent event)
    : context_(std::move(context)), hooks_(hooks), event_(std::move(event)) {}

void Runner::run(const HistoryState& state, RunResult& result) {
    const auto started = std::chrono::steady_clock::now();
    const Interruption::Finishing finishing(context_.interruption);
    result.run_id = context_.identity.run_id;
    context_.half_way = !state.journal.empty();
    const auto take_time = [&] {
        result.duration = std::chrono::duration_cast<std::chrono::milliseconds>(
            std::chrono::steady_clock::now() - started);
    };
    try {
        before_run();
        context_.observer.run_started(event_.plan);
        log::info("run " + event_.run_id + " by " + event_.who + ": " +
                  std::to_string(event_.plan.steps.size()) + " migrations on " + event_.database);
        keep_session_limits(context_);
        run_steps(state, result);
    } catch (const Error& error) {
        take_time();
        log::info("run " + event_.run_id + " failed: " + error.what());
        on_failure(error);
        record_failure(error);
        after_run({result.duration, result.steps_done, &error});
        throw;
    }
    take_time();
    after_run({result.duration, result.steps_done, nullptr});
    result.hook_failures = std::move(hook_failures_);
}

void Runner::run_steps(const HistoryState& state, RunResult& result) {
    const std::span<const Step> steps = event_.plan.steps;
    const std::int64_t first_ordinal = state.next_ordinal();
    for (std::size_t i = 0; i < steps.size(); i = result.steps_done) {
        current_ = &steps[i];
        context_.interruption.stop_here("the migrations before this one are done");
        const std::int64_t ordinal = first_ordinal + static_cast<std::int64_t>(i);
        const std::span<const Step> group = group_at(event_.plan, i);
        if (group.size() == 1 && event_.plan.scope != TransactionScope::all) {
            context_.observer.step_started(steps[i], i, steps.size());
            run_step(steps[i], ordinal);
        } else {
            run_together(group, {ordinal, i, steps.size()});
        }
        result.steps_done += group.size();
    }
}

void Runner::run_step(const Step& step, std::int64_t ordinal) {
    before_step(step, "the ones before it are done");
    StepPlace place{.ordinal = ordinal};
    try_until_done([&](int attempt_number) {
        place.attempt = attempt_number;
        // What an attempt has done without a transaction stays done in the next.
        if (step.mode == StepMode::journal && place.rows_before.empty())
            place.rows_before = count_rows(context_, step, StepFailure::Aftermath::partial);
        attempt(step, place);
    });
    const std::chrono::milliseconds duration(place.elapsed_ms());
    context_.observer.step_finished(step, duration);
    if (log::enabled(log::Level::info))
        log::info("run " + event_.run_id + ": " + step.version.text() + ' ' + step.name + ' ' +
                  std::string(to_string(step.direction)) + ", " + std::to_string(duration.count()) +
                  " ms");
    after_step(step, {duration, 1, nullptr});
}

void Runner::run_together(std::span<const Step> steps, const GroupPlace& place) {
    for (const Step& step : steps)
        before_step(step, place.first_step == 0
                              ? "nothing was run"
                              : "nothing of its transaction was run, and what is before that is "
                                "done");
    try_until_done([&](int) {
        try {
            TransactionStep(context_).run_all(steps, place);
        } catch (const StepFailure& failure) {
            const auto failed = std::ranges::find_if(steps, [&](const Step& step) {
                return step.version.text() == failure.facts().version &&
                       step.direction == failure.facts().direction;
            });
            current_ = failed == steps.end() ? nullptr : &*failed;
            throw;
        }
    });
    for (const Step& step : steps) after_step(step, {});
}

// `attempt(number)`, from 1.
template <class Attempt> void Runner::try_until_done(Attempt attempt) {
    for (int attempt_number = 1;; ++attempt_number) {
        try {
            return attempt(attempt_number);
        } catch (const StepFailure& failure) {
            if (may_try_again(failure, attempt_number)) continue;
            stop_if_interrupted(failure);
            throw;
        }
    }
}

// A statement that was cancelled by a signal is an interruption, not a failure of the migration.
void Runner::stop_if_interrupted(const StepFailure& failure) const {
    if (failure.facts().database.kind == DatabaseError::Kind::cancelled)
        context_.interruption.stop_here(failure.what());
}

void Runner::attempt(const Step& step, const StepPlace& place) {
    if (step.mode == StepMode::journal && step.native)
        NativeStep(context_, step, *step.native).run(place);
    else if (step.mode == StepMode::journal)
        JournalStep(context_, step).run(place);
    else
        TransactionStep(context_).run(step, place);
}

bool Runner::may_try_again(const StepFailure& failure, int attempt_number) {
    const DatabaseError::Facts& database = failure.facts().database;
    if (!is_passing(database.kind) || attempt_number == most_attempts) return false;
    if (failure.facts().aftermath == StepFailure::Aftermath::in_doubt) return false;
    if (context_.interruption.requested()) return false;
    context_.observer.remark(database.message + "; trying " + failure.facts().version + " again (" +
                             std::to_string(attempt_number + 1) + " of " +
                             std::to_string(most_attempts) + ")");
    pause_after(attempt_number);
    return true;
}

// Best effort: the database may be what failed.
void Runner::record_failure(const Error& error) noexcept {
    try {
        if (context_.connection.in_transaction()) return;
        context_.connection.execute(context_.history.log(
            {.event = "failed", .step = current_, .text = {}, .error = valid_utf8(error.what())},
            context_.identity));
    } catch (const std::exception& other) {
        log::debug(std::string("the failure could not be logged in the database: ") + other.what());
    }
}

/// What a hook is asked, in the words of what is said when it says no.
struct Runner::Question {
    std::string_view doing;
    std::string what;
    std::string what_is_done;
};

// A stop that is requested while a hook is at work ends the run, whatever the hook makes of it.
template <class Call>
void Runner::ask(const NamedHook& named, const Question& question, Call call) {
    try {
        const Verdict verdict =
            guarded_call(named.name, question.doing, [&] { return call(*named.hook); });
        if (!verdict.proceed)
            throw veto(named, question.what + "; " + question.what_is_done, verdict.reason);
    } catch (const Error& error) {
        if (context_.interruption.requested()) log::warning(error.what());
        context_.interruption.stop_here(question.what_is_done);
        throw;
    }
    context_.interruption.stop_here(question.what_is_done);
}

const RunEvent& Runner::event() {
    event_.stop = context_.interruption.next_request();
    return event_;
}

void Runner::before_run() {
    for (const NamedHook& named : hooks_)
        ask(named, {"being called before the run", "the run", "nothing was run"},
            [&](Hook& hook) { return hook.before_run(event()); });
}

void Runner::before_step(const Step& step, const std::string& what_is_done) {
    for (const NamedHook& named : hooks_)
        ask(named, {"being called before a step", "migration " + step.version.text(), what_is_done},
            [&](Hook& hook) { return hook.before_step(event(), step); });
}

// What was done stays done, so every hook is called, whatever the others threw.
template <class Call> void Runner::call_afterwards(std::string_view doing, Call call) {
    for (const NamedHook& named : std::views::reverse(hooks_)) {
        try {
            guarded_call(named.name, "being called " + std::string(doing),
                         [&] { call(*named.hook); });
        } catch (const Error& error) {
            log::warning(error.what());
            hook_failures_.push_back("hook '" + named.name + "' failed " + std::string(doing) +
                                     ": " + error.what());
        }
    }
}

void Runner::after_step(const Step& step, const Outcome& outcome) {
    call_afterwards("after a step", [&](Hook& hook) { hook.after_step(event(), step, outcome); });
}

void Runner::after_run(const Outcome& outcome) {
    call_afterwards("after the run", [&](Hook& hook) { hook.after_run(event(), outcome); });
}

void Runner::on_failure(const Error& error) {
    call_afterwards("about a failure",
                    [&](Hook& hook) { hook.on_failure(event(), current_, error); });
}

} // namespace varve
