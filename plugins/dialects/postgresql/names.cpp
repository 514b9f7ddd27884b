#include "names.hpp"

#include "dialect.hpp"

#include "varve/error.hpp"

#include <algorithm>

namespace varve::postgresql {

namespace {

constexpr std::size_t longest_identifier = 63; // NAMEDATALEN - 1

// The server folds ASCII only, in a database of UTF-8.
std::string folded(std::string_view word) {
    std::string lower(word);
    std::ranges::transform(lower, lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    });
    return lower;
}

std::string unquoted(std::string_view token) {
    std::string name;
    for (std::size_t i = 1; i + 1 < token.size(); ++i) {
        name += token[i];
        if (token[i] == '"') ++i; // doubled
    }
    return name;
}

} // namespace

std::string_view as_identifier(std::string_view text) noexcept {
    if (text.size() <= longest_identifier) return text;
    std::size_t end = longest_identifier;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return text.substr(0, end);
}

QualifiedName read_name(std::string_view written) {
    QualifiedName result;
    for (const Token& token : tokenize(written, lexical_rules)) {
        if (token.is(".")) {
            result.name_space = std::move(result.name);
            result.name.clear();
            continue;
        }
        const bool in_quotes = token.kind == TokenKind::quoted_identifier;
        result.name = as_identifier(in_quotes ? unquoted(token.text) : folded(token.text));
    }
    return result;
}

void append_string_literal(std::string& sql, std::string_view text) {
    if (text.find('\0') != std::string_view::npos)
        throw DatabaseError({.kind = DatabaseError::Kind::invalid_data,
                             .message = "a text holds a NUL byte, which PostgreSQL's text cannot; "
                                        "use bytes"});
    const bool escapes = text.find('\\') != std::string_view::npos;
    sql += escapes ? "E'" : "'";
    while (!text.empty()) {
        const std::size_t special = escapes ? text.find_first_of("'\\") : text.find('\'');
        const std::size_t size = std::min(special, text.size());
        sql += text.substr(0, size);
        text.remove_prefix(size);
        if (text.empty()) break;
        sql.append(2, text.front()); // doubled
        text.remove_prefix(1);
    }
    sql += '\'';
}

std::string string_literal(std::string_view text) {
    std::string sql;
    append_string_literal(sql, text);
    return sql;
}

std::string quoted_identifier(std::string_view identifier) {
    std::string result = "\"";
    for (const char c : identifier) {
        if (c == '"') result += '"';
        result += c;
    }
    return result + '"';
}

} // namespace varve::postgresql
