#include "errors.hpp"

#include <algorithm>

using namespace varve;
using Kind = DatabaseError::Kind;

namespace {

// SQLite tells these apart by its words only.
Kind kind_of_words(std::string_view words) {
    const auto has = [&](std::initializer_list<std::string_view> parts) {
        return std::ranges::any_of(parts, [&](std::string_view part) {
            return words.find(part) != std::string_view::npos;
        });
    };
    if (has({"syntax error", "incomplete input", "unrecognized token"})) return Kind::syntax;
    if (has({"no such ", "has no column named"})) return Kind::undefined_object;
    if (has({"already exists", "duplicate column name"})) return Kind::duplicate_object;
    return Kind::other;
}

Kind kind_of_constraint(int code) {
    switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID: return Kind::unique_violation;
    case SQLITE_CONSTRAINT_FOREIGNKEY: return Kind::foreign_key_violation;
    case SQLITE_CONSTRAINT_NOTNULL: return Kind::not_null_violation;
    case SQLITE_CONSTRAINT_CHECK:
    case SQLITE_CONSTRAINT_TRIGGER: return Kind::check_violation;
    default: return Kind::other;
    }
}

Kind kind_of(int code, std::string_view words) {
    if (code == SQLITE_BUSY_SNAPSHOT) return Kind::serialization;
    switch (code & 0xff) {
    case SQLITE_ERROR: return kind_of_words(words);
    case SQLITE_CONSTRAINT: return kind_of_constraint(code);
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return Kind::lock_timeout;
    case SQLITE_READONLY: return Kind::read_only;
    case SQLITE_FULL: return Kind::disk_full;
    case SQLITE_NOMEM: return Kind::out_of_memory;
    case SQLITE_INTERRUPT: return Kind::cancelled;
    case SQLITE_CANTOPEN:
    case SQLITE_NOTADB: return Kind::unreachable;
    case SQLITE_PERM:
    case SQLITE_AUTH: return Kind::permission;
    case SQLITE_TOOBIG:
    case SQLITE_MISMATCH: return Kind::invalid_data;
    default: return Kind::other;
    }
}

} // namespace

DatabaseError error_of(sqlite3* database, int code, std::string_view statement) {
    const std::string words = sqlite3_errmsg(database);
    DatabaseError::Facts facts{.kind = kind_of(code, words),
                               .message = words,
                               .native_code = code,
                               .statement = std::string(statement)};
    if (const int offset = sqlite3_error_offset(database); offset >= 0 && !statement.empty())
        facts.position = static_cast<std::size_t>(offset);
    return DatabaseError(std::move(facts));
}

DatabaseError invalid_data(std::string message) {
    return DatabaseError({.kind = Kind::invalid_data, .message = std::move(message)});
}

DatabaseError misuse(std::string message, std::string_view statement) {
    return DatabaseError(
        {.kind = Kind::misuse, .message = std::move(message), .statement = std::string(statement)});
}
