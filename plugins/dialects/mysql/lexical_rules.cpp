#include "lexical_rules.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace varve::mysql {

namespace {

constexpr auto npos = std::string_view::npos;

constexpr LexicalRules rules_of(bool ansi_quotes, bool no_backslash_escapes, bool dollar_quotes) {
    return {.dollar_quotes = dollar_quotes,
            .backslash_escapes = !no_backslash_escapes,
            .double_quoted_strings = !ansi_quotes,
            .backtick_identifiers = true,
            .hash_comments = true,
            .dash_comment_needs_space = true,
            .executable_comments = true};
}

bool is_executable_comment(const Token& token) noexcept {
    return token.kind == TokenKind::symbol &&
           (token.text.starts_with("/*!") || token.text.starts_with("/*M!"));
}

} // namespace

const LexicalRules& lexical_rules(const SqlMode& mode) noexcept {
    static constexpr std::array<LexicalRules, 8> rules{
        rules_of(false, false, false), rules_of(false, true, false), rules_of(true, false, false),
        rules_of(true, true, false),   rules_of(false, false, true), rules_of(false, true, true),
        rules_of(true, false, true),   rules_of(true, true, true)};
    const bool dollar_quotes = mode.is_mysql_from(90000); // $$ … $$ around JavaScript
    return rules[(dollar_quotes ? 4U : 0U) + (mode.ansi_quotes ? 2U : 0U) +
                 (mode.no_backslash_escapes ? 1U : 0U)];
}

void TokenReader::skip_to(std::size_t offset) noexcept {
    comment_ = {};
    lexer_.skip_to(offset);
}

// MariaDB leaves out what is meant for MySQL from 5.7 on, which went another way (sql/sql_lex.cc).
bool TokenReader::executes(std::string_view version, bool for_mariadb) const noexcept {
    if (for_mariadb && !mode_.is_mariadb) return false;
    if (version.empty()) return true;
    int wanted = 0;
    std::from_chars(version.data(), version.data() + version.size(), wanted);
    constexpr int first_foreign = 50700;
    constexpr int last_foreign = 99999;
    const bool foreign =
        mode_.is_mariadb && !for_mariadb && wanted >= first_foreign && wanted <= last_foreign;
    return wanted <= mode_.version_number && !foreign;
}

// Of a comment that is not executed: it may hold plain comments.
std::size_t TokenReader::end_of_comment(std::size_t from) const noexcept {
    std::size_t close = text_.find("*/", from);
    for (std::size_t inner = text_.find("/*", from); inner < close;
         inner = text_.find("/*", close)) {
        const std::size_t inner_close = text_.find("*/", inner + 2);
        if (inner_close == npos) return text_.size();
        close = text_.find("*/", inner_close + 2);
        if (close == npos) return text_.size();
    }
    return close + 2;
}

void TokenReader::open(const Token& comment) noexcept {
    constexpr std::size_t shortest = 5;
    constexpr std::size_t longest = 6;
    const bool for_mariadb = comment.text[2] == 'M';
    const std::string_view content = comment.text.substr(for_mariadb ? 4 : 3);
    std::size_t digits = std::min(content.find_first_not_of("0123456789"), longest);
    if (digits < shortest) digits = 0;
    if (!executes(content.substr(0, digits), for_mariadb)) {
        lexer_.skip_to(end_of_comment(comment.offset + 2));
        return;
    }
    lexer_.skip_to(comment.offset + comment.text.size() - content.size() + digits);
    if (!in_comment()) comment_ = comment;
}

Token TokenReader::next() noexcept {
    while (true) {
        const Lexer before = lexer_;
        const Token token = lexer_.next();
        if (token.kind == TokenKind::end && in_comment()) {
            const std::string_view rest = text_.substr(comment_.offset);
            return {TokenKind::unterminated, rest, comment_.offset, comment_.line};
        }
        const bool is_symbol = token.kind == TokenKind::symbol;
        const std::size_t close = in_comment() && is_symbol ? token.text.find("*/") : npos;
        const bool executable = is_executable_comment(token);
        if (!executable && close == npos) return token;
        lexer_ = before;
        if (executable) {
            open(token);
        } else if (close == 0) {
            skip_to(token.offset + 2);
        } else { // 1 **/
            lexer_.skip_to(token.offset + close);
            return {token.kind, token.text.substr(0, close), token.offset, token.line};
        }
    }
}

// Each semicolon is in single quotes, and nothing is there that could end these elsewhere: no
// escape, comment or other quote, and no character that is more than one byte.
bool is_surely_one(std::string_view text) noexcept {
    if (text.find(';') == npos) return true;
    if (text.find("--") != npos || text.find("/*") != npos) return false;
    constexpr std::string_view doubtful = "\\\"`#$";
    bool quoted = false;
    for (const char c : text) {
        if (c == '\'') quoted = !quoted;
        const bool plain = c > 0 && c < 0x7f && doubtful.find(c) == npos;
        if (!plain || (c == ';' && !quoted)) return false;
    }
    return true;
}

std::vector<Token> tokens_of(std::string_view statement, const SqlMode& mode) {
    std::vector<Token> tokens;
    tokens.reserve(statement.size() / 5 + 1);
    TokenReader reader(statement, mode);
    for (Token token = reader.next(); token.kind != TokenKind::end; token = reader.next()) {
        tokens.push_back(token);
        if (token.kind == TokenKind::unterminated) break;
    }
    return tokens;
}

} // namespace varve::mysql
