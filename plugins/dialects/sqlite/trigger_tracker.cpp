#include "trigger_tracker.hpp"

namespace varve::sqlite {

namespace {

bool is_word(const Token& token, std::string_view word) noexcept {
    return token.kind == TokenKind::word && same_word(token.text, word);
}

} // namespace

TriggerTracker::State TriggerTracker::after_start(const Token& token) const noexcept {
    if (is_word(token, "CREATE")) return State::create;
    return is_word(token, "EXPLAIN") ? State::explain : State::normal;
}

void TriggerTracker::see(const Token& token) {
    const bool semicolon = token.is(";");
    switch (state_) {
    case State::start: state_ = semicolon ? State::start : after_start(token); return;
    case State::normal:
        if (semicolon) state_ = State::start;
        return;
    case State::explain: // EXPLAIN QUERY PLAN CREATE TRIGGER
        if (semicolon)
            state_ = State::start;
        else if (is_word(token, "CREATE"))
            state_ = State::create;
        return;
    case State::create:
        if (semicolon)
            state_ = State::start;
        else if (is_word(token, "TRIGGER"))
            state_ = State::trigger;
        else if (!is_word(token, "TEMP") && !is_word(token, "TEMPORARY"))
            state_ = State::normal;
        return;
    case State::trigger:
        if (semicolon) state_ = State::semicolon;
        return;
    case State::semicolon:
        if (!semicolon) state_ = is_word(token, "END") ? State::end : State::trigger;
        return;
    case State::end: state_ = semicolon ? State::start : State::trigger; return;
    }
}

} // namespace varve::sqlite
