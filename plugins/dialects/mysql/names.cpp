#include "names.hpp"

#include "lexical_rules.hpp"

#include <algorithm>

namespace varve::mysql {

namespace {

std::string unquoted(std::string_view token) {
    const char quote = token.front();
    std::string name;
    for (std::size_t i = 1; i + 1 < token.size(); ++i) {
        name += token[i];
        if (token[i] == quote) ++i; // doubled
    }
    return name;
}

} // namespace

QualifiedName read_name(std::string_view written, const SqlMode& mode) {
    QualifiedName result;
    for (const Token& token : tokenize(written, lexical_rules(mode))) {
        if (token.is(".")) {
            result.database = std::move(result.name);
            result.name.clear();
        } else {
            const bool in_quotes = token.kind == TokenKind::quoted_identifier;
            result.name = in_quotes ? unquoted(token.text) : std::string(token.text);
        }
    }
    return result;
}

std::string normalized_name(std::string_view written, const SqlMode& mode) {
    const QualifiedName name = read_name(written, mode);
    return name.database.empty() ? name.name : name.database + '.' + name.name;
}

std::vector<std::string> read_names(TokenCursor& cursor) {
    std::vector<std::string> names;
    do names.push_back(cursor.accept_name());
    while (cursor.accept(","));
    return names;
}

std::size_t count_taken(TokenCursor cursor, std::span<const Token> tokens) {
    std::size_t left = 0;
    for (; !cursor.at_end(); cursor.take()) ++left;
    return tokens.size() - left;
}

void skip_definer(TokenCursor& cursor) {
    if (!cursor.accept("DEFINER")) return;
    cursor.accept("=");
    cursor.take();
    if (cursor.accept("(")) cursor.accept(")"); // CURRENT_USER()
    if (cursor.accept("@")) cursor.take();
}

std::optional<AlterTable> read_alter_table(std::span<const Token> tokens) {
    TokenCursor cursor(tokens);
    AlterTable result;
    if (!cursor.accept("ALTER")) return std::nullopt;
    cursor.accept("ONLINE");
    result.ignores_errors = cursor.accept("IGNORE");
    if (!cursor.accept("TABLE")) return std::nullopt;
    cursor.accept({"IF", "EXISTS"});
    result.table = cursor.accept_name();
    if (cursor.accept("WAIT")) cursor.take();
    cursor.accept("NOWAIT");
    for (std::size_t start = count_taken(cursor, tokens); start < tokens.size();) {
        std::size_t end = start;
        for (int depth = 0; end < tokens.size() && (depth > 0 || !tokens[end].is(",")); ++end)
            depth += tokens[end].is("(") ? 1 : tokens[end].is(")") ? -1 : 0;
        result.actions.push_back(tokens.subspan(start, end - start));
        start = end + 1;
    }
    return result;
}

} // namespace varve::mysql
