#include "kernel/migrate/journal_step.hpp"

#include "kernel/migrate/step_failure.hpp"
#include "varve/db/lexer.hpp"
#include "varve/db/transaction.hpp"
#include "varve/error.hpp"

#include <algorithm>
#include <array>

namespace varve {

namespace {

bool concerns_session_only(const StatementTraits& traits) {
    return traits.kind == StatementTraits::Kind::setting || traits.scope == Scope::no_effect;
}

bool begins(const ScriptStatement& statement) {
    const std::string_view text = statement.text;
    return same_word(text.substr(0, 5), "BEGIN") || same_word(text.substr(0, 5), "START");
}

bool rolls_back(const ScriptStatement& statement) {
    return same_word(std::string_view(statement.text).substr(0, 8), "ROLLBACK") ||
           same_word(std::string_view(statement.text).substr(0, 5), "ABORT");
}

} // namespace

void JournalStep::prepare_session() {
    if (!context_.connection.owns_session()) return;
    const Dialect& dialect = context_.connection.dialect();
    for (const std::string& text :
         dialect.set_lock_timeout(context_.timeouts.lock.count(), Lasts::session))
        context_.connection.execute(text);
    for (const std::string& text :
         dialect.set_statement_timeout(context_.timeouts.statement.count(), Lasts::session))
        context_.connection.execute(text);
}

void JournalStep::load_journal() {
    journal_ = context_.journal.read();
    std::erase_if(journal_, [&](const JournalEntry& entry) {
        return entry.version != step_.version || entry.direction != step_.direction;
    });
}

void JournalStep::run(const StepPlace& place) {
    prepare_session();
    load_journal();
    if (step_.resume_at > 0)
        context_.observer.remark("goes on at statement " + std::to_string(step_.resume_at + 1) +
                                 " of " + std::to_string(step_.statements.size()) +
                                 ": those before it are done");
    for (std::size_t index = 0; index < step_.statements.size();) run_from(index);

    Connection& connection = context_.connection;
    if (connection.owns_session()) connection.execute_all(connection.reset_statements());
    context_.lock.verify();
    Transaction transaction(connection, {.access = Access::write});
    transaction.commit(recording_statements(context_, step_, place));
}

void JournalStep::run_from(std::size_t& index) {
    const PlannedStatement& statement = step_.statements[index];
    if (concerns_session_only(statement.traits)) return run_session_statement(index++);
    const bool own_transaction =
        statement.traits.scope == Scope::control && begins(statement.source);
    const std::size_t last = own_transaction ? end_of_authors_transaction(index) : index;
    if (last < step_.resume_at) {
        index = last + 1;
        return;
    }
    context_.interruption.stop_here("what is done is recorded; the next run goes on from there");
    context_.observer.statement_started(statement, index, step_.statements.size());
    if (own_transaction)
        run_authors_transaction(index, last);
    else if (statement.traits.scope == Scope::transactional)
        run_transactional(index);
    else
        run_outside(index);
    index = last + 1;
}

void JournalStep::execute(std::size_t index) {
    const ScriptStatement& source = step_.statements[index].source;
    try {
        context_.connection.execute(Statement{source.text, {}, source.input});
    } catch (const DatabaseError& error) {
        throw failure_of(step_, index, error, StepFailure::Aftermath::partial);
    }
}

void JournalStep::run_session_statement(std::size_t index) {
    execute(index);
}

void JournalStep::run_transactional(std::size_t index) {
    const Interruption::Cancellable cancellable(context_.interruption);
    std::vector<Statement> opening;
    if (const auto guard = context_.lock.guard()) opening.push_back(*guard);
    Transaction transaction(context_.connection, {.access = Access::write}, opening);
    execute(index);
    const auto replies = transaction.commit(context_.journal.write_statements(
        entry(index, JournalEntry::State::done), context_.lock, context_.identity));
    if (replies.back().affected != 1)
        throw LockLost(
            "the migration lock was taken by another run; the next run goes on from here");
}

std::size_t JournalStep::end_of_authors_transaction(std::size_t first) const {
    for (std::size_t index = first + 1; index < step_.statements.size(); ++index)
        if (step_.statements[index].traits.scope == Scope::control) return index;
    throw MigrationError(step_.origin + ':' + std::to_string(step_.statements[first].source.line) +
                             ": this transaction is never committed",
                         ExitCode::usage);
}

void JournalStep::run_authors_transaction(std::size_t first, std::size_t last) {
    for (std::size_t index = first; index < last; ++index) execute(index);
    const auto mark_done = [&] {
        for (std::size_t index = first; index <= last; ++index) {
            const auto statements = context_.journal.write_statements(
                entry(index, JournalEntry::State::done), context_.lock, context_.identity);
            if (context_.connection.execute_all(statements).back().affected != 1)
                throw LockLost("the migration lock was taken by another run");
        }
    };
    if (rolls_back(step_.statements[last].source)) {
        execute(last);
        mark_done();
    } else {
        mark_done();
        execute(last);
    }
}

JournalEntry JournalStep::entry(std::size_t index, JournalEntry::State state) const {
    return {.version = step_.version,
            .direction = step_.direction,
            .statement = index,
            .state = state,
            .digest = Journal::digest(step_.statements[index].source.text)};
}

std::string JournalStep::ask(const Probe& probe) {
    constexpr std::array text{Kind::text};
    const auto row = context_.connection.query_row({probe.state}, text);
    return row.empty() || row.front().is_null() ? "" : row.front().to_string();
}

// Does away with what an earlier try left unfinished; true where that completed the statement.
bool JournalStep::clean_up(std::size_t index, const Probe& probe) {
    if (probe.cleanup.empty() || !ask(probe).starts_with("partial")) return false;
    context_.observer.remark("an earlier try of '" + step_.statements[index].traits.summary +
                             "' left something unfinished behind; " +
                             (probe.cleanup_completes ? "finishing it" : "removing it"));
    context_.connection.execute(probe.cleanup);
    return probe.cleanup_completes;
}

void JournalStep::mark_done(std::size_t index) {
    context_.journal.write(entry(index, JournalEntry::State::done), context_.lock,
                           context_.identity);
}

void JournalStep::run_outside(std::size_t index) {
    const StatementTraits& traits = step_.statements[index].traits;
    const auto intent = std::ranges::find(journal_, index, &JournalEntry::statement);
    const bool begun = intent != journal_.end();
    if (begun && settle(index, *intent)) return mark_done(index);
    JournalEntry about_to_run = entry(index, JournalEntry::State::intent);
    if (traits.probe) {
        if (clean_up(index, *traits.probe)) return mark_done(index);
        about_to_run.probe_state = ask(*traits.probe);
    }
    context_.lock.verify();
    context_.journal.write(about_to_run, context_.lock, context_.identity);
    try {
        execute(index);
    } catch (const StepFailure& failure) {
        if (!traits.probe) forget_intent(index, failure);
        throw;
    }
    mark_done(index);
}

// The database said no: without a probe that is all that can be known, and it is enough.
void JournalStep::forget_intent(std::size_t index, const StepFailure& failure) {
    if (failure.facts().database.kind == DatabaseError::Kind::connection_lost) return;
    context_.connection.execute(context_.journal.remove(step_.version, step_.direction, index));
}

// Finds out what became of a statement of which only the intent is known; true when it is done.
bool JournalStep::settle(std::size_t index, const JournalEntry& intent) {
    const PlannedStatement& statement = step_.statements[index];
    if (statement.traits.repeatable) return false;
    if (!statement.traits.probe) stop_in_doubt(index);
    const std::string state = ask(*statement.traits.probe);
    if (state == intent.probe_state || state.starts_with("partial")) return false;
    context_.observer.remark("'" + statement.traits.summary +
                             "' was begun by a run that ended; it took effect");
    return true;
}

void JournalStep::stop_in_doubt(std::size_t index) const {
    const PlannedStatement& statement = step_.statements[index];
    const std::string which = step_.version.text() + ':' + std::to_string(index + 1);
    throw MigrationError(step_.origin + ':' + std::to_string(statement.source.line) +
                             ": a run ended while '" + statement.traits.summary +
                             "' was at work, and nothing in the database tells whether it took "
                             "effect. Look, and then say\n"
                             "  varve repair --done " +
                             which +
                             "     if it did, or\n"
                             "  varve repair --undone " +
                             which + "   if it did not; then run again",
                         ExitCode::history);
}

} // namespace varve
