#include "varve/db/lexer.hpp"

#include <algorithm>
#include <array>

namespace varve {

namespace {

constexpr auto npos = std::string_view::npos;

// Every byte of every migration comes through here, so what a byte can be is looked up, not
// compared.
enum Class : std::uint8_t { blank = 1, letter = 2, digit = 4, dollar = 8, operation = 16 };

constexpr std::array<std::uint8_t, 256> classes = [] {
    std::array<std::uint8_t, 256> table{};
    const auto mark = [&](std::string_view bytes, Class as) {
        for (const char c : bytes) table[static_cast<unsigned char>(c)] = as;
    };
    mark(" \t\n\r\f\v", blank);
    mark("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_", letter);
    mark("0123456789", digit);
    mark("$", dollar);
    mark("+-*/<>=~!@#%^&|`?", operation);
    for (std::size_t byte = 0x80; byte < table.size(); ++byte) table[byte] = letter;
    return table;
}();

bool is(char c, unsigned class_or_several) noexcept {
    return (classes[static_cast<unsigned char>(c)] & class_or_several) != 0;
}
bool is_blank(char c) noexcept {
    return is(c, blank);
}
bool is_digit(char c) noexcept {
    return is(c, digit);
}
bool is_letter(char c) noexcept {
    return is(c, letter);
}
bool is_word_part(char c) noexcept {
    return is(c, letter | digit | dollar);
}
bool is_operator(char c) noexcept {
    return is(c, operation);
}
char lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}
char upper(char c) noexcept {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
}

// One of ( ) , . [ ] ; and the like: always a token by itself.
bool stands_alone(char c) noexcept {
    return !is_operator(c);
}

} // namespace

bool same_word(std::string_view word, std::string_view keyword) noexcept {
    if (word.size() != keyword.size()) return false;
    for (std::size_t i = 0; i < word.size(); ++i)
        if (upper(word[i]) != keyword[i]) return false;
    return true;
}

bool Token::spells(std::string_view symbol_or_word) const noexcept {
    if (kind == TokenKind::symbol) return text == symbol_or_word;
    return kind == TokenKind::word && same_word(text, symbol_or_word);
}

void Lexer::skip_to(std::size_t offset) noexcept {
    const std::size_t end = std::min(offset, text_.size());
    line_ += static_cast<std::uint32_t>(
        std::count(text_.begin() + static_cast<std::ptrdiff_t>(offset_),
                   text_.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
    offset_ = end;
}

Token Lexer::take(TokenKind kind, std::size_t end) noexcept {
    const Token token{kind, text_.substr(offset_, end - offset_), offset_, line_};
    const bool one_line =
        kind == TokenKind::word || kind == TokenKind::number || kind == TokenKind::parameter;
    if (one_line || end == offset_ + 1)
        offset_ = end;
    else
        skip_to(end);
    return token;
}

bool Lexer::starts_comment(std::size_t i) const noexcept {
    if (!is_operator(at(i))) return false;
    if (at(i) == '#') return rules_->hash_comments;
    if (at(i) == '/' && at(i + 1) == '*') return true;
    if (at(i) != '-' || at(i + 1) != '-') return false;
    return !rules_->dash_comment_needs_space || i + 2 >= text_.size() || is_blank(at(i + 2));
}

std::size_t Lexer::end_of_line_comment(std::size_t from) const noexcept {
    const char* const ends = rules_->carriage_return_ends_comment ? "\r\n" : "\n";
    return std::min(text_.find_first_of(ends, from), text_.size());
}

// Skips one comment; false where there is none, or none that ends.
bool Lexer::skip_comment() noexcept {
    if (!starts_comment(offset_)) return false;
    if (at(offset_) != '/') {
        skip_to(end_of_line_comment(offset_));
        return true;
    }
    const std::size_t mark = at(offset_ + 2) == 'M' ? offset_ + 3 : offset_ + 2;
    if (rules_->executable_comments && at(mark) == '!') return false;
    std::size_t depth = 1;
    std::size_t i = offset_ + 2;
    while (depth > 0 && i < text_.size()) {
        if (at(i) == '*' && at(i + 1) == '/') {
            --depth;
            i += 2;
        } else if (rules_->nested_comments && at(i) == '/' && at(i + 1) == '*') {
            ++depth;
            i += 2;
        } else {
            ++i;
        }
    }
    if (depth > 0 && !rules_->unclosed_comment_ends_text) return false;
    skip_to(i);
    return true;
}

void Lexer::skip_blank() noexcept {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    while (offset_ < text_.size()) {
        const char c = text_[offset_];
        if (is_blank(c)) {
            line_ += c == '\n' ? 1 : 0;
            ++offset_;
        } else if (rules_->byte_order_mark_is_blank &&
                   text_.substr(offset_, 3) == byte_order_mark) {
            offset_ += byte_order_mark.size();
        } else {
            break;
        }
    }
}

// Where the quoted text whose opening quote is at `from` ends, or npos.
std::size_t Lexer::end_of_quoted(std::size_t from, char quote, bool backslash) const noexcept {
    std::size_t i = from + 1;
    while (i < text_.size()) {
        const bool ends = text_[i] == quote;
        const bool escapes =
            (backslash && text_[i] == '\\') || (ends && at(i + 1) == quote && quote != ']');
        if (ends && !escapes) return i + 1;
        i += escapes ? 2 : 1;
    }
    return npos;
}

// A string that follows on another line, with nothing but white space and -- comments between, goes
// on with the one before it (ISO SQL), and so do its backslash escapes (PostgreSQL).
std::size_t Lexer::end_of_escape_string() const noexcept {
    std::size_t end = end_of_quoted(offset_ + 1, '\'', true);
    while (end < text_.size()) {
        std::size_t i = end;
        bool on_another_line = false;
        while (is_blank(at(i)) || (at(i) == '-' && at(i + 1) == '-')) {
            on_another_line |= at(i) == '\n' || at(i) == '\r';
            i = at(i) == '-' ? end_of_line_comment(i) : i + 1;
        }
        if (!on_another_line || at(i) != '\'') return end;
        end = end_of_quoted(i, '\'', true);
    }
    return end;
}

// $tag$ … $tag$, or npos where the text at the offset opens no such string; text_.size() + 1 where
// it opens one that does not end.
std::size_t Lexer::end_of_dollar_quoted() const noexcept {
    std::size_t i = offset_ + 1;
    if (is_letter(at(i)))
        while (is_letter(at(i)) || is_digit(at(i))) ++i;
    if (at(i) != '$') return npos;
    const std::string_view tag = text_.substr(offset_, i + 1 - offset_);
    const std::size_t close = text_.find(tag, i + 1);
    return close == npos ? text_.size() + 1 : close + tag.size();
}

std::size_t Lexer::end_of_word(std::size_t from) const noexcept {
    while (is_word_part(at(from))) ++from;
    return from;
}

std::size_t Lexer::end_of_number() const noexcept {
    std::size_t i = offset_;
    while (is_digit(at(i)) || is_letter(at(i)) || (at(i) == '.' && at(i + 1) != '.')) ++i;
    return i;
}

std::size_t Lexer::end_of_parameter() const noexcept {
    std::size_t i = offset_ + 1;
    while (is_word_part(at(i))) ++i;
    if (!rules_->tcl_variables || at(offset_) == '?') return i;
    // SQLite's tokenizer: "::" continues a variable, and "(…)" without white space ends one.
    while (at(i) == ':' && at(i + 1) == ':') {
        i += 2;
        while (is_word_part(at(i))) ++i;
    }
    if (at(i) == '(' && i > offset_ + 1) {
        std::size_t j = i + 1;
        while (j < text_.size() && !is_blank(text_[j]) && text_[j] != ')') ++j;
        if (at(j) == ')') return j + 1;
    }
    return i;
}

bool Lexer::starts_other_token(std::size_t i) const noexcept {
    if (at(i) == '`') return rules_->backtick_identifiers;
    return rules_->tcl_variables && (at(i) == '?' || at(i) == '@' || at(i) == '#');
}

// The longest run of operator characters that opens nothing else. As in PostgreSQL, a run of
// several ends in + or - only when it holds a character that no standard operator has: "=-1" is "="
// and
// "-1".
std::size_t Lexer::end_of_operator() const noexcept {
    std::size_t end = offset_ + 1;
    while (is_operator(at(end)) && !starts_comment(end) && !starts_other_token(end)) ++end;
    const std::string_view run = text_.substr(offset_, end - offset_);
    if (run.find_first_of("~!@#%^&|`?") != npos) return end;
    while (end > offset_ + 1 && (text_[end - 1] == '+' || text_[end - 1] == '-')) --end;
    return end;
}

Token Lexer::take_quoted(TokenKind kind, std::size_t quote_at, bool backslash) noexcept {
    const char open = text_[quote_at];
    const std::size_t end = end_of_quoted(quote_at, open == '[' ? ']' : open, backslash);
    return end == npos || end > text_.size() ? take(TokenKind::unterminated, text_.size())
                                             : take(kind, end);
}

Token Lexer::next() noexcept {
    for (skip_blank(); skip_comment(); skip_blank()) {}
    if (offset_ >= text_.size()) return {TokenKind::end, {}, text_.size(), line_};

    const char c = text_[offset_];
    const LexicalRules& rules = *rules_;
    if (c == '/' && at(offset_ + 1) == '*') {
        // Only comments that do not end, and those that hold SQL, are left here.
        const std::size_t close = text_.find("*/", offset_ + 2);
        return close == npos || !rules.executable_comments
                   ? take(TokenKind::unterminated, text_.size())
                   : take(TokenKind::symbol, close + 2);
    }
    if (c == '\'') return take_quoted(TokenKind::string, offset_, rules.backslash_escapes);
    if (c == '"')
        return rules.double_quoted_strings
                   ? take_quoted(TokenKind::string, offset_, rules.backslash_escapes)
                   : take_quoted(TokenKind::quoted_identifier, offset_, false);
    if (c == '`' && rules.backtick_identifiers)
        return take_quoted(TokenKind::quoted_identifier, offset_, false);
    if (c == '[' && rules.bracket_identifiers)
        return take_quoted(TokenKind::quoted_identifier, offset_, false);
    if (rules.escape_strings && (c == 'e' || c == 'E') && at(offset_ + 1) == '\'') {
        const std::size_t end = end_of_escape_string();
        return end > text_.size() ? take(TokenKind::unterminated, text_.size())
                                  : take(TokenKind::string, end);
    }
    if (c == '$' && rules.dollar_quotes) {
        if (const std::size_t end = end_of_dollar_quoted(); end != npos)
            return end > text_.size() ? take(TokenKind::unterminated, text_.size())
                                      : take(TokenKind::string, end);
    }
    if (is_letter(c)) return take(TokenKind::word, end_of_word(offset_));
    if (is_digit(c) || (c == '.' && is_digit(at(offset_ + 1))))
        return take(TokenKind::number, end_of_number());
    const bool names_parameter = c == '$' || c == '?' || c == ':' || c == '@' || c == '#';
    if (names_parameter && rules.tcl_variables) {
        if (const std::size_t end = end_of_parameter(); end > offset_ + 1 || c == '?')
            return take(TokenKind::parameter, end);
    }
    if (c == '$' && is_digit(at(offset_ + 1)))
        return take(TokenKind::parameter, end_of_parameter());
    return take(TokenKind::symbol, stands_alone(c) ? offset_ + 1 : end_of_operator());
}

std::vector<Token> tokenize(std::string_view text, const LexicalRules& rules) {
    std::vector<Token> tokens;
    tokens.reserve(text.size() / 5 + 1);
    Lexer lexer(text, rules);
    for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next())
        tokens.push_back(token);
    return tokens;
}

std::string canonical(std::string_view text, const LexicalRules& rules) {
    std::string result;
    result.reserve(text.size());
    Lexer lexer(text, rules);
    for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
        if (!result.empty()) result += ' ';
        const std::size_t start = result.size();
        result += token.text;
        if (token.kind == TokenKind::word)
            std::transform(token.text.begin(), token.text.end(),
                           result.begin() + static_cast<std::ptrdiff_t>(start), lower);
    }
    return result;
}

Token TokenCursor::take() noexcept {
    const Token token = peek();
    if (!at_end()) ++next_;
    return token;
}

bool TokenCursor::accept(std::initializer_list<std::string_view> words) noexcept {
    std::size_t ahead = 0;
    for (const std::string_view word : words)
        if (!peek(ahead++).is(word)) return false;
    next_ += words.size();
    return true;
}

bool TokenCursor::accept_any(std::initializer_list<std::string_view> words) noexcept {
    return std::ranges::any_of(words, [&](std::string_view word) { return accept(word); });
}

std::string TokenCursor::accept_name() {
    const auto is_name = [](const Token& token) {
        return token.kind == TokenKind::word || token.kind == TokenKind::quoted_identifier;
    };
    if (!is_name(peek())) return {};
    std::string name(take().text);
    while (peek().is(".") && is_name(peek(1))) {
        ++next_;
        name += '.';
        name += take().text;
    }
    return name;
}

bool TokenCursor::skip_past(std::initializer_list<std::string_view> words) noexcept {
    for (int depth = 0; !at_end(); ++next_) {
        const Token& token = peek();
        if (token.is("(")) ++depth;
        if (token.is(")")) --depth;
        if (depth > 0) continue;
        if (std::ranges::any_of(words, [&](std::string_view word) { return token.is(word); })) {
            ++next_;
            return true;
        }
    }
    return false;
}

bool TokenCursor::has_ahead(std::initializer_list<std::string_view> words) const noexcept {
    TokenCursor ahead = *this;
    return ahead.skip_past(words);
}

} // namespace varve
