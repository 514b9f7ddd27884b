#include "backup.hpp"

#include "connection.hpp"
#include "driver.hpp"
#include "errors.hpp"
#include "location.hpp"

#include "varve/db/transaction.hpp"

#include <array>
#include <chrono>
#include <thread>

#include <fcntl.h>
#include <unistd.h>

namespace varve::sqlite {

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr auto file_name = "database.sqlite";
constexpr int pages_at_once = 1024;
constexpr auto pause = 20ms; // while another process has the database to itself

struct FinishBackup {
    void operator()(sqlite3_backup* backup) const noexcept { sqlite3_backup_finish(backup); }
};

std::int64_t number(Connection& connection, const char* sql) {
    return connection.query_row({sql}, std::array{Kind::integer}).front().cell().as_integer();
}

// Before SQLite makes it, which would let others read it.
void make_private(const fs::path& file) {
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0)
        throw Error("the file " + file.string() +
                    " cannot be made: " + std::generic_category().message(errno));
    ::close(descriptor);
}

DatabasePtr open(const Location& location, int flags) {
    sqlite3* opened = nullptr;
    const int code = sqlite3_open_v2(
        location.uri().c_str(), &opened,
        flags | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
    DatabasePtr database(opened);
    if (code != SQLITE_OK) throw error_of(opened, code);
    return database;
}

void copy(sqlite3* from, sqlite3* to, const Tick& tick) {
    std::unique_ptr<sqlite3_backup, FinishBackup> backup(
        sqlite3_backup_init(to, "main", from, "main"));
    if (!backup) throw error_of(to, sqlite3_errcode(to));
    int code = SQLITE_OK;
    while (code != SQLITE_DONE) {
        code = sqlite3_backup_step(backup.get(), pages_at_once);
        const bool waits = code == SQLITE_BUSY || code == SQLITE_LOCKED;
        if (code != SQLITE_OK && code != SQLITE_DONE && !waits) {
            backup.reset(); // only then the target knows what went wrong
            throw error_of(to, code);
        }
        const auto total = static_cast<std::uint64_t>(sqlite3_backup_pagecount(backup.get()));
        const auto left = static_cast<std::uint64_t>(sqlite3_backup_remaining(backup.get()));
        if (tick) tick(total - left, total);
        if (waits) std::this_thread::sleep_for(pause);
    }
}

std::vector<std::string> key_of(Connection& connection, const std::string& table, bool has_rowid) {
    if (has_rowid) return {"rowid"};
    std::vector<std::string> key;
    const auto rows = connection.query(
        {"SELECT name FROM pragma_table_xinfo(?1) WHERE pk > 0 ORDER BY pk", {table}},
        std::array{Kind::text}, Fetch::all);
    for (const RowValues& row : read_all(*rows))
        key.push_back(connection.dialect().quote(row[0].to_string()) + " COLLATE BINARY");
    return key;
}

} // namespace

std::string OnlineBackup::description() const {
    return std::string("SQLite ") + sqlite3_libversion() + ", online backup";
}

void OnlineBackup::check(Connection& connection) const {
    const auto& ours = static_cast<SqliteConnection&>(connection);
    if (file_of(ours.database()).empty())
        throw ConfigError("a database in memory is not backed up: nothing of it outlives its "
                          "process");
}

std::uint64_t OnlineBackup::estimate(Connection& connection) const {
    return static_cast<std::uint64_t>(number(connection, "PRAGMA page_count") *
                                      number(connection, "PRAGMA page_size"));
}

// The format of the file has been the same since version 3.0.
std::uint32_t OnlineBackup::release(Connection&) const {
    return SQLITE_VERSION_NUMBER / 1'000'000;
}

std::vector<ComparedRows> OnlineBackup::compared_rows(Connection& connection) const {
    std::vector<ComparedRows> all;
    const auto rows = connection.query(
        {"SELECT name, NOT wr FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', "
         "'shadow') AND (name NOT LIKE 'sqlite\\_%' ESCAPE '\\' OR name = 'sqlite_sequence') "
         "ORDER BY name"},
        std::array{Kind::text, Kind::boolean}, Fetch::all);
    for (const RowValues& row : read_all(*rows)) {
        const std::string name = row[0].to_string();
        all.push_back({name, connection.dialect().qualified("main", name),
                       key_of(connection, name, row[1].cell().as_boolean())});
    }
    return all;
}

void OnlineBackup::backup(const BackupRequest& request) const {
    const auto connection = SqliteDriver().connect({.url = request.url,
                                                    .directory = request.url_directory,
                                                    .missing = ConnectRequest::Missing::refuse});
    auto& source = static_cast<SqliteConnection&>(*connection);
    // What is read first decides which moment is copied.
    const Transaction moment(source, {.access = Access::read});
    number(source, "SELECT count(*) FROM sqlite_schema");
    const fs::path file = request.directory / file_name;
    make_private(file);
    {
        const DatabasePtr target = open({.path = file.string()}, SQLITE_OPEN_READWRITE);
        copy(source.database(), target.get(), request.tick);
    }
    if (request.on_snapshot) request.on_snapshot(source);
}

std::vector<std::string> OnlineBackup::restore(const RestoreRequest& request) const {
    const Location location{.path = (request.directory / file_name).string(), .immutable = true};
    const DatabasePtr source = open(location, SQLITE_OPEN_READONLY);
    const auto connection =
        SqliteDriver().connect({.url = request.url, .directory = request.url_directory});
    copy(source.get(), static_cast<SqliteConnection&>(*connection).database(), request.tick);
    return {};
}

} // namespace varve::sqlite
