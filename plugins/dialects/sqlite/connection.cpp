#include "connection.hpp"

#include "errors.hpp"
#include "prepared.hpp"
#include "varve/db/transaction.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <thread>
#include <unistd.h>

namespace varve::sqlite {

namespace {

using Texts = std::vector<std::string>;

// The rows of a query of our own, all cells as text.
std::vector<Texts> ask(sqlite3* database, const char* sql) {
    sqlite3_stmt* compiled = nullptr;
    int code = sqlite3_prepare_v3(database, sql, -1, 0, &compiled, nullptr);
    const StatementPtr statement(compiled);
    std::vector<Texts> rows;
    if (code == SQLITE_OK) code = sqlite3_step(compiled);
    for (; code == SQLITE_ROW; code = sqlite3_step(compiled)) {
        Texts& row = rows.emplace_back();
        for (int i = 0; i < sqlite3_column_count(compiled); ++i) {
            const unsigned char* const text = sqlite3_column_text(compiled, i);
            row.emplace_back(text == nullptr ? "" : reinterpret_cast<const char*>(text));
        }
    }
    if (code != SQLITE_DONE) throw error_of(database, code, sql);
    return rows;
}

Statement as_it_is(sqlite3* database, const std::string& pragma) {
    const std::vector<Texts> rows = ask(database, ("PRAGMA " + pragma).c_str());
    return {"PRAGMA " + pragma + " = " + rows.at(0).at(0)};
}

// Databases that were attached go; the temporary one stays, and is emptied.
std::vector<Statement> detach_statements(sqlite3* database, const Dialect& dialect) {
    std::vector<Statement> statements;
    for (const Texts& row : ask(database, "PRAGMA database_list"))
        if (row[1] != "main" && row[1] != "temp")
            statements.push_back({"DETACH DATABASE " + dialect.quote(row[1])});
    return statements;
}

bool has_temporary_database(sqlite3* database) {
    const std::vector<Texts> rows = ask(database, "PRAGMA database_list");
    return std::ranges::any_of(rows, [](const Texts& row) { return row[1] == "temp"; });
}

std::vector<Statement> drop_temporary(sqlite3* database, const Dialect& dialect) {
    std::vector<Statement> statements;
    if (!has_temporary_database(database)) return statements;
    // Triggers and views before the tables that they are about.
    for (const Texts& row :
         ask(database, "SELECT type, name FROM temp.sqlite_schema WHERE type <> 'index' AND name "
                       "NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type DESC"))
        statements.push_back(
            {"DROP " + row[0] + " IF EXISTS " + dialect.qualified("temp", row[1])});
    return statements;
}

// With a write-ahead log nobody waits for a reader, and no reader for the writer. NORMAL is safe
// with it: a power failure may take the last commits back, and harms nothing. SQLite itself does
// not wait for others that write while the log is begun.
void let_readers_in(sqlite3* database, std::chrono::milliseconds patience) {
    using namespace std::chrono_literals;
    if (sqlite3_db_readonly(database, "main") != 0) return;
    const auto end = std::chrono::steady_clock::now() + patience;
    while (true) {
        try {
            const std::vector<Texts> mode = ask(database, "PRAGMA journal_mode = WAL");
            if (mode.at(0).at(0) == "wal") ask(database, "PRAGMA synchronous = NORMAL");
            return;
        } catch (const DatabaseError& error) {
            const bool passes = error.kind() == DatabaseError::Kind::lock_timeout;
            if (!passes || std::chrono::steady_clock::now() >= end) throw;
        }
        std::this_thread::sleep_for(2ms);
    }
}

} // namespace

SqliteConnection::SqliteConnection(DatabasePtr database, std::chrono::milliseconds busy_timeout,
                                   const ConnectRequest& request)
    : session_(std::move(database), busy_timeout, request.on_statement),
      busy_timeout_(busy_timeout) {
    set_up(request.purpose);
}

SqliteConnection::~SqliteConnection() {
    drop_statements();
}

void SqliteConnection::set_up(ConnectRequest::Purpose purpose) {
    sqlite3* const database = session_.database();
    sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_FKEY, 1, nullptr);
    ask(database, "PRAGMA schema_version"); // SQLite looks at a file when it first needs it
    if (purpose == ConnectRequest::Purpose::application) let_readers_in(database, busy_timeout_);

    // Not defer_foreign_keys: it ends with its transaction anyway, and to turn it off before the
    // commit makes SQLite forget the violations that it has counted.
    // Not case_sensitive_like = …: it has no value to be read, and is off in every new session.
    for (const char* const pragma :
         {"query_only", "ignore_check_constraints", "legacy_alter_table", "recursive_triggers",
          "reverse_unordered_selects", "trusted_schema", "foreign_keys"})
        reset_anywhere_.push_back(as_it_is(database, pragma));
    reset_anywhere_.push_back({"PRAGMA writable_schema = OFF"});
    reset_anywhere_.push_back({"PRAGMA case_sensitive_like = OFF"});
    reset_outside_.push_back(as_it_is(database, "synchronous"));
    reset_outside_.push_back(as_it_is(database, "temp_store"));
    reset_outside_.push_back(as_it_is(database, "locking_mode"));
}

namespace {

void refuse_input(const Statement& statement) {
    if (!statement.input) return;
    throw DatabaseError({.kind = DatabaseError::Kind::unsupported,
                         .message = "SQLite has no statement that reads data from its client",
                         .statement = statement.text});
}

} // namespace

std::uint64_t SqliteConnection::execute(const Statement& statement) {
    refuse_input(statement);
    Cursor cursor(session_, statement.text, {}, 0);
    return cursor.run(cells_of(statement.parameters));
}

std::unique_ptr<Rows> SqliteConnection::query(const Statement& statement,
                                              std::span<const Kind> wanted, Fetch fetch) {
    refuse_input(statement);
    return std::make_unique<SqliteRows>(session_, statement, wanted, fetch);
}

std::unique_ptr<Prepared> SqliteConnection::make_prepared(std::string_view text,
                                                          std::span<const Kind> wanted) {
    return std::make_unique<SqlitePrepared>(session_, text, wanted);
}

// One row at a time is as fast as SQLite gets: there is no round trip to save.
std::uint64_t SqliteConnection::insert_all(const BulkInsert& target, RowSource& source) {
    std::string columns;
    std::string values;
    for (std::size_t i = 0; i < target.columns.size(); ++i) {
        columns += (i == 0 ? "" : ", ") + dialect_.quote(target.columns[i]);
        values += (i == 0 ? "" : ", ") + dialect_.parameter(i + 1);
    }
    const PreparedPtr insert =
        prepare("INSERT INTO " + target.table + " (" + columns + ") VALUES (" + values + ")");
    std::vector<Cell> row(target.columns.size());
    std::uint64_t inserted = 0;
    while (source.next(row)) inserted += insert->execute(row);
    return inserted;
}

std::uint64_t SqliteConnection::bulk_insert(const BulkInsert& target, RowSource& source) {
    if (target.columns.empty()) return 0;
    Transaction transaction(*this, {.access = Access::write});
    const std::uint64_t inserted = insert_all(target, source);
    transaction.commit();
    return inserted;
}

bool SqliteConnection::in_transaction() const {
    return sqlite3_get_autocommit(session_.database()) == 0;
}

std::vector<Statement> SqliteConnection::reset_statements() const {
    sqlite3* const database = session_.database();
    std::vector<Statement> statements;
    // A dozen statements, and nearly no migration needs them.
    if (session_.settings_touched()) statements = reset_anywhere_;
    if (session_.busy_timeout() != busy_timeout_)
        statements.push_back({"PRAGMA busy_timeout = " + std::to_string(busy_timeout_.count())});
    std::ranges::move(drop_temporary(database, dialect_), std::back_inserter(statements));
    if (in_transaction()) return statements;
    if (session_.settings_touched())
        std::ranges::copy(reset_outside_, std::back_inserter(statements));
    std::ranges::move(detach_statements(database, dialect_), std::back_inserter(statements));
    return statements;
}

bool SqliteConnection::keep_limits(std::span<const Statement> limits) {
    execute_all(limits);
    busy_timeout_ = session_.busy_timeout();
    return true;
}

std::string SqliteConnection::session() const {
    return "pid " + std::to_string(::getpid());
}

} // namespace varve::sqlite
