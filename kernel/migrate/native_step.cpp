#include "kernel/migrate/native_step.hpp"

#include "kernel/migrate/native_batches.hpp"
#include "kernel/migrate/retry.hpp"
#include "kernel/migrate/row_counts.hpp"
#include "kernel/migrate/step_failure.hpp"
#include "varve/db/transaction.hpp"
#include "varve/error.hpp"
#include "varve/log.hpp"

#include <algorithm>
#include <utility>

namespace varve {

namespace {

// What its batches are counted on from: the first is statement 1.
constexpr std::size_t whole = 0;

class Context final : public MigrationContext {
public:
    Context(RunContext& run, const Step& step, std::span<const JournalEntry> journal)
        : run_(run), step_(step), journal_(journal) {}

    Connection& connection() override { return run_.connection; }

    void log(std::string_view sentence) override {
        log::info(step_.version.text() + ' ' + step_.name + ": " + std::string(sentence));
        run_.observer.told(step_.name, sentence);
    }

    void progress(std::uint64_t done, std::uint64_t total) override {
        run_.observer.progressed(step_.name, done, total);
    }

    void in_batches(const Batches& batches, const EachBatch& each) override {
        if (step_.mode != StepMode::journal)
            throw DatabaseError(
                {.kind = DatabaseError::Kind::misuse,
                 .message = "in_batches commits as it goes, and this migration is one transaction; "
                            "override transaction() to return TransactionMode::none",
                 .statement = batches.query.text});
        const std::size_t number = ++calls_;
        NativeBatches(run_, step_, batches, number).run(journal_, each);
    }

private:
    RunContext& run_;
    const Step& step_;
    std::span<const JournalEntry> journal_;
    std::size_t calls_ = 0;
};

StepFailure other_failure(const Step& step, std::string_view what,
                          StepFailure::Aftermath aftermath) {
    return failure_of(
        step, 0, DatabaseError({.kind = DatabaseError::Kind::other, .message = std::string(what)}),
        aftermath);
}

// A new object for each call: what one keeps of a try that failed is no business of the next, nor
// may it outlive the session.
void call_guarded(RunContext& run, const Step& step, const NativeCode& code,
                  std::span<const JournalEntry> journal, StepFailure::Aftermath aftermath) {
    Context context(run, step, journal);
    try {
        const std::unique_ptr<NativeMigration> migration = code.make();
        if (step.direction == Direction::up)
            migration->up(context);
        else
            migration->down(context);
    } catch (const DatabaseError& error) {
        throw failure_of(step, 0, error, aftermath);
    } catch (const LockLost&) {
        throw;
    } catch (const MigrationError&) {
        throw; // the batches are not those that were begun
    } catch (const std::exception& error) {
        if (run.interruption.requested()) throw;
        throw other_failure(step, error.what(), aftermath);
    } catch (...) {
        throw other_failure(step, "it threw something that is not an exception", aftermath);
    }
}

// A database may roll back by itself on these; otherwise it was the migration.
bool may_end_a_transaction(DatabaseError::Kind kind) {
    using enum DatabaseError::Kind;
    return kind == connection_lost || kind == disk_full || kind == out_of_memory ||
           kind == cancelled || kind == deadlock;
}

// What the migration left of its own in the session: an open transaction, a role, settings.
void put_session_right(RunContext& context) {
    Connection& connection = context.connection;
    if (connection.in_transaction()) connection.execute(connection.dialect().rollback());
    if (connection.owns_session()) connection.execute_all(connection.reset_statements());
}

} // namespace

void call_in_transaction(RunContext& context, const Step& step, const NativeCode& code) {
    try {
        call_guarded(context, step, code, {}, StepFailure::Aftermath::rolled_back);
    } catch (const StepFailure& failure) {
        if (!may_end_a_transaction(failure.facts().database.kind))
            require_transaction(context.connection, step);
        throw;
    }
}

void NativeStep::run(const StepPlace& place) {
    Connection& connection = context_.connection;
    journal_ = context_.journal.read();
    std::erase_if(journal_, [&](const JournalEntry& entry) {
        return entry.version != step_.version || entry.direction != step_.direction;
    });
    call(place);
    check_row_counts(context_, step_, place.rows_before, aftermath());
    context_.lock.verify();
    write_patiently([&] {
        Transaction transaction(connection, {.access = Access::write});
        transaction.commit(recording_statements(context_, step_, place));
    });
}

StepFailure::Aftermath NativeStep::aftermath() const {
    return code_.retryable ? StepFailure::Aftermath::again : StepFailure::Aftermath::in_doubt;
}

void NativeStep::begin() {
    context_.lock.verify();
    const JournalEntry intent{.version = step_.version,
                              .direction = step_.direction,
                              .statement = whole,
                              .state = JournalEntry::State::intent,
                              .digest = step_.checksums.bytes};
    write_patiently([&] {
        context_.journal.write(
            context_.journal.write_statements(intent, context_.lock, context_.identity),
            context_.lock);
    });
}

void NativeStep::call(const StepPlace& place) {
    const auto known = std::ranges::find(journal_, whole, &JournalEntry::statement);
    const bool begun = known != journal_.end();
    if (begun && known->state == JournalEntry::State::done) return; // a person said so
    if (begun && !code_.retryable) stop_in_doubt();
    if (!begun)
        begin();
    else if (place.attempt == 1)
        context_.observer.remark(step_.version.text() + ' ' + step_.name +
                                 " was begun by a run that ended; it is called again");
    set_session_limits(context_);
    try {
        call_guarded(context_, step_, code_, journal_, aftermath());
        if (context_.connection.in_transaction())
            throw other_failure(step_,
                                "it left a transaction open, which is rolled back; commit it where "
                                "it was begun",
                                aftermath());
        put_session_right(context_);
    } catch (const DatabaseError& error) { // of rows that it left open
        throw failure_of(step_, 0, error, aftermath());
    } catch (const Error&) {
        try {
            put_session_right(context_);
        } catch (const Error& error) {
            log::debug(std::string("putting the session right: ") + error.what());
        }
        throw;
    }
}

void NativeStep::stop_in_doubt() const {
    throw MigrationError(step_.origin +
                             ": a run ended while this migration was at work outside a "
                             "transaction, and it does not say that it may be called again "
                             "(retryable). Look, put it right, and say\n"
                             "  varve repair --done " +
                             step_.version.text() +
                             ":1     if all of it is in the database, or\n"
                             "  varve repair --undone " +
                             step_.version.text() + ":1   if none of it is; then run again",
                         ExitCode::history);
}

} // namespace varve
