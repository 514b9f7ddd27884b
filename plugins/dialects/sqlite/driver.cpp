#include "driver.hpp"

#include "backup.hpp"
#include "connection.hpp"
#include "diagnosis.hpp"
#include "errors.hpp"
#include "file_lock.hpp"
#include "introspector.hpp"
#include "location.hpp"
#include "schema.hpp"
#include "scratch.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <sqlite3.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace varve::sqlite {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void unreachable(const std::string& sentence) {
    throw DatabaseError({.kind = DatabaseError::Kind::unreachable, .message = sentence});
}

bool may_create(const Location& location, ConnectRequest::Missing missing) {
    using enum Location::Mode;
    const bool wanted = location.mode == standard || location.mode == read_write_create;
    return wanted && missing == ConnectRequest::Missing::create;
}

// SQLite says "unable to open database file" to all of these.
void check_folder(const fs::path& file) {
    const fs::path folder = file.parent_path();
    struct stat found {};
    if (::stat(folder.c_str(), &found) != 0) {
        const int number = errno;
        if (number == ENOENT)
            unreachable("the database " + file.string() + " cannot be made: the folder " +
                        folder.string() + " does not exist; make it, or check the path in the URL");
        unreachable("the database " + file.string() + " cannot be made in " + folder.string() +
                    ": " + std::generic_category().message(number));
    }
    if (::access(folder.c_str(), W_OK | X_OK) != 0)
        unreachable("the database " + file.string() + " cannot be made in " + folder.string() +
                    ": " + std::generic_category().message(errno));
}

void check_missing(const fs::path& file, bool may_be_made) {
    std::error_code ignored;
    const bool dangling = fs::is_symlink(file, ignored);
    if (!may_be_made)
        unreachable(
            "the database file " + file.string() +
            (dangling ? " is a symbolic link to a file that does not exist" : " does not exist") +
            "; check the path in the URL");
    if (!dangling) check_folder(file);
}

bool is_plain_file(const Location& location) {
    return !location.in_memory && location.vfs.empty();
}

bool is_missing(const fs::path& file) {
    struct stat found {};
    return ::stat(file.c_str(), &found) != 0 && errno == ENOENT;
}

// An empty database that nobody sees stands for the one that is not there.
void pretend(Location& location, const ConnectRequest& request) {
    if (request.on_notice)
        request.on_notice("the database file " + location.path +
                          " does not exist; it is taken for an empty one, and not made");
    location = {.path = std::string(memory), .in_memory = true};
}

// By its status only: opening and closing it here would drop the locks that SQLite may have on it
// by another connection of this process.
void check_file(const fs::path& file, bool may_be_made) {
    struct stat found {};
    if (::stat(file.c_str(), &found) != 0) {
        const int number = errno;
        if (number == ENOENT) return check_missing(file, may_be_made);
        unreachable("the database file " + file.string() +
                    " cannot be reached: " + std::generic_category().message(number));
    }
    if (S_ISDIR(found.st_mode))
        unreachable(file.string() + " is a folder; name a database file in it");
    if (!S_ISREG(found.st_mode)) unreachable(file.string() + " is no regular file");
    if (::access(file.c_str(), R_OK) != 0)
        unreachable("the database file " + file.string() + " cannot be read by this user");
}

int open_flags(const Location& location, bool may_be_made) {
    int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    flags |=
        location.mode == Location::Mode::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    if (may_be_made || location.in_memory) flags |= SQLITE_OPEN_CREATE;
    if (location.in_memory) flags |= SQLITE_OPEN_MEMORY;
    if (location.cache == Location::Cache::shared) flags |= SQLITE_OPEN_SHAREDCACHE;
    if (location.cache == Location::Cache::private_) flags |= SQLITE_OPEN_PRIVATECACHE;
    return flags;
}

DatabasePtr open(const Location& location, bool may_be_made) {
    const char* const vfs = location.vfs.empty() ? nullptr : location.vfs.c_str();
    if (vfs != nullptr && sqlite3_vfs_find(vfs) == nullptr)
        throw ConfigError("the database URL has vfs=" + location.vfs +
                          ", and SQLite has no such file system here");
    sqlite3* opened = nullptr;
    const int code =
        sqlite3_open_v2(location.uri().c_str(), &opened, open_flags(location, may_be_made), vfs);
    DatabasePtr database(opened);
    if (code != SQLITE_OK) throw error_of(opened, code);
    return database;
}

// Errors of the first moments are about reaching the database, whatever they were later.
DatabaseError reaching(const DatabaseError& error, const Location& location) {
    using Kind = DatabaseError::Kind;
    DatabaseError::Facts facts = error.facts();
    const bool not_there = facts.kind == Kind::permission || facts.kind == Kind::read_only;
    if (not_there) facts.kind = Kind::unreachable;
    facts.message = (facts.native_code & 0xff) == SQLITE_NOTADB
                        ? location.path + " is not an SQLite database"
                        : "cannot open the database " + location.path + ": " + facts.message;
    facts.statement.clear();
    facts.detail.clear();
    return DatabaseError(std::move(facts));
}

} // namespace

std::unique_ptr<Connection> SqliteDriver::connect(const ConnectRequest& request) const {
    request.refuse_role("SQLite");
    Location location = parse_location(request.url);
    const bool may_be_made = may_create(location, request.missing);
    if (is_plain_file(location)) {
        location.path = fs::absolute(request.directory / location.path).string();
        if (request.missing == ConnectRequest::Missing::pretend && is_missing(location.path))
            pretend(location, request);
        else
            check_file(location.path, may_be_made);
    }
    try {
        return std::make_unique<SqliteConnection>(open(location, may_be_made),
                                                  location.busy_timeout, request);
    } catch (const DatabaseError& error) {
        throw reaching(error, location);
    }
}

std::unique_ptr<MigrationLock> SqliteDriver::migration_lock(Connection& connection,
                                                            const ConnectRequest& reconnect,
                                                            const LockRequest& request) const {
    if (parse_location(reconnect.url).in_memory) return std::make_unique<NoLock>();
    constexpr std::array<Kind, 1> text{Kind::text};
    const std::vector<Value> row =
        connection.query_row({"SELECT file FROM pragma_database_list WHERE name = 'main'"}, text);
    const std::string file = row.empty() ? std::string() : row.front().to_string();
    if (file.empty()) return std::make_unique<NoLock>();
    std::error_code failed;
    const fs::path resolved = fs::canonical(file, failed);
    return make_file_lock(failed ? fs::path(file) : resolved, request);
}

std::unique_ptr<Scratch> SqliteDriver::make_scratch(const ConnectRequest&) const {
    return std::make_unique<FileScratch>();
}

std::optional<std::vector<SchemaObject>> SqliteDriver::describe(Connection& connection) const {
    return sqlite::describe(connection);
}

std::unique_ptr<BackupMethod> SqliteDriver::backup_method() const {
    return std::make_unique<OnlineBackup>();
}

std::vector<Check> SqliteDriver::checks() const {
    return all_checks();
}

Diagnosis SqliteDriver::explain(const DatabaseError& error, const ConnectRequest& request) const {
    return explain_refusal(error, request);
}

std::unique_ptr<Introspector> SqliteDriver::introspector() const {
    return std::make_unique<SqliteIntrospector>();
}

} // namespace varve::sqlite
