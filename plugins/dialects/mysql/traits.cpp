#include "traits.hpp"

#include "lexical_rules.hpp"
#include "names.hpp"

#include <algorithm>
#include <string_view>

namespace varve::mysql {

namespace {

using Kind = StatementTraits::Kind;

bool mentions_any(std::span<const Token> tokens, std::initializer_list<std::string_view> words) {
    return std::ranges::any_of(tokens, [&](const Token& token) {
        return std::ranges::any_of(words, [&](std::string_view word) { return token.is(word); });
    });
}

// IF, CASE, LOOP and so on stand by themselves in MariaDB, and so does BEGIN NOT ATOMIC.
bool is_compound(TokenCursor cursor) {
    return cursor.accept({"BEGIN", "NOT"}) ||
           cursor.accept_any({"IF", "CASE", "LOOP", "REPEAT", "WHILE", "FOR"});
}

bool is_of_temporary_table(TokenCursor cursor) {
    if (cursor.accept("CREATE"))
        cursor.accept({"OR", "REPLACE"});
    else if (!cursor.accept("DROP"))
        return false;
    return cursor.accept("TEMPORARY");
}

// GLOBAL a = 1, PERSIST a = 1, @@GLOBAL.a = 1
bool sets_for_all(std::span<const Token> tokens) {
    if (!TokenCursor(tokens).accept("SET")) return false;
    for (std::size_t i = 1; i < tokens.size(); ++i) {
        const bool may_be_scope =
            i == 1 || tokens[i - 1].is(",") || tokens[i - 1].text.ends_with("@@");
        if (may_be_scope &&
            mentions_any(tokens.subspan(i, 1), {"GLOBAL", "PERSIST", "PERSIST_ONLY"}))
            return true;
    }
    return false;
}

// SET autocommit = 1, SET @@SESSION.autocommit = 0
bool sets_autocommit(std::span<const Token> tokens) {
    if (!TokenCursor(tokens).accept("SET")) return false;
    for (std::size_t i = 1; i + 1 < tokens.size(); ++i)
        if (tokens[i].is("AUTOCOMMIT") && (tokens[i + 1].is("=") || tokens[i + 1].is(":")))
            return true;
    return false;
}

// SELECT … INTO @a and SELECT @a := 1 leave something in the session only.
bool sets_user_variable(std::span<const Token> tokens) {
    for (std::size_t i = 1; i + 1 < tokens.size(); ++i) {
        if (tokens[i].is("INTO") && tokens[i + 1].text.starts_with('@')) return true;
        if (tokens[i].is(":") && tokens[i + 1].text.starts_with('=')) return true;
    }
    return false;
}

bool calls_any(std::span<const Token> tokens, std::initializer_list<std::string_view> functions) {
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i)
        if (tokens[i + 1].is("(") && mentions_any(tokens.subspan(i, 1), functions)) return true;
    return false;
}

// FROM t; but not FROM (SELECT …), EXTRACT(YEAR FROM NOW()) or PREPARE s FROM @a
bool reads_table(std::span<const Token> tokens) {
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        const Token& next = tokens[i + 1];
        const bool names =
            next.kind == TokenKind::word || next.kind == TokenKind::quoted_identifier;
        const bool calls = i + 2 < tokens.size() && tokens[i + 2].is("(");
        if (tokens[i].is("FROM") && names && !calls && !next.is("INFORMATION_SCHEMA") &&
            !next.is("DUAL"))
            return true;
    }
    return false;
}

// Needs what the statement before it left in the session, which a stored program does not; or fills
// the session out of rows, which are others when it is filled anew behind each statement.
bool depends_on_session(const StatementTraits& traits, TokenCursor cursor,
                        std::span<const Token> tokens) {
    if (cursor.accept_any({"CREATE", "ALTER"}) || is_compound(cursor)) return false;
    return calls_any(tokens, {"LAST_INSERT_ID", "ROW_COUNT", "FOUND_ROWS"}) ||
           (traits.kind == Kind::setting && reads_table(tokens));
}

bool concerns_session(TokenCursor cursor, std::span<const Token> tokens) {
    if (cursor.accept_any({"USE", "PREPARE", "DEALLOCATE", "UNLOCK"})) return true;
    if (cursor.accept({"DROP", "PREPARE"})) return true;
    return cursor.accept_any({"SELECT", "EXPLAIN", "DESCRIBE", "DESC"}) &&
           sets_user_variable(tokens);
}

void classify_kind(StatementTraits& traits, TokenCursor cursor, std::span<const Token> tokens) {
    const bool sets_account = TokenCursor(cursor).accept({"SET", "PASSWORD"}) ||
                              TokenCursor(cursor).accept({"SET", "DEFAULT", "ROLE"});
    if (is_of_temporary_table(cursor)) {
        traits.kind = Kind::setting;
        traits.temporary = cursor.peek().is("CREATE");
    } else if (concerns_session(cursor, tokens)) {
        traits.kind = Kind::setting;
    } else if (sets_account || cursor.accept_any({"INSTALL", "UNINSTALL"})) {
        traits.kind = Kind::ddl;
    } else if (sets_for_all(tokens) || cursor.peek().is("RESET")) {
        traits.kind = Kind::other; // of all sessions
    } else if (cursor.accept({"LOAD", "DATA"}) || cursor.accept({"LOAD", "XML"})) {
        traits.kind = Kind::dml;
    } else if (cursor.accept_any({"DESC", "DESCRIBE"})) {
        traits.kind = Kind::query;
    }
}

// ANALYZE TABLE, but not ANALYZE SELECT …, which MariaDB has
bool administers_tables(TokenCursor cursor) {
    if (!cursor.accept_any({"ANALYZE", "OPTIMIZE", "REPAIR", "CHECK"})) return false;
    cursor.accept_any({"NO_WRITE_TO_BINLOG", "LOCAL"});
    return cursor.accept_any({"TABLE", "VIEW"});
}

// "Statements That Cause an Implicit Commit" in both manuals. What CALL and EXECUTE run is not
// known.
bool commits(TokenCursor cursor) {
    if (cursor.accept_any({"CREATE", "ALTER", "DROP", "RENAME", "TRUNCATE", "GRANT", "REVOKE",
                           "INSTALL", "UNINSTALL", "LOCK", "FLUSH", "BACKUP", "CALL", "EXECUTE"}))
        return true;
    return administers_tables(cursor) || cursor.accept({"CACHE", "INDEX"}) ||
           cursor.accept({"LOAD", "INDEX"}) || cursor.accept({"SET", "PASSWORD"}) ||
           cursor.accept({"SET", "DEFAULT", "ROLE"}) || cursor.accept({"CHANGE", "MASTER"}) ||
           cursor.accept({"CHANGE", "REPLICATION"}) || cursor.accept({"IMPORT", "TABLE"}) ||
           (cursor.accept("RESET") && !cursor.peek().is("PERSIST")) ||
           (cursor.accept_any({"START", "STOP"}) && !cursor.peek().is("TRANSACTION"));
}

bool runs_outside(TokenCursor cursor, std::span<const Token> tokens) {
    if (is_of_temporary_table(cursor) || cursor.accept({"DROP", "PREPARE"})) return false;
    if (is_compound(cursor))
        return mentions_any(tokens, {"CREATE", "ALTER", "DROP", "RENAME", "TRUNCATE", "GRANT",
                                     "REVOKE", "COMMIT", "ROLLBACK", "START", "CALL", "EXECUTE"});
    // SET TRANSACTION is refused while a transaction is open, SET autocommit = 1 may end one, and
    // what is set for all sessions does not roll back.
    return commits(cursor) || cursor.accept({"SET", "TRANSACTION"}) || sets_for_all(tokens) ||
           sets_autocommit(tokens) || cursor.accept("RESET");
}

// Each of those that they run may commit by itself.
bool runs_others(TokenCursor cursor) {
    return is_compound(cursor) || cursor.accept_any({"CALL", "EXECUTE"});
}

// Accounts, rights, databases and the server itself are shared.
bool reaches_beyond_database(TokenCursor cursor, std::span<const Token> tokens) {
    if (sets_for_all(tokens) || cursor.accept({"SET", "PASSWORD"}) ||
        cursor.accept({"SET", "DEFAULT", "ROLE"}))
        return true;
    if (cursor.accept_any({"GRANT", "REVOKE", "INSTALL", "UNINSTALL", "FLUSH", "RESET", "PURGE",
                           "CHANGE", "STOP", "KILL"}))
        return true;
    if (cursor.accept("START")) return !cursor.peek().is("TRANSACTION");
    const bool creates = cursor.accept("CREATE");
    if (!creates && !cursor.accept_any({"ALTER", "DROP", "RENAME"})) return false;
    cursor.accept({"OR", "REPLACE"});
    cursor.accept("AGGREGATE");
    if (cursor.accept("FUNCTION")) return creates && cursor.has_ahead({"SONAME"});
    return cursor.accept_any({"USER", "ROLE", "DATABASE", "SERVER", "TABLESPACE", "UNDO", "LOGFILE",
                              "RESOURCE", "SPATIAL", "INSTANCE"}) &&
           !cursor.peek().is("INDEX"); // CREATE SPATIAL INDEX
}

// What can never be in a migration, and what to do instead.
std::string objection_to(TokenCursor cursor, std::span<const Token> tokens) {
    const bool locks = TokenCursor(cursor).accept("LOCK") || TokenCursor(cursor).accept("BACKUP") ||
                       (TokenCursor(cursor).accept("FLUSH") &&
                        (mentions_any(tokens, {"EXPORT"}) || cursor.has_ahead({"READ"})));
    if (locks)
        return "holds locks under which varve's history cannot be written: take it out; a dump has "
               "none with --skip-add-locks";
    if (cursor.accept("LOAD") && cursor.has_ahead({"LOCAL"}) && !cursor.peek().is("INDEX"))
        return "reads a file from its client, which has none: read one of the server, or INSERT "
               "the "
               "rows";
    if (cursor.accept_any({"SHUTDOWN", "RESTART"}) || cursor.accept({"CLONE", "INSTANCE"}))
        return "ends the server that the migration runs on: take it out";
    if (mentions_any(tokens, {"RELEASE_ALL_LOCKS"}))
        return "drops the migration lock, which belongs to the session: use RELEASE_LOCK('…')";
    return {};
}

bool renames_table(std::span<const Token> tokens) {
    TokenCursor cursor(tokens);
    if (cursor.accept({"RENAME", "TABLE"})) return true;
    const std::optional<AlterTable> alter = read_alter_table(tokens);
    return alter && std::ranges::any_of(alter->actions, [](std::span<const Token> action) {
               TokenCursor words(action);
               return words.accept("RENAME") && !words.accept_any({"COLUMN", "INDEX", "KEY"});
           });
}

// CREATE OR REPLACE TABLE
void find_replaced_table(StatementTraits& traits, TokenCursor cursor, const SqlMode& mode) {
    if (cursor.accept({"CREATE", "OR", "REPLACE", "TABLE"}))
        traits.creates = normalized_name(cursor.accept_name(), mode);
}

// How many tokens in front say how the statement is run, not what it does.
std::size_t size_of_prefix(std::span<const Token> tokens) {
    TokenCursor cursor(tokens);
    const bool is_prefixed = cursor.accept({"SET", "STATEMENT"}) && cursor.skip_past({"FOR"});
    return is_prefixed ? count_taken(cursor, tokens) : 0;
}

// ALGORITHM = MERGE DEFINER = 'user'@'host' SQL SECURITY INVOKER, in front of VIEW, PROCEDURE, …
void remove_options(std::vector<Token>& tokens) {
    TokenCursor cursor(tokens);
    if (!cursor.accept_any({"CREATE", "ALTER"})) return;
    cursor.accept({"OR", "REPLACE"});
    const auto start = static_cast<std::ptrdiff_t>(count_taken(cursor, tokens));
    if (cursor.accept({"ALGORITHM", "="})) cursor.take();
    skip_definer(cursor);
    if (cursor.accept({"SQL", "SECURITY"})) cursor.take();
    const auto end = static_cast<std::ptrdiff_t>(count_taken(cursor, tokens));
    tokens.erase(tokens.begin() + start, tokens.begin() + end);
}

} // namespace

std::vector<Token> statement_tokens(std::string_view statement, const SqlMode& mode) {
    std::vector<Token> tokens = tokens_of(statement, mode);
    tokens.erase(tokens.begin(),
                 tokens.begin() + static_cast<std::ptrdiff_t>(size_of_prefix(tokens)));
    remove_options(tokens);
    if (!TokenCursor(tokens).accept_any({"CREATE", "ALTER", "DROP", "RENAME", "LOCK", "ANALYZE",
                                         "OPTIMIZE", "REPAIR", "CHECK"}))
        return tokens;
    constexpr std::size_t words_of_kind = 4;
    for (Token& token : std::span(tokens).first(std::min(tokens.size(), words_of_kind))) {
        if (token.is("TABLES")) token.text = "TABLE";
        if (token.is("SCHEMA")) token.text = "DATABASE";
    }
    return tokens;
}

void add_traits(StatementTraits& traits, std::span<const Token> tokens, const SqlMode& mode) {
    const TokenCursor cursor(tokens);
    classify_kind(traits, cursor, tokens);
    if (is_compound(cursor)) traits.scope = Scope::transactional;
    traits.beyond_database = reaches_beyond_database(cursor, tokens);
    traits.renames = renames_table(tokens);
    traits.lock = lock_level_of(tokens);
    traits.temporary = traits.temporary || depends_on_session(traits, cursor, tokens);
    find_replaced_table(traits, cursor, mode);
    add_losses(traits, tokens, mode);
    traits.objection = objection_to(cursor, tokens);
    if (!traits.objection.empty()) {
        traits.scope = Scope::forbidden;
    } else if (cursor.peek().is("XA")) {
        traits.scope = Scope::control;
    } else if (runs_outside(cursor, tokens)) {
        traits.scope = Scope::outside;
        if (runs_others(cursor)) traits.kind = Kind::dml;
        add_probe(traits, tokens, mode);
    }
}

} // namespace varve::mysql
