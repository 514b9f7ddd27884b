#pragma once

#include "varve/db/lexer.hpp"

#include <string_view>
#include <vector>

namespace varve::mysql {

/// Follows a statement through the blocks of a stored program (CREATE PROCEDURE, FUNCTION, TRIGGER
/// and EVENT) or of a compound statement by itself (BEGIN NOT ATOMIC, IF, LOOP, …), in which
/// semicolons end the statements within.
///
/// Words such as END and BEGIN may be names too. They are taken for what they look like only where
/// a statement can begin, and what is between is not looked at.
class StoredProgram {
public:
    /// The next token of the statement, in order; its semicolons included.
    void see(const Token& token);
    /// Asked after a semicolon was seen: is a block open?
    bool inside() const noexcept { return !blocks_.empty(); }
    /// The word that opened the outermost open block.
    std::string_view open_block() const noexcept { return blocks_.front(); }

private:
    enum class State : std::uint8_t {
        head,      ///< up to the name of what is created
        signature, ///< of a procedure or function
        trigger,   ///< up to FOR EACH ROW
        order,     ///< FOLLOWS or PRECEDES another trigger
        schedule,  ///< of an event, up to DO
        start,     ///< a statement can begin
        label,     ///< a name began a statement: it is a label where a colon follows
        declare,   ///< in DECLARE, which may declare a handler
        handler,   ///< in the list of what a handler is for
        condition, ///< of IF, CASE, WHILE and FOR, up to THEN or DO
        plain,     ///< nothing but a semicolon counts
    };

    void start_statement(const Token& token);
    void see_head(const Token& token);
    void see_signature(const Token& token);
    void see_handler(const Token& token);
    void see_condition(const Token& token);
    bool open(const Token& token);
    void close();

    State state_ = State::head;
    std::vector<Token> head_;
    std::vector<std::string_view> blocks_; ///< the words that opened them
    Token before_;
    int depth_ = 0;               ///< of parentheses in the signature
    int cases_ = 0;               ///< of CASE expressions in a condition
    bool expects_reason_ = false; ///< in a handler's list
};

} // namespace varve::mysql
