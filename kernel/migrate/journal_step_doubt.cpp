// What an earlier run, or a failure, may have left of a statement.
#include "kernel/migrate/journal_step.hpp"

#include "varve/error.hpp"
#include "varve/log.hpp"

#include <algorithm>
#include <array>

namespace varve {

namespace {

std::string answer(const Value& cell) {
    return cell.is_null() ? "" : cell.to_string();
}

} // namespace

std::string JournalStep::ask(const Probe& probe) {
    constexpr std::array text{Kind::text};
    const auto row = context_.connection.query_row({probe.state}, text);
    return row.empty() ? "" : answer(row.front());
}

// Does away with what an earlier try left unfinished; true where that completed the statement.
bool JournalStep::clean_up(std::size_t index, const Probe& probe) {
    if (probe.cleanup.empty() || !ask(probe).starts_with("partial")) return false;
    context_.observer.remark("an earlier try of '" + step_.statements[index].traits.summary +
                             "' left something unfinished behind; " +
                             (probe.cleanup_completes ? "finishing it" : "removing it"));
    send_due();
    context_.connection.execute(probe.cleanup);
    return probe.cleanup_completes;
}

// The database said no, and nothing is left behind: then the statement may be written anew.
void JournalStep::forget_intent(const JournalEntry& intent,
                                const std::optional<Probe>& probe) noexcept {
    try {
        load_journal();
        const auto written =
            std::ranges::find(journal_, intent.statement, &JournalEntry::statement);
        if (written == journal_.end() || (probe && ask(*probe) != written->probe_state)) return;
        context_.connection.execute_all(undo_settings());
        context_.connection.execute(
            context_.journal.remove(step_.version, step_.direction, intent.statement));
    } catch (const Error& error) {
        log::debug(std::string("the intent of what failed stays in the journal: ") + error.what());
    }
}

// Finds out what became of a statement of which only the intent is known; true when it is done.
bool JournalStep::settle(std::size_t index, const JournalEntry& intent) {
    const PlannedStatement& statement = step_.statements[index];
    if (statement.traits.repeatable) return false;
    if (!statement.traits.probe)
        stop_in_doubt(index, "nothing in the database tells whether it took effect. Look");
    const std::string state = ask(*statement.traits.probe);
    if (state == intent.probe_state) return false;
    if (state.starts_with("partial")) {
        if (statement.traits.probe->cleanup.empty())
            stop_in_doubt(index, "only a part of it took effect. Put it right");
        return false;
    }
    context_.observer.remark("'" + statement.traits.summary +
                             "' was begun by a run that ended; it took effect");
    return true;
}

void JournalStep::stop_in_doubt(std::size_t index, std::string_view what) const {
    const PlannedStatement& statement = step_.statements[index];
    const std::string which = step_.version.text() + ':' + std::to_string(index + 1);
    throw MigrationError(step_.origin + ':' + std::to_string(statement.source.line) +
                             ": a run ended while '" + statement.traits.summary +
                             "' was at work, and " + std::string(what) +
                             ", and then say\n"
                             "  varve repair --done " +
                             which +
                             "     if it did, or\n"
                             "  varve repair --undone " +
                             which + "   if it did not; then run again",
                         ExitCode::history);
}

} // namespace varve
