#include "names.hpp"
#include "table_changes.hpp"
#include "traits.hpp"

#include <algorithm>
#include <array>

namespace varve::mysql {

namespace {

using enum LockLevel;

bool has_word(std::span<const Token> tokens, std::string_view word) {
    return std::ranges::any_of(tokens, [&](const Token& token) { return token.is(word); });
}

// What LOCK and ALGORITHM say holds: the server refuses the statement rather than lock more.
LockLevel as_declared(LockLevel level, std::span<const Token> tokens) {
    const auto [algorithm, lock] = declared_method(tokens);
    if (!lock.empty() && !same_word(lock, "DEFAULT")) return level_of_lock(lock);
    if (same_word(algorithm, "INSTANT") && !copies_anyway(tokens))
        return std::min(level, blocks_schema);
    if (same_word(algorithm, "COPY")) return std::max(level, blocks_writes);
    return level;
}

// A foreign key and a check are verified row by row on a copy, and so are stored expressions, an
// index of the elements of JSON arrays (CAST … AS … ARRAY), and numbers that are given out.
LockLevel of_addition(std::span<const Token> action) {
    constexpr std::array<std::string_view, 11> by_copy{
        "FOREIGN",    "REFERENCES", "CHECK",  "FULLTEXT",       "SPATIAL", "STORED",
        "PERSISTENT", "PARTITION",  "SYSTEM", "AUTO_INCREMENT", "ARRAY"};
    const bool copies =
        std::ranges::any_of(by_copy, [&](std::string_view word) { return has_word(action, word); });
    return copies ? blocks_writes : blocks_schema;
}

LockLevel of_removal(TokenCursor cursor) {
    return cursor.accept_any({"PRIMARY", "PARTITION", "SYSTEM"}) ? blocks_writes : blocks_schema;
}

// One action of ALTER TABLE ("Online DDL Operations" in both manuals): in place with LOCK=NONE
// where both servers can, else by a copy, during which nobody writes.
LockLevel of_action(std::span<const Token> action) {
    TokenCursor cursor(action);
    if (cursor.accept("ADD")) return of_addition(action);
    if (cursor.accept("DROP")) return of_removal(cursor);
    if (cursor.accept("RENAME"))
        return cursor.accept_any({"COLUMN", "INDEX", "KEY"}) ? blocks_schema : blocks_all;
    // ALTER CHECK c ENFORCED looks at every row.
    if (has_word(action, "ENFORCED") && !has_word(action, "NOT")) return blocks_writes;
    if (cursor.accept_any({"EXCHANGE", "DISCARD", "IMPORT", "TRUNCATE"})) return blocks_all;
    const bool in_place = cursor.accept_any(
        {"ALTER", "FORCE", "DEFAULT", "CHARACTER", "CHARSET", "COLLATE", "COMMENT",
         "AUTO_INCREMENT", "ROW_FORMAT", "KEY_BLOCK_SIZE", "STATS_PERSISTENT", "STATS_AUTO_RECALC",
         "STATS_SAMPLE_PAGES", "ALGORITHM", "LOCK"});
    return in_place && !has_word(action, "ENGINE") ? blocks_schema : blocks_writes;
}

LockLevel of_alter(TokenCursor cursor, std::span<const Token> tokens) {
    const std::optional<AlterTable> alter = read_alter_table(tokens);
    if (!alter) return cursor.accept("VIEW") ? blocks_all : none;
    LockLevel strongest = blocks_schema;
    for (const std::span<const Token> action : alter->actions)
        strongest = std::max(strongest, of_action(action));
    return as_declared(strongest, tokens);
}

LockLevel of_create(TokenCursor cursor, std::span<const Token> tokens) {
    const bool replaces = cursor.accept({"OR", "REPLACE"});
    if (cursor.accept("TEMPORARY")) return none;
    if (cursor.accept("TABLE")) {
        if (replaces) return blocks_all;
        const bool reads = has_word(tokens, "SELECT") || has_word(tokens.subspan(2), "TABLE");
        if (reads) return blocks_writes; // of what it reads
        return has_word(tokens, "REFERENCES") ? blocks_schema : none;
    }
    if (cursor.accept({"FULLTEXT", "INDEX"}) || cursor.accept({"SPATIAL", "INDEX"}))
        return as_declared(blocks_writes, tokens);
    cursor.accept_any({"ONLINE", "OFFLINE"});
    cursor.accept("UNIQUE");
    if (cursor.accept("INDEX")) return as_declared(of_addition(tokens), tokens);
    if (cursor.accept("TRIGGER")) return blocks_writes;
    return replaces && cursor.accept("VIEW") ? blocks_all : none;
}

LockLevel of_drop(TokenCursor cursor, std::span<const Token> tokens) {
    if (cursor.accept("INDEX")) return as_declared(blocks_schema, tokens);
    return cursor.accept_any({"TABLE", "VIEW", "TRIGGER", "SEQUENCE", "DATABASE"}) ? blocks_all
                                                                                   : none;
}

} // namespace

LockLevel lock_level_of(std::span<const Token> tokens) {
    TokenCursor cursor(tokens);
    if (cursor.accept("CREATE")) return of_create(cursor, tokens);
    if (cursor.accept("ALTER")) return of_alter(cursor, tokens);
    if (cursor.accept("DROP")) return of_drop(cursor, tokens);
    if (cursor.accept({"RENAME", "TABLE"}) || cursor.accept("TRUNCATE") || cursor.accept("REPAIR"))
        return blocks_all;
    if (cursor.accept({"LOCK", "INSTANCE"})) return blocks_schema;
    if (cursor.accept("LOCK")) return has_word(tokens, "WRITE") ? blocks_all : blocks_writes;
    if (cursor.accept_any({"OPTIMIZE", "ANALYZE"})) {
        cursor.accept_any({"NO_WRITE_TO_BINLOG", "LOCAL"});
        return cursor.accept("TABLE") ? blocks_schema : none;
    }
    return none;
}

} // namespace varve::mysql
