// The least that a migration tool can do on SQLite, by its C interface alone.
#include "migrations.hpp"

#include <memory>
#include <sqlite3.h>
#include <stdexcept>

namespace {

using namespace varve::floor;

using Database = std::unique_ptr<sqlite3, decltype(&sqlite3_close)>;
using Statement = std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)>;

Database open(std::string_view url) {
    constexpr std::string_view scheme = "sqlite://";
    const std::string file(url.starts_with(scheme) ? url.substr(scheme.size()) : url);
    sqlite3* raw = nullptr;
    const int result = sqlite3_open(file.c_str(), &raw);
    Database database(raw, &sqlite3_close);
    if (result != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(raw));
    return database;
}

Statement prepare(const Database& database, std::string_view sql) {
    sqlite3_stmt* raw = nullptr;
    if (sqlite3_prepare_v2(database.get(), sql.data(), static_cast<int>(sql.size()), &raw,
                           nullptr) != SQLITE_OK)
        throw std::runtime_error(sqlite3_errmsg(database.get()));
    return {raw, &sqlite3_finalize};
}

void finish(const Database& database, const Statement& statement) {
    int result = SQLITE_ROW;
    while (result == SQLITE_ROW) result = sqlite3_step(statement.get());
    if (result != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(database.get()));
    sqlite3_reset(statement.get());
}

void execute(const Database& database, std::string_view sql) {
    finish(database, prepare(database, sql));
}

void bind(const Statement& statement, int index, std::string_view text) {
    sqlite3_bind_text(statement.get(), index, text.data(), static_cast<int>(text.size()),
                      SQLITE_STATIC);
}

std::string_view column(const Statement& statement, int index) {
    const void* const text = sqlite3_column_text(statement.get(), index);
    return {static_cast<const char*>(text),
            static_cast<std::size_t>(sqlite3_column_bytes(statement.get(), index))};
}

void run(const std::vector<Migration>& migrations, const std::string& url) {
    const Database database = open(url);
    execute(database, "CREATE TABLE varve_history (version TEXT PRIMARY KEY, name TEXT NOT NULL, "
                      "checksum TEXT NOT NULL, "
                      "applied_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP)");
    const Statement begin = prepare(database, "BEGIN IMMEDIATE");
    const Statement commit = prepare(database, "COMMIT");
    const Statement record = prepare(
        database, "INSERT INTO varve_history (version, name, checksum) VALUES (?1, ?2, ?3)");
    for (const Migration& migration : migrations) {
        finish(database, begin);
        for (const std::string& statement : migration.statements) execute(database, statement);
        bind(record, 1, migration.version);
        bind(record, 2, migration.name);
        bind(record, 3, migration.checksum);
        finish(database, record);
        finish(database, commit);
    }
}

void nothing(const std::vector<Migration>& migrations, const std::string& url) {
    const Database database = open(url);
    const Statement rows =
        prepare(database, "SELECT version, checksum FROM varve_history ORDER BY version");
    Comparison comparison(migrations);
    while (sqlite3_step(rows.get()) == SQLITE_ROW)
        comparison.next({column(rows, 0), column(rows, 1)});
    comparison.finish();
}

} // namespace

int main(int argc, char** argv) {
    return main_of({run, nothing}, argc, argv);
}
