#include "kernel/engine.hpp"
#include "kernel/migrate/checksums.hpp"
#include "kernel/migrate/lock_wait.hpp"
#include "kernel/migrate/settlement.hpp"
#include "kernel/migrate/statements.hpp"
#include "kernel/session.hpp"
#include "varve/db/transaction.hpp"

namespace varve {

namespace {

using State = MigrationStatus::State;

bool begun_and_gone(const MigrationStatus& status) {
    return status.state == State::partial && status.going == Direction::up && status.origin.empty();
}

std::string place_of(const JournalEntry& entry) {
    return entry.version.text() + ':' + std::to_string(entry.statement + 1);
}

std::string down_to_keep(const Migration& file, const HistorySession& session,
                         const Config& config) {
    if (file.native || !file.down) return {};
    StatementProblems ignored; // whoever makes a step of it tells them
    return text_for(with_values(*file.down, config.placeholders(), ignored),
                    session.dialect().name());
}

// What a native migration did in batches goes with it: it begins anew.
Statement statement_to_forget(const Journal& journal, const JournalEntry& undone) {
    if (undone.digest.starts_with("source:")) return journal.clear(undone.version);
    return journal.remove(undone.version, undone.direction, undone.statement);
}

} // namespace

std::vector<std::string> Engine::repair(const RepairRequest& request) {
    migrations();
    const auto session = open(ConnectRequest::Missing::refuse);
    const MigrationSet& set = migrations_for(*session);
    const RunIdentity identity{new_run_id(), this_process()};
    const auto lock = session->lock(identity.who);
    wait_for_lock(*lock, config_.duration("migrate.wait_lock"), observer_, interruption_);
    History& history = session->history();
    history.create_tables();
    const HistoryState state = history.read();
    const std::vector<MigrationStatus> known = compare(set, state, session->dialect());
    Settlement settlement = settle({request.done, request.undone}, state, known);

    std::vector<Statement> statements;
    std::vector<std::string> done;
    const auto note = [&](std::string sentence, Statement statement) {
        statements.push_back(std::move(statement));
        statements.push_back(history.log({.event = "repaired", .text = sentence}, identity));
        done.push_back(std::move(sentence));
    };
    Sha256 hash;
    for (const MigrationStatus& status : known) {
        const std::string which = status.version.text() + ' ' + status.name;
        if (request.missing && begun_and_gone(status))
            note("forgot what was begun of " + status.version.text() + ", whose file is gone",
                 session->journal().clear(status.version));
        if (request.missing && status.state == State::missing)
            note("forgot " + which + ", whose file is gone", history.remove(status.version));
        const bool differs = status.state == State::changed || status.state == State::reformatted;
        if (!request.checksums || !differs) continue;
        const Migration& file = *set.find(status.version);
        note("took over the checksums of " + which,
             history.set_checksums(status.version, checksums_of(file, session->dialect(), hash)));
        const std::string& kind = state.find(status.version)->kind;
        if (kind == (file.native ? "sql" : "native"))
            statements.push_back(history.set_down(status.version, file.native ? "native" : "sql",
                                                  down_to_keep(file, *session, config_)));
    }
    if (settlement.undone)
        note("statement " + place_of(*settlement.undone) + " counts as not run",
             statement_to_forget(session->journal(), *settlement.undone));
    if (settlement.done) {
        settlement.done->state = JournalEntry::State::done;
        auto written = session->journal().write_statements(*settlement.done, *lock, identity);
        statements.push_back(std::move(written.front()));
        note("statement " + place_of(*settlement.done) + " counts as done",
             std::move(written.back()));
    }
    if (statements.empty()) return done;
    Transaction transaction(session->connection(), {.access = Access::write});
    transaction.commit(statements);
    return done;
}

} // namespace varve
