#include "kernel/migrate/transaction_step.hpp"

#include "kernel/migrate/expectations.hpp"
#include "kernel/migrate/native_step.hpp"
#include "kernel/migrate/row_counts.hpp"
#include "kernel/migrate/step_failure.hpp"
#include "varve/error.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace varve {

namespace {

constexpr std::string_view rolled_back = "what was not committed is rolled back";

// Statements that a transaction ignores stand before the first and after the last that it does not;
// those are run outside it.
struct Extent {
    std::size_t first = 0, last = 0; ///< the statements inside: [first, last)
};

Extent inside_of(const Step& step) {
    const auto counts = [](const PlannedStatement& statement) {
        return statement.traits.scope != Scope::no_effect;
    };
    const auto& statements = step.statements;
    const auto first = std::ranges::find_if(statements, counts);
    if (first == statements.end()) return {statements.size(), statements.size()};
    const auto last = std::find_if(statements.rbegin(), statements.rend(), counts).base();
    return {static_cast<std::size_t>(first - statements.begin()),
            static_cast<std::size_t>(last - statements.begin())};
}

/// What every transaction begins with: its time limits, and a second look at whether these steps
/// are still to be done, and by us. Behind a pooler, or after the lock was broken, this is what
/// keeps a second run from doing the same again.
class Opening {
public:
    Opening(const RunContext& context, std::span<const Step> steps)
        : lock_(context.lock), steps_(steps) {
        const Dialect& dialect = context.connection.dialect();
        const RunTimeouts& timeouts = context.timeouts;
        add(dialect.set_lock_timeout(timeouts.lock.count(), Lasts::transaction));
        add(dialect.set_statement_timeout(timeouts.statement.count(), Lasts::transaction));
        limits_ = statements_.size();
        if (auto guard = context.lock.guard()) statements_.push_back(std::move(*guard));
        guards_ = statements_.size() - limits_;
        for (const Step& step : steps) statements_.push_back(context.history.count(step.version));
    }

    /// Once.
    std::vector<Statement> take() { return std::exchange(statements_, {}); }
    std::size_t size() const { return limits_ + guards_ + steps_.size(); }

    /// Throws LockLost where the reply to one of the statements tells that another run is at work.
    void check(std::size_t index, const Reply& reply) const {
        if (index < limits_) return;
        if (index < limits_ + guards_) {
            if (!says_yes(reply))
                throw LockLost("another run is at work in this database, though this one holds the "
                               "migration lock; nothing more was done");
            return;
        }
        if (guards_ == 0) lock_.verify();
        const Step& step = steps_[index - limits_ - guards_];
        const std::int64_t expected = step.direction == Direction::up && !step.again ? 0 : 1;
        if (reply.rows.front().front().cell().as_integer() != expected)
            throw LockLost("another run has already taken migration " + step.version.text() + ' ' +
                           std::string(to_string(step.direction)) + "; nothing more was done");
    }

private:
    void add(std::vector<std::string> texts) {
        for (std::string& text : texts) statements_.push_back({std::move(text)});
    }

    MigrationLock& lock_;
    std::span<const Step> steps_;
    std::vector<Statement> statements_;
    std::size_t limits_ = 0, guards_ = 0;
};

Statement statement_of(const PlannedStatement& planned) {
    return {.text = planned.source.text, .input = planned.source.input, .opaque = true};
}

StepFailure commit_failure(const Step& step, const DatabaseError& error) {
    const bool lost = error.kind() == DatabaseError::Kind::connection_lost;
    return failure_of(step, step.statements.size(), error,
                      lost ? StepFailure::Aftermath::unknown : StepFailure::Aftermath::rolled_back);
}

} // namespace

void TransactionStep::run_statements(const Step& step) {
    if (step.native && step.mode != StepMode::record) {
        call_in_transaction(context_, step, *step.native);
        context_.interruption.stop_here(rolled_back);
    }
    const Extent inside = inside_of(step);
    for (std::size_t i = inside.first; i < inside.last; ++i) {
        const PlannedStatement& statement = step.statements[i];
        context_.interruption.stop_here(rolled_back);
        context_.observer.statement_started(statement, i, step.statements.size());
        try {
            context_.connection.execute(statement_of(statement));
        } catch (const DatabaseError& error) {
            throw failure_of(step, i, error, StepFailure::Aftermath::rolled_back);
        }
    }
    require_transaction(context_.connection, step);
}

// Where the database has no limits that last for a transaction, they are set before it; the session
// is put right at its end.
std::vector<Statement> TransactionStep::limits_before() const {
    std::vector<Statement> limits;
    if (!context_.connection.owns_session() || context_.limits_are_kept) return limits;
    const Dialect& dialect = context_.connection.dialect();
    const auto set = [&](const auto& texts_for, std::int64_t milliseconds) {
        if (!texts_for(milliseconds, Lasts::transaction).empty()) return;
        for (std::string& text : texts_for(milliseconds, Lasts::session))
            limits.push_back({std::move(text)});
    };
    set([&](auto... limit) { return dialect.set_lock_timeout(limit...); },
        context_.timeouts.lock.count());
    set([&](auto... limit) { return dialect.set_statement_timeout(limit...); },
        context_.timeouts.statement.count());
    return limits;
}

void TransactionStep::run_outside(const Step& step, std::size_t first, std::size_t last,
                                  StepFailure::Aftermath aftermath) {
    for (std::size_t i = first; i < last; ++i) {
        const PlannedStatement& statement = step.statements[i];
        context_.observer.remark("'" + statement.traits.summary +
                                 "' has no effect inside a transaction, so it is run outside");
        try {
            context_.connection.execute(Statement{statement.source.text});
        } catch (const DatabaseError& error) {
            throw failure_of(step, i, error, aftermath);
        }
    }
}

// While all of it can still be taken back. What the step expects, it expects of its own session;
// the names of the protected tables mean what they meant before it.
void TransactionStep::check(const Step& step, const RowCounts& before) {
    check_expectations(context_, step, StepFailure::Aftermath::rolled_back);
    if (before.empty()) return;
    try {
        context_.connection.execute_all(context_.connection.reset_statements());
    } catch (const DatabaseError& error) {
        throw failure_of(step, step.statements.size(), error, StepFailure::Aftermath::rolled_back);
    }
    check_row_counts(context_, step, before, StepFailure::Aftermath::rolled_back);
}

// The session is put right first: a role that the migration took may not write into history.
std::vector<Statement> TransactionStep::closing(const Step& step, const StepPlace& place) {
    std::vector<Statement> statements = context_.connection.reset_statements();
    for (Statement& statement : recording_statements(context_, step, place))
        statements.push_back(std::move(statement));
    return statements;
}

// The statements go along with the opening where nobody wants to see them one by one: a round trip
// then takes them all, and none is in the database before the opening's replies were looked at.
void TransactionStep::run_inside(const Step& step, const StepPlace& place) {
    const Interruption::Cancellable cancellable(context_.interruption);
    context_.interruption.stop_here(rolled_back);
    const Extent inside = inside_of(step);
    Opening opening(context_, {&step, 1});
    std::vector<Statement> batch = opening.take();
    const bool together =
        !step.native && !context_.observer.follows_statements() && !counts_rows(context_, step);
    if (together)
        for (std::size_t i = inside.first; i < inside.last; ++i)
            batch.push_back(statement_of(step.statements[i]));
    std::size_t replies = 0;
    std::optional<Transaction> transaction;
    try {
        transaction.emplace(context_.connection,
                            TransactionOptions{.access = Access::write, .before = limits_before()},
                            std::move(batch), [&](std::size_t index, const Reply& reply) {
                                replies = index + 1;
                                if (index < opening.size()) return opening.check(index, reply);
                                context_.interruption.stop_here(rolled_back);
                            });
    } catch (const DatabaseError& error) {
        const std::size_t at = replies < opening.size()
                                   ? step.statements.size() // none of the migration's own
                                   : inside.first + replies - opening.size();
        throw failure_of(step, at, error, StepFailure::Aftermath::rolled_back);
    } catch (const LockLost&) {
        context_.lock.verify(); // which may know why
        throw;
    }
    const RowCounts before = count_rows(context_, step, StepFailure::Aftermath::rolled_back);
    if (together)
        require_transaction(context_.connection, step);
    else
        run_statements(step);
    check(step, before);
    try {
        transaction->commit(closing(step, place));
    } catch (const DatabaseError& error) {
        throw commit_failure(step, error);
    }
}

void TransactionStep::run(const Step& step, const StepPlace& place) {
    const Extent inside = inside_of(step);
    run_outside(step, 0, inside.first, StepFailure::Aftermath::rolled_back);
    run_inside(step, place);
    run_outside(step, inside.last, step.statements.size(), StepFailure::Aftermath::applied);
    if (inside.first > 0 || inside.last < step.statements.size())
        context_.connection.execute_all(context_.connection.reset_statements());
}

void TransactionStep::run_all(std::span<const Step> steps, const GroupPlace& group) {
    const Interruption::Cancellable cancellable(context_.interruption);
    Opening opening(context_, steps);
    Transaction transaction(
        context_.connection, {.access = Access::write, .before = limits_before()}, opening.take(),
        [&](std::size_t index, const Reply& reply) { opening.check(index, reply); });
    std::vector<std::chrono::milliseconds> durations;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const StepPlace place{.ordinal = group.first_ordinal + static_cast<std::int64_t>(i)};
        context_.observer.step_started(steps[i], group.first_step + i, group.step_count);
        const RowCounts before =
            count_rows(context_, steps[i], StepFailure::Aftermath::rolled_back);
        if (steps[i].mode != StepMode::record) run_statements(steps[i]);
        check(steps[i], before);
        try {
            context_.connection.execute_all(closing(steps[i], place));
        } catch (const DatabaseError& error) { // such as of rows that native code left open
            throw failure_of(steps[i], steps[i].statements.size(), error,
                             StepFailure::Aftermath::rolled_back);
        }
        durations.emplace_back(place.elapsed_ms());
    }
    try {
        transaction.commit();
    } catch (const DatabaseError& error) {
        throw commit_failure(steps.back(), error);
    }
    // None of them is done before all of them are.
    for (std::size_t i = 0; i < steps.size(); ++i)
        context_.observer.step_finished(steps[i], durations[i]);
}

} // namespace varve
