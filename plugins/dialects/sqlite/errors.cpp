#include "errors.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <sqlite3.h>
#include <system_error>
#include <utility>

namespace varve::sqlite {

namespace {

using Kind = DatabaseError::Kind;

bool contains_any(std::string_view text, std::initializer_list<std::string_view> parts) {
    return std::ranges::any_of(
        parts, [&](std::string_view part) { return text.find(part) != std::string_view::npos; });
}

// SQLITE_ERROR tells everything in words only; these have been the same for many years.
Kind kind_of_words(std::string_view words) {
    if (contains_any(words, {"syntax error", "incomplete input", "unrecognized token"}))
        return Kind::syntax;
    if (contains_any(words, {"no such ", "has no column named", "unknown database"}))
        return Kind::undefined_object;
    if (contains_any(words, {"already exists", "duplicate column name", "already another table",
                             "is already in use"}))
        return Kind::duplicate_object;
    if (contains_any(words, {"cannot start a transaction", "cannot commit", "cannot rollback"}))
        return Kind::misuse;
    return Kind::other;
}

Kind kind_of_constraint(int code) {
    switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID: return Kind::unique_violation;
    case SQLITE_CONSTRAINT_FOREIGNKEY: return Kind::foreign_key_violation;
    case SQLITE_CONSTRAINT_NOTNULL: return Kind::not_null_violation;
    case SQLITE_CONSTRAINT_DATATYPE: return Kind::invalid_data; // of a STRICT table
    case SQLITE_CONSTRAINT_CHECK:
    case SQLITE_CONSTRAINT_TRIGGER: return Kind::check_violation; // RAISE(ABORT, …)
    default: return Kind::other;
    }
}

Kind kind_of_system_error(int number) {
    switch (number) {
    case ENOSPC:
    case EDQUOT: return Kind::disk_full;
    case EROFS: return Kind::read_only;
    case EACCES:
    case EPERM: return Kind::permission;
    default: return Kind::other;
    }
}

Kind kind_of_open_failure(int system_error) {
    const Kind kind = kind_of_system_error(system_error);
    return kind == Kind::other ? Kind::unreachable : kind;
}

Kind kind_of(int code, std::string_view words, int system_error) {
    if (code == SQLITE_BUSY_SNAPSHOT) return Kind::serialization;
    switch (code & 0xff) {
    case SQLITE_ERROR: return kind_of_words(words);
    case SQLITE_CONSTRAINT: return kind_of_constraint(code);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL: return Kind::lock_timeout;
    case SQLITE_SCHEMA: return Kind::serialization;
    case SQLITE_READONLY: return Kind::read_only;
    case SQLITE_FULL: return Kind::disk_full;
    case SQLITE_IOERR: return kind_of_system_error(system_error);
    case SQLITE_CANTOPEN: return kind_of_open_failure(system_error);
    case SQLITE_NOTADB: return Kind::unreachable;
    case SQLITE_INTERRUPT: return Kind::cancelled;
    case SQLITE_AUTH:
    case SQLITE_PERM: return Kind::permission;
    case SQLITE_NOMEM: return Kind::out_of_memory;
    case SQLITE_TOOBIG:
    case SQLITE_MISMATCH: return Kind::invalid_data;
    case SQLITE_RANGE:
    case SQLITE_MISUSE: return Kind::misuse;
    default: return Kind::other;
    }
}

// What a person can do about it, where SQLite's words do not say.
std::string_view hint_for(int code) {
    switch (code & 0xff) {
    case SQLITE_BUSY:
        return "another connection is writing to this database; wait until it is done, or give it "
               "more time (busy_timeout in the URL)";
    case SQLITE_LOCKED:
        return "a query on this connection, or one that shares its cache, still has rows to read";
    case SQLITE_READONLY:
        return "make the file and its folder writable for this user, and take mode=ro out of the "
               "URL";
    case SQLITE_FULL:
        return "free some space where the database and its journal are, or raise its "
               "max_page_count";
    case SQLITE_CORRUPT:
        return "the file is damaged: restore a backup, or have 'varve doctor' show how to save "
               "what "
               "can still be read";
    case SQLITE_NOTADB:
        return "it may be another kind of file, or encrypted; check the path in the URL";
    case SQLITE_CANTOPEN: return "check that its folder exists and that this user may write to it";
    default: return {};
    }
}

bool concerns_file(int code) {
    constexpr std::array about_file{SQLITE_BUSY,  SQLITE_READONLY, SQLITE_FULL,
                                    SQLITE_IOERR, SQLITE_CORRUPT,  SQLITE_NOTADB,
                                    SQLITE_PERM,  SQLITE_CANTOPEN, SQLITE_PROTOCOL};
    return std::ranges::find(about_file, code & 0xff) != about_file.end();
}

std::string detail_for(sqlite3* database, int code, int system_error) {
    if (!concerns_file(code)) return {};
    const std::string file = file_of(database);
    std::string detail = file.empty() ? "the database is in memory" : "the database is " + file;
    const bool from_system = (code & 0xff) == SQLITE_IOERR || (code & 0xff) == SQLITE_CANTOPEN;
    if (from_system && system_error != 0)
        detail += "; the system says: " + std::generic_category().message(system_error);
    return detail;
}

} // namespace

DatabaseError error_of(sqlite3* database, int code, std::string_view statement) {
    const int system_error = sqlite3_system_errno(database);
    std::string words = sqlite3_errmsg(database);
    DatabaseError::Facts facts{.kind = kind_of(code, words, system_error),
                               .message = std::move(words),
                               .native_code = code,
                               .statement = std::string(statement),
                               .detail = detail_for(database, code, system_error),
                               .hint = std::string(hint_for(code))};
    if (const int offset = sqlite3_error_offset(database); offset >= 0 && !statement.empty())
        facts.position = static_cast<std::size_t>(offset);
    return DatabaseError(std::move(facts));
}

DatabaseError misuse(std::string message, std::string_view statement) {
    return DatabaseError(
        {.kind = Kind::misuse, .message = std::move(message), .statement = std::string(statement)});
}

std::string file_of(sqlite3* database) {
    const char* const file = sqlite3_db_filename(database, "main");
    return file == nullptr ? std::string() : std::string(file);
}

} // namespace varve::sqlite
