#include "kernel/migrate/transaction_step.hpp"

#include "kernel/migrate/step_failure.hpp"
#include "varve/error.hpp"

#include <algorithm>

namespace varve {

namespace {

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

std::vector<Statement> as_statements(std::vector<std::string> texts) {
    std::vector<Statement> statements;
    for (std::string& text : texts) statements.push_back({std::move(text)});
    return statements;
}

} // namespace

std::vector<Statement> TransactionStep::opening(std::span<const Step> steps) const {
    const Dialect& dialect = context_.connection.dialect();
    const RunTimeouts& timeouts = context_.timeouts;
    auto statements =
        as_statements(dialect.set_lock_timeout(timeouts.lock.count(), Lasts::transaction));
    for (Statement& statement : as_statements(
             dialect.set_statement_timeout(timeouts.statement.count(), Lasts::transaction)))
        statements.push_back(std::move(statement));
    if (const auto guard = context_.lock.guard()) statements.push_back(*guard);
    for (const Step& step : steps) statements.push_back(context_.history.count(step.version));
    return statements;
}

// The guard and the history rows were read inside the transaction: behind a pooler, or after the
// lock was broken, this is what keeps a second run from doing the same again.
void TransactionStep::check_opening(std::span<const Step> steps,
                                    const std::vector<Reply>& replies) const {
    const std::size_t counts = replies.size() - steps.size();
    if (context_.lock.guard()) {
        const auto& rows = replies[counts - 1].rows;
        if (rows.empty() || !rows.front().front().cell().as_boolean())
            throw LockLost("another run is at work in this database, though this one holds the "
                           "migration lock; nothing more was done");
    }
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const std::int64_t found = replies[counts + i].rows.front().front().cell().as_integer();
        const std::int64_t expected = steps[i].direction == Direction::up ? 0 : 1;
        if (found != expected)
            throw LockLost("another run has already taken migration " + steps[i].version.text() +
                           ' ' + std::string(to_string(steps[i].direction)) +
                           "; nothing more was done");
    }
}

void TransactionStep::run_statements(const Step& step) {
    const Extent inside = inside_of(step);
    for (std::size_t i = inside.first; i < inside.last; ++i) {
        const PlannedStatement& statement = step.statements[i];
        context_.interruption.stop_here("what was not committed is rolled back");
        context_.observer.statement_started(statement, i, step.statements.size());
        try {
            context_.connection.execute(
                Statement{statement.source.text, {}, statement.source.input});
        } catch (const DatabaseError& error) {
            throw failure_of(step, i, error, StepFailure::Aftermath::rolled_back);
        }
    }
    if (!context_.connection.in_transaction())
        throw MigrationError(
            step.origin + ": migration " + step.version.text() +
            " ended the transaction that it ran in; what came before that is in the "
            "database and not in history");
}

void TransactionStep::run_outside(const Step& step, std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) {
        const PlannedStatement& statement = step.statements[i];
        context_.observer.remark("'" + statement.traits.summary +
                                 "' has no effect inside a transaction, so it is run outside");
        try {
            context_.connection.execute(Statement{statement.source.text});
        } catch (const DatabaseError& error) {
            throw failure_of(step, i, error, StepFailure::Aftermath::rolled_back);
        }
    }
}

// The session is put right first: a role that the migration took may not write into history.
std::vector<Statement> TransactionStep::closing(const Step& step, const StepPlace& place) {
    std::vector<Statement> statements = context_.connection.reset_statements();
    for (Statement& statement : recording_statements(context_, step, place))
        statements.push_back(std::move(statement));
    return statements;
}

void TransactionStep::run(const Step& step, const StepPlace& place) {
    Connection& connection = context_.connection;
    const Extent inside = inside_of(step);
    run_outside(step, 0, inside.first);
    {
        const Interruption::Cancellable cancellable(context_.interruption);
        context_.interruption.stop_here("what was not committed is rolled back");
        const std::span<const Step> steps(&step, 1);
        Transaction transaction(connection, {.access = Access::write}, opening(steps));
        check_opening(steps, transaction.opening_replies());
        run_statements(step);
        try {
            transaction.commit(closing(step, place));
        } catch (const DatabaseError& error) {
            const bool lost = error.kind() == DatabaseError::Kind::connection_lost;
            throw failure_of(step, step.statements.size(), error,
                             lost ? StepFailure::Aftermath::unknown
                                  : StepFailure::Aftermath::rolled_back);
        }
    }
    run_outside(step, inside.last, step.statements.size());
    if (inside.first > 0 || inside.last < step.statements.size())
        connection.execute_all(connection.reset_statements());
}

void TransactionStep::run_all(std::span<const Step> steps, std::int64_t first_ordinal) {
    for (const Step& step : steps) run_outside(step, 0, inside_of(step).first);
    const Interruption::Cancellable cancellable(context_.interruption);
    Transaction transaction(context_.connection, {.access = Access::write}, opening(steps));
    check_opening(steps, transaction.opening_replies());
    std::int64_t ordinal = first_ordinal;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        StepPlace place{.ordinal = ordinal++};
        context_.observer.step_started(steps[i], i, steps.size());
        if (steps[i].mode != StepMode::record) run_statements(steps[i]);
        context_.connection.execute_all(closing(steps[i], place));
        context_.observer.step_finished(steps[i], std::chrono::milliseconds(place.elapsed_ms()));
    }
    try {
        transaction.commit();
    } catch (const DatabaseError& error) {
        const bool lost = error.kind() == DatabaseError::Kind::connection_lost;
        throw failure_of(steps.back(), steps.back().statements.size(), error,
                         lost ? StepFailure::Aftermath::unknown
                              : StepFailure::Aftermath::rolled_back);
    }
}

} // namespace varve
