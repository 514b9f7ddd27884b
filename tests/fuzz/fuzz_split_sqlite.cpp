// SQLite's splitter against what holds for every script, and against SQLite itself: where it
// compiles a statement, it must stop where we say that the statement ends.
#include "split_check.hpp"

#include "plugins/dialects/sqlite/dialect.hpp"

#include <sqlite3.h>
#include <string>

using namespace varve;

namespace {

constexpr fuzz::Blanks blanks{.comment_to_end = true, .byte_order_mark_anywhere = true};

/// Statements are compiled here and never run; what acts while it is compiled is refused.
int authorize(void*, int action, const char*, const char*, const char*, const char*) {
    return action == SQLITE_PRAGMA || action == SQLITE_ATTACH ? SQLITE_DENY : SQLITE_OK;
}

/// A database with something to refer to, so that more statements compile.
sqlite3* make_database() {
    sqlite3* database = nullptr;
    sqlite3_open(":memory:", &database);
    sqlite3_exec(database,
                 "CREATE TABLE t (a, b, c); CREATE TABLE u (a INTEGER PRIMARY KEY, b TEXT);"
                 "CREATE VIEW v AS SELECT * FROM t; CREATE INDEX i ON t (a);",
                 nullptr, nullptr, nullptr);
    sqlite3_set_authorizer(database, authorize, nullptr);
    return database;
}

void compare(const std::string& script, std::size_t offset, const ScriptStatement& statement) {
    static sqlite3* const database = make_database();
    sqlite3_stmt* compiled = nullptr;
    const char* tail = nullptr;
    const int result =
        sqlite3_prepare_v3(database, script.c_str() + offset,
                           static_cast<int>(script.size() - offset) + 1, 0, &compiled, &tail);
    sqlite3_finalize(compiled);
    if (result != SQLITE_OK || compiled == nullptr) return;

    const auto end = static_cast<std::size_t>(tail - script.c_str());
    const std::size_t ours = offset + statement.text.size();
    if (end < ours) fuzz::fail("a statement is not longer than SQLite's", statement.text);
    const std::string_view between = std::string_view(script).substr(ours, end - ours);
    // What SQLite read beyond it is blank, up to one semicolon.
    if (fuzz::skip_blanks(between, 0, blanks) != between.size())
        fuzz::fail("a statement is not shorter than SQLite's", statement.text);
    const std::string_view read = std::string_view(script).substr(offset, end - offset);
    if (end != script.size() && !read.ends_with(';'))
        fuzz::fail("SQLite stops at a semicolon", statement.text);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string script(reinterpret_cast<const char*>(data), size);
    constexpr std::uint32_t first_line = 7;
    static const sqlite::SqliteDialect dialect;
    const Script split = dialect.split(script, first_line);
    fuzz::check_problems(script, split, first_line);
    const auto offsets = fuzz::exact_offsets(script, split, first_line, blanks);
    // SQLite reads up to a NUL.
    if (script.find('\0') == std::string::npos && split.problems.empty())
        for (std::size_t i = 0; i < offsets.size(); ++i)
            compare(script, offsets[i], split.statements[i]);
    if (!split.problems.empty()) return 0; // then nothing is classified, nor run
    for (const ScriptStatement& statement : split.statements) {
        dialect.classify(statement);
        dialect.canonical(statement.text);
    }
    return 0;
}
