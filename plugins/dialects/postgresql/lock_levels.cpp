#include "traits.hpp"

#include <algorithm>
#include <string_view>

namespace varve::postgresql {

namespace {

using enum LockLevel;

bool skip_options(TokenCursor& cursor, std::string_view word) {
    bool found = false;
    if (!cursor.peek().is("(")) return false;
    for (; !cursor.at_end() && !cursor.peek().is(")"); cursor.take())
        found |= cursor.peek().is(word);
    cursor.accept(")");
    return found;
}

bool references(std::span<const Token> tokens) {
    return std::ranges::any_of(tokens, [](const Token& token) { return token.is("REFERENCES"); });
}

// ALTER TABLE … ADD: constraints of a foreign key let others read.
LockLevel of_addition(TokenCursor cursor) {
    if (cursor.accept("CONSTRAINT")) cursor.accept_name();
    return cursor.accept({"FOREIGN", "KEY"}) ? blocks_writes : blocks_all;
}

LockLevel of_column_change(TokenCursor cursor) {
    cursor.accept("COLUMN");
    cursor.accept_name();
    const bool harmless = cursor.accept({"SET", "STATISTICS"}) || cursor.accept({"SET", "("}) ||
                          cursor.accept({"RESET", "("});
    return harmless ? blocks_schema : blocks_all;
}

LockLevel of_partition(TokenCursor cursor) {
    if (cursor.accept({"ATTACH", "PARTITION"})) return blocks_schema;
    cursor.accept({"DETACH", "PARTITION"});
    cursor.accept_name();
    return cursor.accept_any({"CONCURRENTLY", "FINALIZE"}) ? blocks_schema : blocks_all;
}

// One action of ALTER TABLE (src/backend/commands/tablecmds.c, AlterTableGetLockLevel).
LockLevel of_table_action(TokenCursor cursor) {
    if (cursor.accept("ADD")) return of_addition(cursor);
    if (cursor.accept("ALTER")) return of_column_change(cursor);
    if (cursor.peek().is("ATTACH") || cursor.peek().is("DETACH")) return of_partition(cursor);
    if (cursor.accept_any({"ENABLE", "DISABLE"})) {
        cursor.accept_any({"REPLICA", "ALWAYS"});
        return cursor.accept("TRIGGER") ? blocks_writes : blocks_all;
    }
    const bool harmless = cursor.accept("VALIDATE") || cursor.accept({"CLUSTER", "ON"}) ||
                          cursor.accept({"SET", "WITHOUT", "CLUSTER"}) ||
                          cursor.accept({"SET", "("}) || cursor.accept({"RESET", "("});
    return harmless ? blocks_schema : blocks_all;
}

LockLevel of_alter_table(TokenCursor cursor) {
    if (cursor.accept("ALL")) return blocks_all; // … IN TABLESPACE
    cursor.accept({"IF", "EXISTS"});
    cursor.accept("ONLY");
    cursor.accept_name();
    cursor.accept("*");
    LockLevel strongest = none;
    do strongest = std::max(strongest, of_table_action(cursor));
    while (cursor.skip_past({","}));
    return strongest;
}

LockLevel of_alter(TokenCursor cursor) {
    if (cursor.accept("TABLE")) return of_alter_table(cursor);
    if (cursor.accept("INDEX")) {
        cursor.accept({"IF", "EXISTS"});
        cursor.accept_name();
        return cursor.accept("RENAME") ? blocks_schema : blocks_all;
    }
    if (cursor.accept("SEQUENCE")) return blocks_writes;
    if (cursor.accept_any({"VIEW", "MATERIALIZED", "FOREIGN", "POLICY", "RULE", "TRIGGER"}))
        return blocks_all;
    return cursor.accept_any({"TYPE", "DOMAIN", "PUBLICATION"}) ? blocks_schema : none;
}

LockLevel of_create_table(TokenCursor cursor, std::span<const Token> tokens) {
    TokenCursor partition = cursor;
    partition.accept({"IF", "NOT", "EXISTS"});
    partition.accept_name();
    if (partition.accept({"PARTITION", "OF"})) return blocks_all;
    if (references(tokens)) return blocks_writes;
    return cursor.has_ahead({"INHERITS"}) ? blocks_schema : none;
}

LockLevel of_create(TokenCursor cursor, std::span<const Token> tokens) {
    const bool replaces = cursor.accept({"OR", "REPLACE"});
    if (cursor.accept_any({"TEMP", "TEMPORARY", "LOCAL", "GLOBAL"})) return none;
    cursor.accept_any({"UNLOGGED", "UNIQUE", "CONSTRAINT", "RECURSIVE"});
    if (cursor.accept("TABLE")) return of_create_table(cursor, tokens);
    if (cursor.accept("INDEX"))
        return cursor.accept("CONCURRENTLY") ? blocks_schema : blocks_writes;
    if (cursor.accept("TRIGGER")) return blocks_writes;
    if (cursor.accept_any({"RULE", "POLICY"})) return blocks_all;
    if (cursor.accept("VIEW")) return replaces ? blocks_all : none;
    return cursor.accept_any({"STATISTICS", "PUBLICATION"}) ? blocks_schema : none;
}

LockLevel of_drop(TokenCursor cursor) {
    if (cursor.accept("INDEX")) return cursor.accept("CONCURRENTLY") ? blocks_schema : blocks_all;
    const bool of_relations =
        cursor.accept_any({"TABLE", "VIEW", "MATERIALIZED", "SEQUENCE", "TRIGGER", "RULE", "POLICY",
                           "OWNED", "FOREIGN"}) ||
        cursor.has_ahead({"CASCADE"});
    if (of_relations) return blocks_all;
    return cursor.accept_any({"STATISTICS", "PUBLICATION"}) ? blocks_schema : none;
}

// LOCK TABLE a, b IN … MODE; without a mode it is the strongest.
LockLevel of_lock(TokenCursor cursor) {
    if (!cursor.skip_past({"IN"})) return blocks_all;
    if (cursor.accept({"ACCESS", "EXCLUSIVE"})) return blocks_all;
    if (cursor.accept({"SHARE", "UPDATE"})) return blocks_schema;
    return cursor.accept_any({"SHARE", "EXCLUSIVE"}) ? blocks_writes : none;
}

LockLevel of_reindex(TokenCursor cursor) {
    const bool in_options = skip_options(cursor, "CONCURRENTLY");
    cursor.accept_any({"INDEX", "TABLE", "SCHEMA", "DATABASE", "SYSTEM"});
    return in_options || cursor.accept("CONCURRENTLY") ? blocks_schema : blocks_all;
}

LockLevel of_vacuum(TokenCursor cursor) {
    return skip_options(cursor, "FULL") || cursor.accept("FULL") ? blocks_all : blocks_schema;
}

LockLevel of_refresh(TokenCursor cursor) {
    return cursor.accept({"MATERIALIZED", "VIEW", "CONCURRENTLY"}) ? blocks_writes : blocks_all;
}

} // namespace

LockLevel lock_level_of(std::span<const Token> tokens) {
    TokenCursor cursor(tokens);
    if (cursor.accept("CREATE")) return of_create(cursor, tokens);
    if (cursor.accept("ALTER")) return of_alter(cursor);
    if (cursor.accept("DROP")) return of_drop(cursor);
    if (cursor.accept("LOCK")) return of_lock(cursor);
    if (cursor.accept("REINDEX")) return of_reindex(cursor);
    if (cursor.accept("VACUUM")) return of_vacuum(cursor);
    if (cursor.accept("REFRESH")) return of_refresh(cursor);
    if (cursor.accept_any({"TRUNCATE", "CLUSTER"})) return blocks_all;
    return cursor.accept_any({"ANALYZE", "ANALYSE", "COMMENT", "SECURITY"}) ? blocks_schema : none;
}

} // namespace varve::postgresql
