#include "kernel/engine.hpp"
#include "kernel/migrate/checksums.hpp"
#include "kernel/migrate/lock_wait.hpp"
#include "kernel/session.hpp"
#include "varve/db/transaction.hpp"

#include <algorithm>
#include <charconv>

namespace varve {

namespace {

using State = MigrationStatus::State;

struct StatementPlace {
    Version version;
    std::size_t statement = 0; ///< from 0
};

// "20260101000000:3" is the third statement.
StatementPlace parse_place(const std::string& text) {
    const std::size_t colon = text.rfind(':');
    std::size_t number = 0;
    const char* const end = text.data() + text.size();
    const bool valid = colon != std::string::npos &&
                       std::from_chars(text.data() + colon + 1, end, number).ptr == end &&
                       number > 0;
    if (!valid)
        throw ConfigError("'" + text +
                          "' names no statement; it is written VERSION:N, as in "
                          "20260101000000:3 for the third");
    return {Version(text.substr(0, colon)), number - 1};
}

bool begun_and_gone(const MigrationStatus& status) {
    return status.state == State::partial && status.going == Direction::up && status.origin.empty();
}

const JournalEntry& doubtful_entry(const HistoryState& state, const StatementPlace& place) {
    const auto found = std::ranges::find_if(state.journal, [&](const JournalEntry& entry) {
        return entry.version == place.version && entry.statement == place.statement;
    });
    if (found == state.journal.end())
        throw MigrationError("the journal has no statement " + std::to_string(place.statement + 1) +
                                 " of migration " + place.version.text() +
                                 "; 'varve status' shows what is half run",
                             ExitCode::usage);
    return *found;
}

} // namespace

std::vector<std::string> Engine::repair(const RepairRequest& request) {
    migrations();
    const auto session = open(ConnectRequest::Missing::refuse);
    migrations_->keep_only(session->dialect().name());
    const RunIdentity identity{new_run_id(), this_process()};
    const auto lock = session->lock(identity.who);
    wait_for_lock(*lock, config_.duration("migrate.wait_lock"), observer_, interruption_);
    History& history = session->history();
    history.create_tables();
    const HistoryState state = history.read();

    std::vector<Statement> statements;
    std::vector<std::string> done;
    const auto note = [&](std::string sentence, Statement statement) {
        statements.push_back(std::move(statement));
        statements.push_back(history.log({.event = "repaired", .text = sentence}, identity));
        done.push_back(std::move(sentence));
    };
    Sha256 hash;
    for (const MigrationStatus& status : compare(*migrations_, state, session->dialect())) {
        const std::string which = status.version.text() + ' ' + status.name;
        if (request.missing && begun_and_gone(status))
            note("forgot what was begun of " + status.version.text() + ", whose file is gone",
                 session->journal().clear(status.version));
        if (request.missing && status.state == State::missing)
            note("forgot " + which + ", whose file is gone", history.remove(status.version));
        const bool differs = status.state == State::changed || status.state == State::reformatted;
        if (!request.checksums || !differs) continue;
        const SqlOperation& up = migrations_->find(status.version)->up;
        note("took over the checksums of " + which,
             history.set_checksums(status.version,
                                   {byte_checksum(up, session->dialect().name(), hash),
                                    token_checksum(up, session->dialect(), hash)}));
    }
    if (request.undone) {
        const StatementPlace place = parse_place(*request.undone);
        const JournalEntry& entry = doubtful_entry(state, place);
        note("statement " + *request.undone + " counts as not run",
             session->journal().remove(entry.version, entry.direction, entry.statement));
    }
    if (request.done) {
        JournalEntry entry = doubtful_entry(state, parse_place(*request.done));
        entry.state = JournalEntry::State::done;
        auto written = session->journal().write_statements(entry, *lock, identity);
        statements.push_back(std::move(written.front()));
        note("statement " + *request.done + " counts as done", std::move(written.back()));
    }
    if (statements.empty()) return done;
    Transaction transaction(session->connection(), {.access = Access::write});
    transaction.commit(statements);
    return done;
}

} // namespace varve
