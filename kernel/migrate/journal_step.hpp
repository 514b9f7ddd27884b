#pragma once

#include "kernel/migrate/run_context.hpp"
#include "varve/migration/plan.hpp"

#include <functional>
#include <optional>
#include <span>

namespace varve {

class StepFailure;

/// Runs a step statement by statement, so that after a kill at any point the next run knows which
/// statements are done:
///
/// - what can be in a transaction shares one with its done row, and is never in doubt; the last
///   statement with what records all of them, where nothing is to be looked at between;
/// - what cannot gets an intent row before it and a done row after; if only the intent is found,
///   the statement's probe tells whether it took effect;
/// - what concerns the session only is not journalled and is run again;
/// - a transaction of the author's own gets the done rows of all its statements just before its
///   COMMIT.
class JournalStep {
public:
    JournalStep(RunContext& context, const Step& step)
        : context_(context), step_(step), resume_at_(step.resume_at) {}

    void run(const StepPlace& place);

private:
    void run_all(const StepPlace& place);
    void record(const StepPlace& place);
    std::vector<Statement> record_statements(const StepPlace& place) const;
    void reset_session();
    void load_journal();
    void announce(std::size_t index);
    void run_from(std::size_t& index);
    void run_session_statement(std::size_t index);
    void run_transactional(std::size_t index,
                           const std::function<std::vector<Statement>()>& closing);
    bool is_recorded_along(std::size_t index) const;
    void run_outside(std::size_t index);
    void run_authors_transaction(std::size_t first, std::size_t last);
    void mark_transaction(std::size_t first, std::size_t last);
    void abandon_transaction() noexcept;

    std::vector<Statement> undo_settings() const;
    void restore_settings();
    std::vector<Statement> done_statements(std::size_t index) const;
    void write(std::vector<Statement> rows);
    void write_intent(const JournalEntry& intent, const std::optional<Probe>& probe, bool replaces);
    void send(std::vector<Statement> inside, const OnReply& on_reply = {});
    void send_due(const OnReply& on_reply = {});
    std::vector<Statement> take_due();
    bool settle(std::size_t index, const JournalEntry& intent);
    bool clean_up(std::size_t index, const Probe& probe);
    void mark_done(const JournalEntry& intent);
    void forget_intent(const JournalEntry& intent, const std::optional<Probe>& probe) noexcept;
    std::string ask(const Probe& probe);
    void execute(std::size_t index);
    JournalEntry entry(std::size_t index, JournalEntry::State state) const;
    /// `what` is known of it, and what a person does first.
    [[noreturn]] void stop_in_doubt(std::size_t index, std::string_view what) const;

    RunContext& context_;
    const Step& step_;
    std::vector<JournalEntry> journal_;
    std::size_t resume_at_;             ///< the first statement that is not known to be done
    std::vector<std::size_t> settings_; ///< statements about the session that were run, in order
    /// Time limits, which are to be set before anything else is done, and go along with that.
    std::vector<Statement> due_;
    /// What says that statements are done, likewise. Where all are, the record says as much.
    std::vector<Statement> due_marks_;
};

} // namespace varve
