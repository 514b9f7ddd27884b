#include "kernel/migrate/journal_step.hpp"

#include "kernel/migrate/expectations.hpp"
#include "kernel/migrate/retry.hpp"
#include "kernel/migrate/row_counts.hpp"
#include "kernel/migrate/short_transaction.hpp"
#include "kernel/migrate/statements.hpp"
#include "kernel/migrate/step_failure.hpp"
#include "varve/db/transaction.hpp"
#include "varve/error.hpp"
#include "varve/log.hpp"

#include <algorithm>
#include <utility>

namespace varve {

namespace {

bool concerns_session_only(const StatementTraits& traits) {
    return traits.kind == StatementTraits::Kind::setting || traits.scope == Scope::no_effect;
}

// What changes rows and cannot be in a transaction runs others, which commit by themselves: CALL.
bool may_be_half_done(const StatementTraits& traits) {
    return traits.kind == StatementTraits::Kind::dml && !traits.probe && !traits.repeatable;
}

StepFailure in_doubt(const StepFailure& failure) {
    StepFailure::Facts facts = failure.facts();
    facts.aftermath = StepFailure::Aftermath::in_doubt;
    return {std::move(facts), failure.exit_code()};
}

} // namespace

void JournalStep::load_journal() {
    journal_ = context_.journal.read();
    std::erase_if(journal_, [&](const JournalEntry& entry) {
        return entry.version != step_.version || entry.direction != step_.direction;
    });
    // A try before this one, in the same run, may have come further than the plan knows.
    for (const JournalEntry& entry : journal_)
        if (entry.state == JournalEntry::State::done)
            resume_at_ = std::max(resume_at_, entry.statement + 1);
}

void JournalStep::run(const StepPlace& place) {
    try {
        run_all(place);
    } catch (...) {
        try {
            send_due();
        } catch (const Error& error) {
            log::debug(std::string("what is done stays in doubt: ") + error.what());
        }
        throw;
    }
}

void JournalStep::run_all(const StepPlace& place) {
    due_ = session_limits(context_);
    if (context_.half_way || place.attempt > 1) load_journal();
    if (resume_at_ == step_.statements.size() && resume_at_ > 0)
        context_.observer.remark("goes on behind its last statement: all of them are done");
    else if (resume_at_ > 0)
        context_.observer.remark("goes on at statement " + std::to_string(resume_at_ + 1) + " of " +
                                 std::to_string(step_.statements.size()) +
                                 ": those before it are done");
    std::size_t index = 0;
    while (index < step_.statements.size() && !is_recorded_along(index)) run_from(index);
    if (index == step_.statements.size()) return record(place);
    announce(index);
    run_transactional(index, [&] { return record_statements(place); });
    reset_session();
}

void JournalStep::reset_session() {
    Connection& connection = context_.connection;
    if (connection.owns_session()) connection.execute_all(connection.reset_statements());
}

// The last, where nobody looks at what it did before that is recorded.
bool JournalStep::is_recorded_along(std::size_t index) const {
    const PlannedStatement& statement = step_.statements[index];
    return index + 1 == step_.statements.size() && index >= resume_at_ &&
           statement.traits.scope == Scope::transactional &&
           !concerns_session_only(statement.traits) && !begins_transaction(statement) &&
           settings_.empty() && step_.expectations.empty() && context_.protected_tables.empty() &&
           context_.lock.condition().empty();
}

void JournalStep::record(const StepPlace& place) {
    Connection& connection = context_.connection;
    if (!step_.expectations.empty() || !context_.protected_tables.empty()) send_due();
    check_expectations(context_, step_, StepFailure::Aftermath::partial);
    // Their names are read as they were before the migration's own settings.
    if (!context_.protected_tables.empty()) reset_session();
    check_row_counts(context_, step_, place.rows_before, StepFailure::Aftermath::partial);
    // It has happened: where the next message asks for the lock, rows keep two runs apart.
    if (!context_.lock.guard() || !context_.lock.condition().empty()) context_.lock.verify();
    if (connection.owns_session())
        std::ranges::move(connection.reset_statements(), std::back_inserter(due_));
    due_marks_.clear(); // if it is not recorded either, intents and probes tell
    send(recording_statements(context_, step_, place));
}

std::vector<Statement> JournalStep::record_statements(const StepPlace& place) const {
    std::vector<Statement> all;
    if (context_.connection.owns_session()) all = context_.connection.reset_statements();
    std::ranges::move(recording_statements(context_, step_, place), std::back_inserter(all));
    return all;
}

// In a transaction, behind what is due.
void JournalStep::send(std::vector<Statement> inside, const OnReply& on_reply) {
    std::ranges::move(short_transaction(context_.connection.dialect(), std::move(inside)),
                      std::back_inserter(due_));
    send_due(on_reply);
}

void JournalStep::send_due(const OnReply& on_reply) {
    const std::vector<Statement> message = take_due();
    if (message.empty()) return;
    write_patiently([&] { run_transactions(context_.connection, message, on_reply); });
}

std::vector<Statement> JournalStep::take_due() {
    std::vector<Statement> all = std::exchange(due_marks_, {});
    std::ranges::move(std::exchange(due_, {}), std::back_inserter(all));
    return all;
}

void JournalStep::announce(std::size_t index) {
    context_.interruption.stop_here("what is done is recorded; the next run goes on from there");
    context_.observer.statement_started(step_.statements[index], index, step_.statements.size());
}

void JournalStep::run_from(std::size_t& index) {
    const PlannedStatement& statement = step_.statements[index];
    if (concerns_session_only(statement.traits)) return run_session_statement(index++);
    const bool own_transaction = begins_transaction(statement);
    const std::size_t last = own_transaction ? end_of_transaction(step_.statements, index) : index;
    if (last < resume_at_) {
        for (; index <= last; ++index)
            if (concerns_session_only(step_.statements[index].traits)) run_session_statement(index);
        return;
    }
    announce(index);
    if (own_transaction)
        run_authors_transaction(index, last);
    else if (statement.traits.scope == Scope::transactional)
        run_transactional(index, [&] {
            std::vector<Statement> closing = undo_settings();
            std::ranges::move(done_statements(index), std::back_inserter(closing));
            return closing;
        });
    else
        run_outside(index);
    index = last + 1;
}

void JournalStep::execute(std::size_t index) {
    send_due();
    const ScriptStatement& source = step_.statements[index].source;
    try {
        context_.connection.execute({.text = source.text, .input = source.input, .opaque = true});
    } catch (const DatabaseError& error) {
        throw failure_of(step_, index, error, StepFailure::Aftermath::partial);
    }
}

void JournalStep::run_session_statement(std::size_t index) {
    execute(index);
    settings_.push_back(index);
}

// A role or search path that the migration took may not rule over our own tables. What it set is
// undone before they are written, and set again by `restore_settings`.
std::vector<Statement> JournalStep::undo_settings() const {
    return settings_.empty() ? std::vector<Statement>() : context_.connection.reset_statements();
}

void JournalStep::restore_settings() {
    if (settings_.empty()) return;
    set_session_limits(context_);
    for (const std::size_t index : settings_) execute(index);
}

std::vector<Statement> JournalStep::done_statements(std::size_t index) const {
    return context_.journal.write_statements(entry(index, JournalEntry::State::done), context_.lock,
                                             context_.identity);
}

void JournalStep::write(std::vector<Statement> rows) {
    std::ranges::move(undo_settings(), std::back_inserter(due_));
    if (context_.lock.condition().empty()) {
        send(std::move(rows));
    } else {
        send_due();
        write_patiently([&] { context_.journal.write(rows, context_.lock); });
    }
    restore_settings();
}

void JournalStep::run_transactional(std::size_t index,
                                    const std::function<std::vector<Statement>()>& closing) {
    try {
        const Interruption::Cancellable cancellable(context_.interruption);
        Transaction transaction = begin_part(context_, take_due());
        execute(index);
        context_.journal.commit(transaction, closing(), context_.lock);
    } catch (const DatabaseError& error) {
        throw failure_of(step_, index, error, StepFailure::Aftermath::partial);
    }
    restore_settings();
}

void JournalStep::run_authors_transaction(std::size_t first, std::size_t last) {
    const bool rolls_back = ends_with_rollback(step_.statements[last]);
    try {
        for (std::size_t index = first; index < last; ++index) {
            execute(index);
            if (concerns_session_only(step_.statements[index].traits)) settings_.push_back(index);
        }
        if (rolls_back) execute(last);
        mark_transaction(first, last);
        if (!rolls_back) execute(last);
    } catch (const StepFailure& failure) {
        abandon_transaction();
        StepFailure::Facts facts = failure.facts();
        facts.statements_done = first;
        throw StepFailure(std::move(facts), failure.exit_code());
    } catch (const DatabaseError& error) {
        abandon_transaction();
        throw failure_of(step_, first, error, StepFailure::Aftermath::partial);
    } catch (const Error&) {
        abandon_transaction();
        throw;
    }
    restore_settings();
}

void JournalStep::mark_transaction(std::size_t first, std::size_t last) {
    context_.connection.execute_all(undo_settings());
    for (std::size_t index = first; index <= last; ++index)
        if (context_.connection.execute_all(done_statements(index)).back().affected != 1)
            throw LockLost("the migration lock was taken by another run");
}

void JournalStep::abandon_transaction() noexcept {
    try {
        if (context_.connection.in_transaction())
            context_.connection.execute(context_.connection.dialect().rollback());
    } catch (const Error& error) {
        log::debug(std::string("rolling back the migration's own transaction: ") + error.what());
    }
}

JournalEntry JournalStep::entry(std::size_t index, JournalEntry::State state) const {
    return {.version = step_.version,
            .direction = step_.direction,
            .statement = index,
            .state = state,
            .digest = Journal::digest(step_.statements[index].source.text)};
}

// Where a probe tells as much, a kill before the row is there does no harm, and it need not go by
// itself.
void JournalStep::mark_done(const JournalEntry& intent) {
    const StatementTraits& traits = step_.statements[intent.statement].traits;
    std::vector<Statement> row;
    row.push_back(context_.journal.finish(intent, context_.lock, context_.identity));
    if (!settings_.empty() || !context_.lock.condition().empty() ||
        (!traits.probe && !traits.repeatable))
        return write(std::move(row));
    std::ranges::move(short_transaction(context_.connection.dialect(), std::move(row)),
                      std::back_inserter(due_marks_));
}

// In one message with the guard and the probe, but for a lease, which each write looks at, and
// where the probe is to see the migration's own settings.
void JournalStep::write_intent(const JournalEntry& intent, const std::optional<Probe>& probe,
                               bool replaces) {
    const auto rows = [&](const JournalEntry& entry, std::string_view asked) {
        std::vector<Statement> all;
        if (replaces)
            all.push_back(
                context_.journal.remove(intent.version, intent.direction, intent.statement));
        all.push_back(context_.journal.insert(entry, context_.lock, context_.identity, asked));
        return all;
    };
    const std::optional<Statement> guard = context_.lock.guard();
    const bool apart = !settings_.empty() || !context_.lock.condition().empty();
    if (apart || !guard) context_.lock.verify();
    if (apart) {
        JournalEntry entry = intent;
        if (probe) entry.probe_state = ask(*probe);
        return write(rows(entry, {}));
    }
    if (guard) due_marks_.insert(due_marks_.begin(), *guard);
    const auto heed = [&](std::size_t at, const Reply& reply) {
        if (guard && at == 0 && !says_yes(reply)) throw lock_lost();
    };
    try {
        send(rows(intent, probe ? std::string_view(probe->state) : ""), heed);
    } catch (const LockLost&) {
        context_.lock.verify(); // which may know why
        throw;
    }
}

void JournalStep::run_outside(std::size_t index) {
    const StatementTraits& traits = step_.statements[index].traits;
    const auto intent = std::ranges::find(journal_, index, &JournalEntry::statement);
    const bool begun = intent != journal_.end();
    JournalEntry about_to_run = entry(index, JournalEntry::State::intent);
    if (begun && settle(index, *intent)) return mark_done(about_to_run);
    if (traits.probe) {
        // What this run did not begin may be half there by a mistake in the text, which the
        // database shall tell.
        const bool may_clean = begun || !traits.probe->cleanup_completes;
        if (may_clean && clean_up(index, *traits.probe)) return mark_done(about_to_run);
    }
    write_intent(about_to_run, traits.probe, begun);
    try {
        execute(index);
    } catch (const StepFailure& failure) {
        if (failure.facts().database.kind == DatabaseError::Kind::connection_lost) throw;
        if (may_be_half_done(traits)) throw in_doubt(failure);
        forget_intent(about_to_run, traits.probe);
        throw;
    }
    mark_done(about_to_run);
}

} // namespace varve
