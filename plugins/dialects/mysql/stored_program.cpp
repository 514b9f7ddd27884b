#include "stored_program.hpp"

#include "names.hpp"

#include <algorithm>
#include <array>

namespace varve::mysql {

namespace {

constexpr std::array<std::string_view, 7> openers{"BEGIN",  "IF",    "CASE", "LOOP",
                                                  "REPEAT", "WHILE", "FOR"};

// With these the only statement of a procedure or function without a block may begin.
bool begins_statement(const Token& token) noexcept {
    constexpr std::array<std::string_view, 20> words{
        "SELECT", "WITH",    "SET",     "RETURN", "INSERT", "UPDATE",  "DELETE",
        "CALL",   "DO",      "CREATE",  "ALTER",  "DROP",   "REPLACE", "TRUNCATE",
        "RENAME", "EXECUTE", "PREPARE", "VALUES", "SIGNAL", "LOAD"};
    return std::ranges::any_of(words, [&](std::string_view word) { return token.is(word); });
}

} // namespace

bool StoredProgram::open(const Token& token) {
    const auto* const opener =
        std::ranges::find_if(openers, [&](std::string_view word) { return token.is(word); });
    if (opener == openers.end()) return false;
    blocks_.push_back(*opener);
    const bool at_once = *opener == "BEGIN" || *opener == "LOOP" || *opener == "REPEAT";
    state_ = at_once ? State::start : State::condition;
    cases_ = 0;
    return true;
}

void StoredProgram::close() {
    if (!blocks_.empty()) blocks_.pop_back();
    state_ = State::plain;
}

void StoredProgram::start_statement(const Token& token) {
    if (open(token) || token.is("NOT") || token.is("ATOMIC")) return;
    if (token.is("END") || token.is("UNTIL")) return close(); // UNTIL … END REPEAT
    cases_ = 0;
    if (token.is("ELSE"))
        state_ = State::start;
    else if (token.is("ELSEIF") || token.is("WHEN"))
        state_ = State::condition;
    else if (token.is("DECLARE"))
        state_ = State::declare;
    else
        state_ = State::label;
}

// Decides what the statement is as soon as enough of it was seen.
void StoredProgram::see_head(const Token& token) {
    head_.push_back(token);
    TokenCursor cursor(head_);
    if (cursor.accept("BEGIN")) { // by itself it begins a transaction
        if (cursor.at_end()) return;
        state_ = State::plain;
        if (cursor.accept("NOT")) open(head_.front());
        return;
    }
    const bool creates = cursor.accept("CREATE");
    if (!creates && !cursor.accept("ALTER")) {
        if (!open(token)) state_ = State::plain;
        return;
    }
    if (cursor.peek().is("OR") && !cursor.accept({"OR", "REPLACE"}) && head_.size() < 3) return;
    skip_definer(cursor);
    cursor.accept("AGGREGATE");
    if (cursor.at_end()) return;
    const Token kind = cursor.take();
    const bool routine = creates && (kind.is("PROCEDURE") || kind.is("FUNCTION"));
    const bool trigger = creates && kind.is("TRIGGER");
    if (!routine && !trigger && !kind.is("EVENT")) {
        state_ = State::plain;
        return;
    }
    const bool waits_for_if = cursor.peek().is("IF") && !cursor.accept({"IF", "NOT", "EXISTS"});
    if (waits_for_if || cursor.accept_name().empty() || cursor.at_end() || cursor.peek().is("."))
        return;
    state_ = routine ? State::signature : trigger ? State::trigger : State::schedule;
    see(token);
}

// What begins no statement is a parameter, a type, a characteristic or a label.
void StoredProgram::see_signature(const Token& token) {
    if (token.is("(")) ++depth_;
    if (token.is(")")) --depth_;
    const bool of_type = token.is("SET") && (before_.is("RETURNS") || before_.is("CHARACTER") ||
                                             before_.is("CHAR")); // SET('a', 'b'), CHAR SET utf8
    if (depth_ > 0 || of_type || open(token)) return;
    if (begins_statement(token)) state_ = State::plain;
}

// FOR NOT FOUND, SQLSTATE VALUE '42S02', 1051 <statement>
void StoredProgram::see_handler(const Token& token) {
    if (token.is("FOR") || token.is(",")) {
        expects_reason_ = true;
    } else if (expects_reason_) {
        expects_reason_ = token.is("NOT") || token.is("SQLSTATE") || token.is("VALUE");
    } else {
        start_statement(token);
    }
}

void StoredProgram::see_condition(const Token& token) {
    if (token.is("CASE")) ++cases_;
    if (token.is("END") && cases_ > 0)
        --cases_;
    else if (cases_ == 0 && (token.is("THEN") || token.is("DO")))
        state_ = State::start;
}

void StoredProgram::see(const Token& token) {
    if (token.is(";")) {
        if (blocks_.empty())
            *this = {};
        else
            state_ = State::start;
        return;
    }
    switch (state_) {
    case State::head: see_head(token); break;
    case State::signature: see_signature(token); break;
    case State::trigger:
        if (token.is("ROW")) state_ = State::order;
        break;
    case State::order:
        if (before_.is("FOLLOWS") || before_.is("PRECEDES"))
            state_ = State::start; // its name
        else if (!token.is("FOLLOWS") && !token.is("PRECEDES"))
            start_statement(token);
        break;
    case State::schedule:
        if (token.is("DO")) state_ = State::start;
        break;
    case State::start: start_statement(token); break;
    case State::label: state_ = token.is(":") ? State::start : State::plain; break;
    case State::declare:
        if (token.is("HANDLER")) state_ = State::handler;
        break;
    case State::handler: see_handler(token); break;
    case State::condition: see_condition(token); break;
    case State::plain: break;
    }
    before_ = token;
}

} // namespace varve::mysql
