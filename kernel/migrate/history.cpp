#include "kernel/migrate/history.hpp"

#include "kernel/migrate/origin.hpp"
#include "kernel/sha256.hpp"
#include "varve/db/transaction.hpp"
#include "varve/error.hpp"

#include <algorithm>
#include <array>
#include <chrono>

namespace varve {

namespace {

using Columns = std::vector<Kind>;

const Columns& planning_kinds() {
    static const Columns kinds{Kind::text, Kind::text,    Kind::text,
                               Kind::text, Kind::integer, Kind::text};
    return kinds;
}

// In place: there may be thousands.
void read_into(AppliedMigration& migration, std::span<const Cell> row) {
    migration.version = Version(std::string(row[0].as_text()));
    migration.name = row[1].as_text();
    migration.checksums.bytes = row[2].as_text();
    migration.checksums.tokens = row[3].as_text();
    migration.ordinal = row[4].as_integer();
    migration.kind = row[5].as_text();
}

// What is said where they are there and cannot be read.
std::string_view remedy_for(DatabaseError::Kind kind) {
    if (kind == DatabaseError::Kind::lock_timeout)
        return "another session has them locked; wait for it to end, or give it more time "
               "(migrate.lock_timeout)";
    if (kind == DatabaseError::Kind::permission)
        return "let this user read them (GRANT SELECT); 'varve doctor' says what else it may not";
    return {};
}

DatabaseError unreadable(DatabaseError::Facts facts) {
    facts.message = "varve's own tables cannot be read: " + facts.message;
    if (facts.hint.empty()) facts.hint = remedy_for(facts.kind);
    return DatabaseError(std::move(facts));
}

// Reading what is not there yet is no error: nothing has been applied.
template <class Read> auto unless_absent(Read read) -> decltype(read()) {
    try {
        return read();
    } catch (const DatabaseError& error) {
        if (!remedy_for(error.kind()).empty()) throw unreadable(error.facts());
        if (error.kind() != DatabaseError::Kind::undefined_object) throw;
        return {};
    }
}

Value text_or_null(const std::string& text) {
    return text.empty() ? Value() : Value(text);
}

const AppliedMigration* find_in(const std::vector<AppliedMigration>& list, const Version& version) {
    const auto found = std::ranges::find(list, version, &AppliedMigration::version);
    return found == list.end() ? nullptr : &*found;
}

std::vector<AppliedMigration> take_repeatables(std::vector<AppliedMigration>& applied) {
    const auto is_versioned = [](const AppliedMigration& migration) {
        return migration.kind != repeatable_kind;
    };
    const auto repeatables = std::ranges::stable_partition(applied, is_versioned);
    std::vector<AppliedMigration> taken(std::make_move_iterator(repeatables.begin()),
                                        std::make_move_iterator(repeatables.end()));
    applied.erase(repeatables.begin(), repeatables.end());
    return taken;
}

} // namespace

Value now() {
    const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
    return Value(Cell::timestamp_tz(
        std::chrono::duration_cast<std::chrono::microseconds>(since_epoch).count()));
}

const AppliedMigration* HistoryState::find(const Version& version) const noexcept {
    return find_in(applied, version);
}

const AppliedMigration* HistoryState::find_repeatable(const Version& version) const noexcept {
    return find_in(repeatables, version);
}

std::int64_t HistoryState::next_ordinal() const noexcept {
    const auto last = [](const std::vector<AppliedMigration>& list) {
        return list.empty() ? 0 : list.back().ordinal;
    };
    return std::max(last(applied), last(repeatables)) + 1;
}

std::string HistoryState::fingerprint() const {
    Sha256 hash;
    const auto add = [&](std::string_view part) {
        hash.add(part);
        hash.add({"\0", 1});
    };
    for (const auto* const list : {&applied, &repeatables})
        for (const AppliedMigration& migration : *list) {
            add(migration.version.text());
            add(migration.checksums.bytes);
        }
    for (const JournalEntry& entry : journal) {
        add(entry.version.text());
        add(std::to_string(entry.statement));
        add(to_string(entry.state));
        if (entry.state == JournalEntry::State::batches) add(entry.probe_state);
    }
    return "sha256:" + hash.hex();
}

History::History(Connection& connection, Bookkeeping bookkeeping)
    : connection_(connection), bookkeeping_(std::move(bookkeeping)) {
    const Dialect& dialect = connection_.dialect();
    const std::string version_is = " WHERE version = " + dialect.parameter(1);
    insert_text_ =
        "INSERT INTO " + table("history") +
        " (version, name, ordinal, kind, bytes_checksum, tokens_checksum, origin, "
        "applied_at, applied_by, duration_ms, down_text, irreversible, run_id) VALUES (" +
        parameters(dialect, 13) + ")";
    remove_text_ = "DELETE FROM " + table("history") + version_is;
    count_text_ = "SELECT COUNT(*) FROM " + table("history") + version_is;
    log_text_ = "INSERT INTO " + table("log") +
                " (run_id, entry, logged_at, event, version, name, direction, who, duration_ms, "
                "sql_text, error) VALUES (" +
                parameters(dialect, 11) + ")";
}

std::string History::table(std::string_view name) const {
    return bookkeeping_.qualified(connection_.dialect(), name);
}

HistoryState History::read() {
    HistoryState state;
    state.applied = unless_absent([&] {
        const auto rows =
            connection_.query({"SELECT version, name, bytes_checksum, tokens_checksum, "
                               "ordinal, kind FROM " +
                               table("history")},
                              planning_kinds());
        std::vector<AppliedMigration> applied;
        std::array<Cell, 6> row;
        while (rows->next(row)) read_into(applied.emplace_back(), row);
        // Nearly always in order as they come: cheaper to sort here than to have them sorted.
        if (!std::ranges::is_sorted(applied, {}, &AppliedMigration::ordinal))
            std::ranges::sort(applied, {}, &AppliedMigration::ordinal);
        return applied;
    });
    state.repeatables = take_repeatables(state.applied);
    state.journal = unless_absent([&] { return Journal(connection_, bookkeeping_).read(); });
    return state;
}

std::vector<AppliedDetails> History::details() {
    return unless_absent([&] {
        Columns kinds = planning_kinds();
        kinds.insert(kinds.end(), {Kind::timestamp_tz, Kind::text, Kind::integer});
        const auto rows = connection_.query(
            {"SELECT version, name, bytes_checksum, tokens_checksum, ordinal, kind, applied_at, "
             "applied_by, duration_ms FROM " +
             table("history") + " ORDER BY ordinal"},
            kinds);
        std::vector<AppliedDetails> applied;
        std::array<Cell, 9> row;
        while (rows->next(row)) {
            AppliedDetails& migration = applied.emplace_back();
            read_into(migration, row);
            migration.applied_at = Value(row[6]).to_string();
            migration.applied_by = row[7].as_text();
            migration.duration_ms = row[8].as_integer();
        }
        return applied;
    });
}

std::vector<LogRow> History::read_log(const LogFilter& filter) {
    const Dialect& dialect = connection_.dialect();
    Statement statement{"SELECT run_id, logged_at, event, version, name, direction, who, "
                        "duration_ms, sql_text, error FROM " +
                        table("log")};
    const auto only = [&](const char* column, const std::string& value) {
        if (value.empty()) return;
        statement.parameters.emplace_back(value);
        statement.text += (statement.parameters.size() == 1 ? " WHERE " : " AND ") +
                          std::string(column) + " = " +
                          dialect.parameter(statement.parameters.size());
    };
    only("run_id", filter.run_id);
    only("version", filter.version);
    only("event", filter.event);
    statement.text +=
        " ORDER BY logged_at DESC, run_id DESC, entry DESC " + dialect.limit(filter.limit);
    return unless_absent([&] {
        constexpr std::array kinds{Kind::text, Kind::timestamp_tz, Kind::text, Kind::text,
                                   Kind::text, Kind::text,         Kind::text, Kind::integer,
                                   Kind::text, Kind::text};
        const auto rows = connection_.query(statement, kinds);
        std::array<Cell, kinds.size()> row;
        const auto text = [&](std::size_t i) {
            return row[i].is_null() ? std::string() : std::string(row[i].as_text());
        };
        std::vector<LogRow> log;
        while (rows->next(row))
            log.push_back({text(0), Value(row[1]).to_string(), text(2), text(3), text(4), text(5),
                           text(6), row[7].as_integer(), text(8), text(9)});
        std::ranges::reverse(log);
        return log;
    });
}

std::optional<StoredDown> History::stored_down(const Version& version) {
    constexpr std::array kinds{Kind::text, Kind::text, Kind::text};
    const auto row =
        connection_.query_row({"SELECT down_text, irreversible, name FROM " + table("history") +
                                   " WHERE version = " + connection_.dialect().parameter(1),
                               {version.text()}},
                              kinds);
    if (row.empty()) return std::nullopt;
    const auto text = [&](std::size_t i) { return row[i].is_null() ? "" : row[i].to_string(); };
    return StoredDown{text(0), text(1), text(2)};
}

bool History::exists() {
    constexpr std::array boolean{Kind::boolean};
    const auto row = connection_.query_row(
        {connection_.dialect().table_exists(bookkeeping_.name_space, bookkeeping_.name("history"))},
        boolean);
    return row == std::vector{Value(true)};
}

std::string History::create_history() const {
    const Dialect& dialect = connection_.dialect();
    const auto text = [&](std::size_t length) { return dialect.column_type(Kind::text, length); };
    const std::string integer = dialect.column_type(Kind::integer);
    return "CREATE TABLE " + table("history") + " (version " + text(255) +
           " NOT NULL PRIMARY KEY, name " + text(255) + " NOT NULL, ordinal " + integer +
           " NOT NULL, kind " + text(20) + " NOT NULL, bytes_checksum " + text(80) +
           " NOT NULL, tokens_checksum " + text(80) + " NOT NULL, origin " + text(1000) +
           " NOT NULL, applied_at " + dialect.column_type(Kind::timestamp_tz) +
           " NOT NULL, applied_by " + text(200) + " NOT NULL, duration_ms " + integer +
           " NOT NULL, down_text " + text(0) + ", irreversible " + text(0) + ", run_id " +
           text(40) + " NOT NULL)" + dialect.table_options();
}

std::string History::create_log() const {
    const Dialect& dialect = connection_.dialect();
    const auto text = [&](std::size_t length) { return dialect.column_type(Kind::text, length); };
    const std::string integer = dialect.column_type(Kind::integer);
    return "CREATE TABLE " + table("log") + " (run_id " + text(40) + " NOT NULL, entry " + integer +
           " NOT NULL, logged_at " + dialect.column_type(Kind::timestamp_tz) + " NOT NULL, event " +
           text(20) + " NOT NULL, version " + text(255) + ", name " + text(255) + ", direction " +
           text(4) + ", who " + text(200) + " NOT NULL, duration_ms " + integer +
           " NOT NULL, sql_text " + text(0) + ", error " + text(0) +
           ", PRIMARY KEY (run_id, entry))" + dialect.table_options();
}

void History::create_tables() {
    constexpr std::array boolean{Kind::boolean};
    const Dialect& dialect = connection_.dialect();
    const auto missing = [&](std::string_view name) {
        const std::string question =
            dialect.table_exists(bookkeeping_.name_space, bookkeeping_.name(name));
        return connection_.query_row({question}, boolean) != std::vector{Value(true)};
    };
    std::vector<Statement> statements;
    if (missing("history")) statements.push_back({create_history()});
    if (missing("log")) statements.push_back({create_log()});
    if (missing("journal"))
        statements.push_back({Journal(connection_, bookkeeping_).create_table_text()});
    if (statements.empty()) return;
    try {
        Transaction transaction(connection_, {.access = Access::write});
        transaction.commit(statements);
    } catch (const DatabaseError& error) {
        DatabaseError::Facts facts = error.facts();
        facts.message =
            "varve cannot make its own tables (" + table("history") + ", …): " + facts.message;
        if (facts.hint.empty() && facts.kind == DatabaseError::Kind::permission)
            facts.hint = "let this user create tables there, or name another schema with "
                         "migrate.namespace";
        throw DatabaseError(std::move(facts));
    }
}

Statement History::insert(const Step& step, std::int64_t ordinal, std::string_view kind,
                          std::int64_t duration_ms, const RunIdentity& run) const {
    return {insert_text_,
            values_of(step.version.text(), step.name, ordinal, kind, step.checksums.bytes,
                      step.checksums.tokens, storable_origin(step.origin), now(), run.who,
                      duration_ms, text_or_null(step.down), text_or_null(step.irreversible),
                      run.run_id)};
}

Statement History::remove(const Version& version) const {
    return {remove_text_, {version.text()}};
}

Statement History::set_checksums(const Version& version, const Checksums& checksums) const {
    const Dialect& dialect = connection_.dialect();
    return {"UPDATE " + table("history") + " SET bytes_checksum = " + dialect.parameter(1) +
                ", tokens_checksum = " + dialect.parameter(2) +
                " WHERE version = " + dialect.parameter(3),
            {checksums.bytes, checksums.tokens, version.text()}};
}

Statement History::set_down(const Version& version, std::string_view kind,
                            const std::string& down) const {
    const Dialect& dialect = connection_.dialect();
    return {"UPDATE " + table("history") + " SET kind = " + dialect.parameter(1) +
                ", down_text = " + dialect.parameter(2) +
                " WHERE version = " + dialect.parameter(3),
            {kind, text_or_null(down), version.text()}};
}

Statement History::count(const Version& version) const {
    return {count_text_, {version.text()}};
}

Statement History::log(const LogEvent& event, const RunIdentity& run) {
    const Step* const step = event.step;
    return {log_text_,
            values_of(run.run_id, ++log_entry_, now(), event.event,
                      step == nullptr ? Value() : Value(step->version.text()),
                      step == nullptr ? Value() : Value(step->name),
                      step == nullptr ? Value() : Value(to_string(step->direction)), run.who,
                      event.duration_ms, text_or_null(event.text), text_or_null(event.error))};
}

} // namespace varve
