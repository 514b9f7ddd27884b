#include "traits.hpp"

#include "dialect.hpp"

#include <string_view>

namespace varve::postgresql {

namespace {

// Is `word` anywhere in the statement, in parentheses too?
bool mentions(std::span<const Token> tokens, std::string_view word) {
    for (const Token& token : tokens)
        if (token.is(word)) return true;
    return false;
}

// Is an option given in parentheses and not switched off: WITH (refresh = false)?
bool is_switched_off(TokenCursor cursor, std::string_view option) {
    for (; !cursor.at_end(); cursor.take()) {
        if (!cursor.accept(option)) continue;
        cursor.accept("=");
        const Token& value = cursor.peek();
        return value.is("FALSE") || value.is("OFF") || value.text == "0" ||
               value.text == "'false'" || value.text == "'off'";
    }
    return false;
}

bool creates_outside(TokenCursor cursor) {
    if (cursor.accept_any({"DATABASE", "TABLESPACE"})) return true;
    if (cursor.accept("SUBSCRIPTION"))
        return !is_switched_off(cursor, "CONNECT") && !is_switched_off(cursor, "CREATE_SLOT");
    cursor.accept("UNIQUE");
    return cursor.accept({"INDEX", "CONCURRENTLY"});
}

bool alters_outside(TokenCursor cursor, int version_number) {
    if (cursor.accept("SYSTEM")) return true;
    if (cursor.accept("DATABASE")) return cursor.has_ahead({"TABLESPACE"});
    if (cursor.accept("SUBSCRIPTION")) {
        cursor.accept_name();
        const bool refreshes =
            cursor.accept("REFRESH") ||
            (cursor.accept_any({"SET", "ADD", "DROP"}) && cursor.accept("PUBLICATION"));
        return refreshes && !is_switched_off(cursor, "REFRESH");
    }
    if (cursor.accept("TYPE")) {
        constexpr int first_in_transactions = 120000;
        cursor.accept_name();
        return version_number < first_in_transactions && cursor.accept({"ADD", "VALUE"});
    }
    if (!cursor.accept("TABLE") || !cursor.skip_past({"DETACH"})) return false;
    cursor.accept("PARTITION");
    cursor.accept_name();
    return cursor.accept("CONCURRENTLY");
}

bool reindexes_outside(TokenCursor cursor) {
    bool concurrently = false;
    if (cursor.peek().is("(")) {
        for (; !cursor.at_end() && !cursor.peek().is(")"); cursor.take())
            concurrently |= cursor.peek().is("CONCURRENTLY");
        cursor.accept(")");
    }
    if (cursor.accept_any({"DATABASE", "SYSTEM", "SCHEMA"})) return true;
    cursor.accept_any({"TABLE", "INDEX"});
    return concurrently || cursor.accept("CONCURRENTLY");
}

// CLUSTER and its options, but no table.
bool clusters_all(TokenCursor cursor) {
    if (cursor.peek().is("(")) cursor.skip_past({")"});
    cursor.accept("VERBOSE");
    return cursor.accept_name().empty();
}

// DO $$ … COMMIT … $$ ends the transaction that it is in, so it may be in none.
bool commits_inside(TokenCursor cursor) {
    for (; !cursor.at_end(); cursor.take()) {
        const Token& token = cursor.peek();
        if (token.kind != TokenKind::string) continue;
        const std::size_t open = token.text.front() == '$' ? token.text.find('$', 1) + 1 : 1;
        for (const Token& inner : tokenize(token.text.substr(open), lexical_rules))
            if (inner.is("COMMIT") || inner.is("ROLLBACK")) return true;
    }
    return false;
}

bool runs_outside(TokenCursor cursor, int version_number) {
    if (cursor.accept("VACUUM")) return true;
    if (cursor.accept("DO")) return commits_inside(cursor);
    if (cursor.accept("CREATE")) return creates_outside(cursor);
    if (cursor.accept("DROP"))
        return cursor.accept_any({"DATABASE", "TABLESPACE", "SUBSCRIPTION"}) ||
               cursor.accept({"INDEX", "CONCURRENTLY"});
    if (cursor.accept("ALTER")) return alters_outside(cursor, version_number);
    if (cursor.accept("REINDEX")) return reindexes_outside(cursor);
    if (cursor.accept("CLUSTER")) return clusters_all(cursor);
    return cursor.accept({"COMMIT", "PREPARED"}) || cursor.accept({"ROLLBACK", "PREPARED"});
}

bool makes_temporary(TokenCursor cursor) {
    if (!cursor.accept("CREATE")) return false;
    cursor.accept({"OR", "REPLACE"});
    cursor.accept_any({"LOCAL", "GLOBAL"});
    if (cursor.accept_any({"TEMP", "TEMPORARY"})) return true;
    if (!cursor.accept_any({"TABLE", "VIEW", "SEQUENCE"})) return false;
    cursor.accept({"IF", "NOT", "EXISTS"});
    return cursor.accept({"PG_TEMP", "."});
}

// SELECT … INTO t makes a table.
void classify_select_into(TokenCursor cursor, StatementTraits& traits) {
    if (!cursor.accept_any({"SELECT", "WITH"}) || traits.kind == StatementTraits::Kind::dml) return;
    if (!cursor.skip_past({"INTO"})) return;
    traits.temporary = cursor.accept_any({"TEMP", "TEMPORARY", "LOCAL", "GLOBAL"});
    traits.kind = traits.temporary ? StatementTraits::Kind::setting : StatementTraits::Kind::ddl;
}

// SELECT set_config(…), as a dump has it in the place of SET.
bool sets_by_function(TokenCursor cursor) {
    if (!cursor.accept("SELECT")) return false;
    cursor.accept({"PG_CATALOG", "."});
    if (!cursor.accept({"SET_CONFIG", "("})) return false;
    for (int depth = 1; depth > 0 && !cursor.at_end();) {
        const Token token = cursor.take();
        depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
    }
    return cursor.at_end();
}

void classify_kind(TokenCursor cursor, std::span<const Token> tokens, StatementTraits& traits) {
    using enum StatementTraits::Kind;
    const bool of_session = TokenCursor(cursor).accept_any(
        {"SET", "RESET", "DISCARD", "LOAD", "LISTEN", "UNLISTEN", "DEALLOCATE", "CLOSE"});
    const bool prepares = TokenCursor(cursor).accept("PREPARE") &&
                          !TokenCursor(cursor).accept({"PREPARE", "TRANSACTION"});
    traits.temporary = makes_temporary(cursor);
    if (of_session || prepares || traits.temporary || sets_by_function(cursor))
        traits.kind = setting;
    if (cursor.accept_any({"SECURITY", "REASSIGN", "IMPORT"})) traits.kind = ddl;
    if (cursor.accept("REFRESH")) traits.kind = dml;
    if (cursor.accept("EXPLAIN") && mentions(tokens, "ANALYZE")) traits.kind = other;
    classify_select_into(cursor, traits);
}

std::string objection_to_copy(TokenCursor cursor, bool has_input) {
    if (!cursor.accept("COPY")) return {};
    TokenCursor from = cursor;
    if (from.skip_past({"FROM"}) && from.accept_any({"STDIN", "STDOUT"}) && !has_input)
        return "reads rows from its client, and none follow it: put them after it, up to a line "
               "that is \\.";
    if (cursor.skip_past({"TO"}) && cursor.accept_any({"STDIN", "STDOUT"}))
        return "sends rows to its client, which has no place for them: copy to a file of the "
               "server, or use psql";
    return {};
}

// Roles, databases and tablespaces are the server's, not the database's.
bool reaches_beyond_database(TokenCursor cursor) {
    if (cursor.accept({"ALTER", "SYSTEM"})) return true;
    if (cursor.accept_any({"GRANT", "REVOKE"})) return !cursor.has_ahead({"ON"}); // of membership
    if (!cursor.accept_any({"CREATE", "ALTER", "DROP", "COMMENT", "SECURITY"})) return false;
    cursor.accept("ON");
    cursor.accept({"LABEL", "ON"});
    return cursor.accept_any({"ROLE", "GROUP", "DATABASE", "TABLESPACE"}) ||
           (cursor.accept("USER") && !cursor.peek().is("MAPPING"));
}

// What can never be in a migration, and what to do instead.
std::string objection_to(TokenCursor cursor, bool has_input) {
    if (TokenCursor(cursor).accept({"DISCARD", "ALL"}))
        return "drops the migration lock, which belongs to the session: use DISCARD TEMP, RESET "
               "ALL or DEALLOCATE ALL";
    TokenCursor index = cursor;
    index.accept("CREATE");
    index.accept("UNIQUE");
    if (index.accept({"INDEX", "CONCURRENTLY", "ON"}))
        return "builds an index without a name, so what a failed build leaves behind could not be "
               "found: name it";
    return objection_to_copy(cursor, has_input);
}

} // namespace

void add_traits(StatementTraits& traits, std::span<const Token> tokens,
                const StatementContext& context) {
    const TokenCursor cursor(tokens);
    classify_kind(cursor, tokens, traits);
    traits.beyond_database = reaches_beyond_database(cursor);
    traits.lock = lock_level_of(tokens);
    add_losses(traits, tokens);
    traits.objection = objection_to(cursor, context.has_input);
    if (!traits.objection.empty()) {
        traits.scope = Scope::forbidden;
    } else if (runs_outside(cursor, context.version_number)) {
        traits.scope = Scope::outside;
        add_probe(traits, tokens);
    }
}

} // namespace varve::postgresql
