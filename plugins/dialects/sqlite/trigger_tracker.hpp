#pragma once

#include "varve/db/standard_dialect.hpp"

namespace varve::sqlite {

/// CREATE TRIGGER … BEGIN …; …; END: the automaton of sqlite3_complete (SQLite, src/complete.c).
/// Inside a trigger only a semicolon, END and a semicolon end the statement.
class TriggerTracker : public BodyTracker {
public:
    void reset() override { state_ = State::start; }
    void see(const Token& token) override;
    bool inside() const override { return state_ != State::start; }

    /// Does the statement lack the END of its trigger?
    bool lacks_end() const noexcept {
        return state_ == State::trigger || state_ == State::semicolon;
    }

private:
    enum class State : std::uint8_t { start, normal, explain, create, trigger, semicolon, end };

    State after_start(const Token& token) const noexcept;
    State state_ = State::start;
};

} // namespace varve::sqlite
