#include "kernel/migrate/native_step.hpp"

#include "kernel/migrate/native_batches.hpp"
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
        run_.observer.told(step_, sentence);
    }

    void progress(std::uint64_t done, std::uint64_t total) override {
        run_.observer.progressed(step_, done, total);
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

void call_guarded(RunContext& run, const Step& step, std::span<const JournalEntry> journal,
                  StepFailure::Aftermath aftermath) {
    Context context(run, step, journal);
    try {
        if (step.direction == Direction::up)
            step.native->up(context);
        else
            step.native->down(context);
    } catch (const DatabaseError& error) {
        throw failure_of(step, 0, error, aftermath);
    } catch (const Error&) {
        throw;
    } catch (const std::exception& error) {
        throw other_failure(step, error.what(), aftermath);
    } catch (...) {
        throw other_failure(step, "it threw something that is not an exception", aftermath);
    }
}

} // namespace

void call_in_transaction(RunContext& context, const Step& step) {
    call_guarded(context, step, {}, StepFailure::Aftermath::rolled_back);
}

void NativeStep::run(const StepPlace& place) {
    Connection& connection = context_.connection;
    journal_ = context_.journal.read();
    std::erase_if(journal_, [&](const JournalEntry& entry) {
        return entry.version != step_.version || entry.direction != step_.direction;
    });
    call();
    if (connection.owns_session()) connection.execute_all(connection.reset_statements());
    context_.lock.verify();
    Transaction transaction(connection, {.access = Access::write});
    transaction.commit(recording_statements(context_, step_, place));
}

void NativeStep::begin() {
    context_.lock.verify();
    context_.journal.write({.version = step_.version,
                            .direction = step_.direction,
                            .statement = whole,
                            .state = JournalEntry::State::intent,
                            .digest = step_.checksums.bytes},
                           context_.lock, context_.identity);
}

void NativeStep::call() {
    const auto known = std::ranges::find(journal_, whole, &JournalEntry::statement);
    const bool begun = known != journal_.end();
    if (begun && known->state == JournalEntry::State::done) return; // a person said so
    if (begun && !step_.native->retryable()) stop_in_doubt();
    if (begun)
        context_.observer.remark(step_.version.text() + ' ' + step_.name +
                                 " was begun by a run that ended; it is called again");
    else
        begin();
    set_session_limits(context_);
    call_guarded(context_, step_, journal_,
                 step_.native->retryable() ? StepFailure::Aftermath::again
                                           : StepFailure::Aftermath::in_doubt);
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
