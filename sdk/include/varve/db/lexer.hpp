#pragma once

#include "varve/export.hpp"

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace varve {

/// What differs between databases in how text falls into tokens.
struct LexicalRules {
    bool nested_comments = false;            ///< /* a /* b */ c */ is one comment
    bool unclosed_comment_ends_text = false; ///< a /* without its end is a comment, not an error
    bool dollar_quotes = false;              ///< $tag$ … $tag$
    bool escape_strings = false;             ///< E'…' has backslash escapes
    bool backslash_escapes = false;          ///< every '…' has backslash escapes
    bool double_quoted_strings = false;      ///< "…" is a string, with the escapes of '…'
    bool backtick_identifiers = false;       ///< `…`
    bool bracket_identifiers = false;        ///< […]
    bool hash_comments = false;              ///< # to the end of the line
    bool dash_comment_needs_space =
        false;                        ///< "--" starts a comment only before white space or the end
    bool executable_comments = false; ///< /*! … */ and /*M! … */ hold SQL: a token of kind `symbol`
    bool tcl_variables = false;       ///< $name::part(anything) is one parameter
    bool byte_order_mark_is_blank = false;     ///< U+FEFF is white space wherever it stands
    bool carriage_return_ends_comment = false; ///< CR ends a -- comment as LF does
};

enum class TokenKind : std::uint8_t {
    word,              ///< an unquoted identifier or keyword
    quoted_identifier, ///< with its quotes
    string,            ///< with its quotes, dollar quotes and E prefix included
    number,
    parameter,    ///< $1, ?, ?1, :name, @name as far as the rules have them
    symbol,       ///< an operator, or one of ( ) , . [ ] : ;
    unterminated, ///< a quote or comment that does not end; the last token
    end,
};

/// A piece of SQL text; a view of what was lexed.
struct Token {
    TokenKind kind = TokenKind::end;
    std::string_view text;
    std::size_t offset = 0;
    std::uint32_t line = 1; ///< of its first byte

    /// Is it this symbol, or this word (given in upper case) without quotes, whatever its case?
    bool is(std::string_view symbol_or_word) const noexcept {
        return text.size() == symbol_or_word.size() && spells(symbol_or_word);
    }

private:
    VARVE_API bool spells(std::string_view symbol_or_word) const noexcept;
};

/// Does an unquoted word equal `keyword` (given in upper case), whatever its case?
VARVE_API bool same_word(std::string_view word, std::string_view keyword) noexcept;

/// Cuts SQL text into tokens, skipping white space and comments. Never fails: text that does not
/// end properly gives one `unterminated` token that reaches to the end.
class VARVE_API Lexer {
public:
    Lexer(std::string_view text, const LexicalRules& rules, std::uint32_t first_line = 1) noexcept
        : text_(text), rules_(&rules), line_(first_line) {}

    Token next() noexcept;

    /// Where the next token will be looked for; for a caller that reads something else in between.
    std::size_t offset() const noexcept { return offset_; }
    std::uint32_t line() const noexcept { return line_; }
    /// Goes on at `offset`, counting the lines on the way; not backwards.
    void skip_to(std::size_t offset) noexcept;

private:
    void skip_blank() noexcept;
    bool skip_comment() noexcept;
    std::size_t end_of_quoted(std::size_t from, char quote, bool backslash) const noexcept;
    std::size_t end_of_escape_string() const noexcept;
    std::size_t end_of_line_comment(std::size_t from) const noexcept;
    std::size_t end_of_dollar_quoted() const noexcept;
    std::size_t end_of_word(std::size_t from) const noexcept;
    std::size_t end_of_number() const noexcept;
    std::size_t end_of_parameter() const noexcept;
    std::size_t end_of_operator() const noexcept;
    bool starts_comment(std::size_t at) const noexcept;
    bool starts_other_token(std::size_t at) const noexcept;
    Token take(TokenKind kind, std::size_t end) noexcept;
    Token take_quoted(TokenKind kind, std::size_t quote_at, bool backslash) noexcept;
    char at(std::size_t i) const noexcept { return i < text_.size() ? text_[i] : '\0'; }

    std::string_view text_;
    const LexicalRules* rules_;
    std::size_t offset_ = 0;
    std::uint32_t line_;
};

/// All tokens of `text`, without the end.
VARVE_API std::vector<Token> tokenize(std::string_view text, const LexicalRules& rules);

/// `text` less its comments and white space, words in lower case, one space between tokens: two
/// texts that differ only in their looks have the same canonical form.
VARVE_API std::string canonical(std::string_view text, const LexicalRules& rules);

/// Reads the tokens of one statement from the front, word by word.
class VARVE_API TokenCursor {
public:
    explicit TokenCursor(std::span<const Token> tokens) noexcept : tokens_(tokens) {}

    bool at_end() const noexcept { return next_ == tokens_.size(); }
    const Token& peek(std::size_t ahead = 0) const noexcept {
        static constexpr Token end{};
        return next_ + ahead < tokens_.size() ? tokens_[next_ + ahead] : end;
    }
    Token take() noexcept;

    /// Takes the words if they come next, all of them or none. Keywords in upper case.
    bool accept(std::initializer_list<std::string_view> words) noexcept;
    bool accept(std::string_view word) noexcept {
        if (!peek().is(word)) return false;
        ++next_;
        return true;
    }
    /// Takes one of the words if it comes next.
    bool accept_any(std::initializer_list<std::string_view> words) noexcept;
    /// Takes a name with its qualifiers, as written: public."Users". Empty where none comes next.
    std::string accept_name();
    /// Skips to the next of these words outside all parentheses and takes it; false, at the end, if
    /// none.
    bool skip_past(std::initializer_list<std::string_view> words) noexcept;
    /// Is one of these words anywhere ahead, outside all parentheses?
    bool has_ahead(std::initializer_list<std::string_view> words) const noexcept;

private:
    std::span<const Token> tokens_;
    std::size_t next_ = 0;
};

} // namespace varve
