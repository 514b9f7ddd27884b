#include "kernel/migrate/journal.hpp"

#include "kernel/migrate/history.hpp"
#include "kernel/migrate/short_transaction.hpp"
#include "kernel/sha256.hpp"

#include <array>

namespace varve {

namespace {

constexpr std::array<Kind, 6> entry_kinds{Kind::text, Kind::text, Kind::integer,
                                          Kind::text, Kind::text, Kind::text};

JournalEntry::State state_of(std::string_view word) {
    using enum JournalEntry::State;
    for (const JournalEntry::State state : {done, batches})
        if (word == to_string(state)) return state;
    return intent;
}

JournalEntry entry_of(std::span<const Cell> row) {
    const auto text = [&](std::size_t i) {
        return row[i].is_null() ? std::string() : std::string(row[i].as_text());
    };
    return {.version = Version(text(0)),
            .direction = text(1) == "up" ? Direction::up : Direction::down,
            .statement = static_cast<std::size_t>(row[2].as_integer()),
            .state = state_of(text(3)),
            .digest = text(4),
            .probe_state = text(5)};
}

} // namespace

std::string_view to_string(Direction direction) noexcept {
    return direction == Direction::up ? "up" : "down";
}

std::string_view to_string(JournalEntry::State state) noexcept {
    switch (state) {
    case JournalEntry::State::intent: return "intent";
    case JournalEntry::State::done: return "done";
    case JournalEntry::State::batches: break;
    }
    return "batches";
}

Journal::Journal(Connection& connection, Bookkeeping bookkeeping)
    : connection_(connection), bookkeeping_(std::move(bookkeeping)) {
    const Dialect& dialect = connection_.dialect();
    const std::string table = bookkeeping_.qualified(dialect, "journal");
    insert_text_ = "INSERT INTO " + table +
                   " (version, direction, statement_number, state, digest, recorded_at, run_id, "
                   "probe_state)";
    values_ = parameters(dialect, 7) + ", ";
    finish_text_ = "UPDATE " + table +
                   " SET state = 'done', probe_state = '', recorded_at = " + dialect.parameter(1) +
                   ", run_id = " + dialect.parameter(2) +
                   " WHERE version = " + dialect.parameter(3) +
                   " AND direction = " + dialect.parameter(4) +
                   " AND statement_number = " + dialect.parameter(5);
    clear_text_ = "DELETE FROM " + table + " WHERE version = " + dialect.parameter(1);
    remove_text_ = clear_text_ + " AND direction = " + dialect.parameter(2) +
                   " AND statement_number = " + dialect.parameter(3);
}

std::vector<JournalEntry> Journal::read() {
    const auto rows = connection_.query(
        {"SELECT version, direction, statement_number, state, digest, probe_state FROM " +
         bookkeeping_.qualified(connection_.dialect(), "journal") +
         " ORDER BY version, direction, statement_number"},
        entry_kinds);
    std::vector<JournalEntry> entries;
    std::array<Cell, entry_kinds.size()> row;
    while (rows->next(row)) entries.push_back(entry_of(row));
    return entries;
}

std::string Journal::create_table_text() const {
    const Dialect& dialect = connection_.dialect();
    const auto text = [&](std::size_t length) { return dialect.column_type(Kind::text, length); };
    const std::string integer = dialect.column_type(Kind::integer);
    return "CREATE TABLE " + bookkeeping_.qualified(dialect, "journal") + " (version " + text(255) +
           " NOT NULL, direction " + text(4) + " NOT NULL, statement_number " + integer +
           " NOT NULL, state " + text(10) + " NOT NULL, digest " + text(80) +
           " NOT NULL, probe_state " + text(0) + ", recorded_at " +
           dialect.column_type(Kind::timestamp_tz) + " NOT NULL, run_id " + text(40) +
           " NOT NULL, PRIMARY KEY (version, direction, statement_number))" +
           dialect.table_options();
}

Statement Journal::insert(const JournalEntry& entry, const MigrationLock& lock,
                          const RunIdentity& run, std::string_view probe) const {
    const std::string condition = lock.condition();
    const std::string values = values_ + (probe.empty() ? connection_.dialect().parameter(8)
                                                        : '(' + std::string(probe) + ')');
    Statement statement{insert_text_ + (condition.empty()
                                            ? " VALUES (" + values + ')'
                                            : " SELECT " + values + " WHERE " + condition),
                        values_of(entry.version.text(), to_string(entry.direction),
                                  static_cast<std::int64_t>(entry.statement),
                                  to_string(entry.state), entry.digest, now(), run.run_id)};
    if (probe.empty()) statement.parameters.emplace_back(entry.probe_state);
    return statement;
}

Statement Journal::finish(const JournalEntry& entry, const MigrationLock& lock,
                          const RunIdentity& run) const {
    const std::string condition = lock.condition();
    return {finish_text_ + (condition.empty() ? "" : " AND " + condition),
            values_of(now(), run.run_id, entry.version.text(), to_string(entry.direction),
                      static_cast<std::int64_t>(entry.statement))};
}

std::vector<Statement> Journal::write_statements(const JournalEntry& entry,
                                                 const MigrationLock& lock,
                                                 const RunIdentity& run) const {
    std::vector<Statement> statements;
    statements.push_back(remove(entry.version, entry.direction, entry.statement));
    statements.push_back(insert(entry, lock, run));
    return statements;
}

void Journal::write(std::vector<Statement> statements, const MigrationLock& lock) {
    if (lock.condition().empty())
        return run_transactions(connection_,
                                short_transaction(connection_.dialect(), std::move(statements)));
    Transaction transaction(connection_, {.access = Access::write});
    commit(transaction, std::move(statements), lock);
}

void Journal::commit(Transaction& transaction, std::vector<Statement> closing,
                     const MigrationLock& lock) {
    if (lock.condition().empty()) {
        transaction.commit(std::move(closing));
        return;
    }
    if (connection_.execute_all(closing).back().affected != 1)
        throw LockLost(
            "the migration lock was taken by another run; nothing more is done by this one, and "
            "the next run goes on from here");
    transaction.commit();
}

Statement Journal::remove(const Version& version, Direction direction,
                          std::size_t statement) const {
    return {remove_text_,
            values_of(version.text(), to_string(direction), static_cast<std::int64_t>(statement))};
}

Statement Journal::clear(const Version& version) const {
    return {clear_text_, values_of(version.text())};
}

std::string Journal::digest(std::string_view statement) {
    static thread_local Sha256 hash; // to make one costs as much as a statement's digest
    hash.add(statement);
    return hash.hex("sha256:");
}

} // namespace varve
