#include "traits.hpp"

#include "copied_rows.hpp"
#include "dialect.hpp"
#include "pragmas.hpp"

#include <algorithm>
#include <array>

namespace varve::sqlite {

namespace {

// All that is special to SQLite is said at the front of a statement.
std::vector<Token> first_tokens(std::string_view statement) {
    constexpr std::size_t enough = 12;
    std::vector<Token> tokens;
    Lexer lexer(statement, lexical_rules());
    while (tokens.size() < enough) {
        tokens.push_back(lexer.next());
        if (tokens.back().kind == TokenKind::end) break;
    }
    return tokens;
}

std::string unquoted(const Token& token) {
    const bool quoted =
        token.kind == TokenKind::quoted_identifier || token.kind == TokenKind::string;
    if (!quoted) return std::string(token.text);
    const char quote = token.text.back();
    std::string name;
    for (std::size_t i = 1; i + 1 < token.text.size(); ++i) {
        name += token.text[i];
        if (token.text[i] == quote) ++i; // doubled
    }
    return name;
}

bool is_temporary(std::span<const Token> tokens) {
    TokenCursor cursor(tokens);
    if (!cursor.accept_any({"CREATE", "DROP", "ALTER"})) return false;
    if (cursor.accept_any({"TEMP", "TEMPORARY"})) return true;
    cursor.accept_any({"UNIQUE", "VIRTUAL"});
    if (!cursor.accept_any({"TABLE", "INDEX", "VIEW", "TRIGGER"})) return false;
    cursor.accept({"IF", "NOT", "EXISTS"});
    cursor.accept({"IF", "EXISTS"});
    const Token name = cursor.take();
    return cursor.peek().is(".") && same_word(unquoted(name), "TEMP");
}

// Whoever uses another database file, or a copy of this one, has it for the session only.
void attach_traits(StatementTraits& traits) {
    traits.kind = StatementTraits::Kind::setting;
    traits.scope = Scope::outside;
}

void vacuum_traits(StatementTraits& traits, TokenCursor cursor) {
    traits.kind = StatementTraits::Kind::other;
    traits.scope = Scope::outside;
    traits.lock = LockLevel::blocks_all;
    // VACUUM INTO refuses a file that exists. Whether it was completed cannot be asked of the
    // database: so there is no probe, and it must not be run twice.
    traits.repeatable = !cursor.has_ahead({"INTO"});
    traits.summary = traits.repeatable ? "VACUUM" : "VACUUM INTO a file";
}

void find_created_virtual_table(TokenCursor cursor, StatementTraits& traits) {
    if (!cursor.accept({"CREATE", "VIRTUAL", "TABLE"}) || cursor.accept("IF")) return;
    traits.creates = folded_name(cursor.accept_name());
}

void explain_cascade(StatementTraits& traits) {
    for (Finding& finding : traits.losses)
        if (finding.rule == "drop-table")
            finding.reason +=
                "; while foreign_keys is on, rows that reference it ON DELETE CASCADE "
                "are deleted too";
}

void refuse_shell_command(StatementTraits& traits, std::span<const Token> tokens) {
    if (tokens.size() < 2 || !tokens[0].is(".") || tokens[1].kind != TokenKind::word) return;
    traits.scope = Scope::forbidden;
    traits.objection = "'." + std::string(tokens[1].text) +
                       "' is a command of the sqlite3 shell and not SQL; take it out";
}

// One writer at a time, whatever it writes to.
LockLevel lock_of(StatementTraits::Kind kind) {
    const bool writes = kind == StatementTraits::Kind::ddl || kind == StatementTraits::Kind::dml;
    return writes ? LockLevel::blocks_writes : LockLevel::none;
}

} // namespace

StatementTraits sqlite_traits(StatementTraits traits, std::string_view statement) {
    const std::vector<Token> tokens = first_tokens(statement);
    TokenCursor cursor(tokens);
    traits.lock = lock_of(traits.kind);
    explain_cascade(traits);
    find_created_virtual_table(cursor, traits);
    refuse_shell_command(traits, tokens);
    if (is_temporary(tokens)) {
        traits.kind = StatementTraits::Kind::setting;
        traits.temporary = cursor.peek().is("CREATE");
        traits.lock = LockLevel::none;
        traits.losses.clear();
    }
    if (cursor.accept("PRAGMA"))
        pragma_traits(traits, cursor);
    else if (cursor.accept_any({"ATTACH", "DETACH"}))
        attach_traits(traits);
    else if (cursor.accept("VACUUM"))
        vacuum_traits(traits, cursor);
    find_copied_rows(traits, statement, tokens);
    return traits;
}

std::string folded_name(std::string_view written) {
    std::string name;
    for (const Token& token : tokenize(written, lexical_rules())) name += unquoted(token);
    std::ranges::transform(name, name.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    });
    constexpr std::string_view standard_schema = "main.";
    return name.starts_with(standard_schema) ? name.substr(standard_schema.size()) : name;
}

namespace {

// Behind these, a text in single quotes is a name.
bool precedes_name(const Token& token) {
    constexpr std::array<std::string_view, 7> words{"TABLE", "EXISTS", "FROM", "COLUMN",
                                                    "DROP",  "VIEW",   "."};
    return std::ranges::any_of(words, [&](std::string_view word) { return token.is(word); });
}

std::string double_quoted(const std::string& name) {
    std::string result = "\"";
    for (const char c : name) {
        if (c == '"') result += '"';
        result += c;
    }
    return result + '"';
}

} // namespace

std::string with_quoted_names(const std::string& statement) {
    if (statement.find('\'') == std::string::npos) return statement;
    std::string result;
    std::size_t copied = 0;
    Token before;
    Lexer lexer(statement, lexical_rules());
    for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
        if (token.kind == TokenKind::string && precedes_name(before)) {
            result.append(statement, copied, token.offset - copied);
            result += double_quoted(unquoted(token));
            copied = token.offset + token.text.size();
        }
        before = token;
    }
    return result.append(statement, copied);
}

} // namespace varve::sqlite
