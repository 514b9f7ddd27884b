#include "session_changes.hpp"

#include <algorithm>
#include <array>

namespace varve::mysql {

namespace {

// Of both readings of a quote the one that sees more: what is undone in vain does no harm.
constexpr LexicalRules rules{.backslash_escapes = true,
                             .backtick_identifiers = true,
                             .hash_comments = true,
                             .dash_comment_needs_space = true,
                             .executable_comments = true};

std::vector<Token> first_tokens(std::string_view statement) {
    constexpr std::size_t enough = 16;
    std::vector<Token> tokens;
    Lexer lexer(statement, rules);
    while (tokens.size() < enough) {
        tokens.push_back(lexer.next());
        if (tokens.back().kind == TokenKind::end) break;
    }
    return tokens;
}

// CREATE OR REPLACE TEMPORARY TABLE IF NOT EXISTS name; empty where it is another statement.
std::string created_temporary_table(TokenCursor cursor) {
    if (!cursor.accept("CREATE")) return {};
    cursor.accept({"OR", "REPLACE"});
    if (!cursor.accept({"TEMPORARY", "TABLE"})) return {};
    cursor.accept({"IF", "NOT", "EXISTS"});
    return cursor.accept_name();
}

bool accept_limit(TokenCursor& cursor, std::string& name) {
    constexpr std::array<std::string_view, 4> names{"innodb_lock_wait_timeout", "lock_wait_timeout",
                                                    "max_statement_time", "max_execution_time"};
    name = cursor.take().text;
    const auto accept_number = [&] { return cursor.take().kind == TokenKind::number; };
    return std::ranges::find(names, name) != names.end() && cursor.accept("=") && accept_number() &&
           (!cursor.accept("/") || accept_number());
}

bool is_executable_comment(const Token& token) {
    return token.text.starts_with("/*!") || token.text.starts_with("/*M!");
}

} // namespace

void SessionChanges::see(std::string_view statement) {
    const Token first = Lexer(statement, rules).next();
    if (first.is("SET")) {
        if (known_.contains(statement)) return;
        if (see_limits(tokenize(statement, rules)))
            known_.emplace(statement);
        else
            settings_ = true;
    } else if (first.is("USE") || first.is("CALL") || is_executable_comment(first)) {
        settings_ = true;
    } else if (first.is("CREATE")) {
        const std::vector<Token> tokens = first_tokens(statement);
        if (std::string table = created_temporary_table(TokenCursor(tokens)); !table.empty())
            tables_.insert(std::move(table));
    }
    if (statement.find('@') != std::string_view::npos) see_variables(statement);
}

// SET SESSION limit = 5, SESSION limit = 0 / 1000; false where it sets anything else.
bool SessionChanges::see_limits(const std::vector<Token>& tokens) {
    TokenCursor cursor(tokens);
    cursor.accept("SET");
    if (!cursor.accept("SESSION")) return false;
    std::string name;
    do {
        cursor.accept("SESSION");
        if (!accept_limit(cursor, name)) return false;
        limits_.insert(name);
    } while (cursor.accept(","));
    return cursor.at_end();
}

// Any of them may be assigned to: SET @a = 1, SELECT @a := 1, SELECT 1 INTO @a, CALL p(@a).
void SessionChanges::see_variables(std::string_view statement) {
    Lexer lexer(statement, rules);
    bool behind_at = false;
    for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
        const bool names = token.kind == TokenKind::word || token.kind == TokenKind::string ||
                           token.kind == TokenKind::quoted_identifier;
        if (behind_at && names) variables_.insert('@' + std::string(token.text));
        behind_at = token.text.ends_with('@') && !token.text.ends_with("@@");
    }
}

} // namespace varve::mysql
