#include "kernel/migrate/settlement.hpp"

#include "kernel/migrate/migration_names.hpp"
#include "varve/error.hpp"

#include <algorithm>
#include <charconv>

namespace varve {

namespace {

struct Place {
    std::string_view migration;
    std::size_t statement = 0; ///< from 0
};

Place parse_place(std::string_view text) {
    const std::size_t colon = text.rfind(':');
    std::size_t number = 0;
    const char* const end = text.data() + text.size();
    const bool valid = colon != std::string_view::npos &&
                       std::from_chars(text.data() + colon + 1, end, number).ptr == end &&
                       number > 0;
    if (!valid)
        throw ConfigError("'" + std::string(text) +
                          "' names no statement; it is written VERSION:N, as in "
                          "20260101000000:3 for the third");
    return {text.substr(0, colon), number - 1};
}

JournalEntry entry_at(std::string_view text, const HistoryState& history,
                      const std::vector<MigrationStatus>& known) {
    const Place place = parse_place(text);
    const Version& version = known[resolve(place.migration, names_of(known))].version;
    const auto found = std::ranges::find_if(history.journal, [&](const JournalEntry& entry) {
        return entry.version == version && entry.statement == place.statement;
    });
    if (found == history.journal.end())
        throw MigrationError("the journal has no statement " + std::to_string(place.statement + 1) +
                                 " of migration " + version.text() +
                                 "; 'varve status' shows what is half run",
                             ExitCode::usage);
    if (found->state == JournalEntry::State::batches)
        throw MigrationError(std::string(text) +
                                 " is how far batches have come, which the next run goes on from; "
                                 "what can be settled is " +
                                 version.text() + ":1, the migration as a whole",
                             ExitCode::usage);
    return *found;
}

// The next run goes on behind the last statement that is done, and would never come back to this.
void require_nothing_built_on(const JournalEntry& undone, const HistoryState& history) {
    const JournalEntry* last = &undone;
    for (const JournalEntry& entry : history.journal)
        if (entry.version == undone.version && entry.state == JournalEntry::State::done &&
            entry.statement > last->statement)
            last = &entry;
    if (last == &undone) return;
    const auto place = [&](const JournalEntry& entry) {
        return entry.version.text() + ':' + std::to_string(entry.statement + 1);
    };
    throw MigrationError(
        "refused: statement " + place(undone) +
            " is done, and so are later ones, up "
            "to " +
            place(*last) +
            "; only the statement in doubt or the last that is done can be undone. "
            "Put right by hand what it should have done, or begin with --undone " +
            place(*last),
        ExitCode::refused);
}

} // namespace

Settlement settle(const SettlementRequest& request, const HistoryState& history,
                  const std::vector<MigrationStatus>& known) {
    Settlement settlement;
    if (request.done) settlement.done = entry_at(*request.done, history, known);
    if (request.undone) settlement.undone = entry_at(*request.undone, history, known);
    if (settlement.done && settlement.undone &&
        settlement.done->version == settlement.undone->version)
        // NOLINTNEXTLINE(bugprone-unchecked-optional-access): what was settled was asked for
        throw ConfigError("--done " + *request.done + " and --undone " + *request.undone +
                          " contradict each other, for one migration is half way at one statement; "
                          "say only what is so");
    if (settlement.undone) require_nothing_built_on(*settlement.undone, history);
    return settlement;
}

} // namespace varve
