#pragma once

#include "sql_mode.hpp"

#include "varve/db/lexer.hpp"

namespace varve::mysql {

const LexicalRules& lexical_rules(const SqlMode& mode) noexcept;

/// Reads the tokens that the server reads: what an executable comment holds are tokens too where
/// this server executes it (/*!50003 … */, /*M!100100 … */), and blank where it does not.
class TokenReader {
public:
    TokenReader(std::string_view text, const SqlMode& mode, std::uint32_t first_line = 1) noexcept
        : text_(text), mode_(mode), lexer_(text, lexical_rules(mode), first_line) {}

    Token next() noexcept;

    /// The executable comment that holds the last token; of kind `end` where none does.
    const Token& comment() const noexcept { return comment_; }
    bool in_comment() const noexcept { return comment_.kind != TokenKind::end; }
    /// Goes on at `offset`, outside comments; not backwards.
    void skip_to(std::size_t offset) noexcept;

private:
    bool executes(std::string_view version, bool for_mariadb) const noexcept;
    std::size_t end_of_comment(std::size_t from) const noexcept;
    void open(const Token& comment) noexcept;

    std::string_view text_;
    SqlMode mode_;
    Lexer lexer_;
    Token comment_;
};

/// Is it one statement to every server, whatever its sql_mode? Of some that are, it is not told.
bool is_surely_one(std::string_view text) noexcept;

/// All tokens of a statement, without the end.
std::vector<Token> tokens_of(std::string_view statement, const SqlMode& mode);

} // namespace varve::mysql
