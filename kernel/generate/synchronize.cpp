#include "kernel/engine.hpp"
#include "kernel/generate/sides.hpp"
#include "kernel/migrate/lock_wait.hpp"
#include "kernel/session.hpp"
#include "varve/db/transaction.hpp"
#include "varve/error.hpp"

#include <algorithm>

namespace varve {

using namespace schema;

namespace {

[[noreturn]] void refuse(const std::string& what) {
    throw MigrationError("synchronize only adds, and this is more; nothing of it was done. "
                         "'varve generate NAME' writes a migration for it:" +
                             what,
                         ExitCode::refused);
}

template <class Thing> const Thing* both(const Alter& alter, const Thing*& after) {
    after = std::get_if<Thing>(&alter.after);
    return std::get_if<Thing>(&alter.before);
}

// What it does more than to add; nothing where it does not.
std::string excess(const Alter& alter, const std::string& what) {
    const PartOf<Column>* column = nullptr;
    if (const auto* const before = both(alter, column)) {
        if (before->part.type != column->part.type) return "changes the type of " + what;
        return before->part.nullable && !column->part.nullable ? "lets no NULL be in " + what : "";
    }
    const EnumType* type = nullptr;
    const auto* const before = both(alter, type);
    const auto stays = [&](const std::string& value) {
        return std::ranges::find(type->values, value) != type->values.end();
    };
    if (before == nullptr || std::ranges::all_of(before->values, stays)) return "";
    return "takes values from " + what;
}

std::string excess(const Change& change) {
    const std::string what = in_words(id_of(change));
    if (std::holds_alternative<Drop>(change.what)) return "drops " + what;
    if (std::holds_alternative<Rename>(change.what)) return "gives " + what + " another name";
    const auto* const alter = std::get_if<Alter>(&change.what);
    return alter == nullptr ? "" : excess(*alter, what);
}

/// Carries statements out one after the other, and writes each into the log.
class Additions {
public:
    Additions(HistorySession& session, MigrationLock& lock, const Generation& found)
        : session_(session), lock_(lock), found_(found) {}

    std::string run_id() const { return identity_.run_id; }

    void make() {
        // A transaction would ignore them.
        for (const std::string& statement : found_.statements)
            if (scope_of(statement) == Scope::no_effect) session_.connection().execute(statement);
        if (!found_.in_transaction || !session_.dialect().supports(Feature::transactional_ddl))
            return make_all();
        Transaction transaction(session_.connection(), {.access = Access::write});
        make_all();
        transaction.commit();
    }

private:
    Scope scope_of(const std::string& statement) const {
        const Script script = session_.dialect().split(statement + ";\n", 1);
        return session_.dialect().classify(script.statements.front()).scope;
    }

    void make_all() {
        for (const std::string& statement : found_.statements) {
            lock_.verify();
            if (scope_of(statement) != Scope::no_effect) session_.connection().execute(statement);
            session_.connection().execute(
                session_.history().log({.event = "synchronized", .text = statement}, identity_));
        }
    }

    HistorySession& session_;
    MigrationLock& lock_;
    const Generation& found_;
    RunIdentity identity_{new_run_id(), this_process()};
};

} // namespace

Generation Engine::additions() {
    Generation found = generate({.to = std::string(from_entities),
                                 .ask = [](const Question& question) -> std::optional<Answer> {
                                     refuse("\n  drops " + in_words(question.gone));
                                 }});
    std::string more;
    for (const Change& change : found.changes)
        if (const std::string what = excess(change); !what.empty()) more += "\n  " + what;
    for (const std::string& loss : found.losses) more += "\n  " + loss;
    if (!more.empty()) refuse(more);
    return found;
}

void Engine::synchronize(RunResult& result) {
    if (additions().changes.empty()) return;
    const auto session = open(ConnectRequest::Missing::refuse);
    const auto lock = session->lock(this_process());
    wait_for_lock(*lock, config_.duration("migrate.wait_lock"), observer_, interruption_);
    // Meanwhile another run may have made it.
    const Generation found = additions();
    if (found.changes.empty()) return;
    session->limit_waiting(config_.duration("migrate.lock_timeout"));
    session->history().create_tables();
    Additions work(*session, *lock, found);
    work.make();
    result.synchronized = found.statements;
    if (result.run_id.empty()) result.run_id = work.run_id();
    keep_snapshot(session->connection(), result);
}

} // namespace varve
