#pragma once

#include "varve/export.hpp"

#include <chrono>
#include <functional>
#include <string_view>

namespace varve {

/// A statement that a database has answered, or refused.
struct StatementRun {
    std::string_view text;             ///< without the values of its parameters
    std::chrono::nanoseconds duration; ///< until its answer was there, or its first row
};

/// Is told of each statement, on the thread that ran it. What it throws is lost.
using OnStatement = std::function<void(const StatementRun&)>;

/// Tells `on_statement` how long it lived; for a driver to hold while the database is at work on
/// `text`. Costs next to nothing where nobody wants to be told.
class StatementTimer {
public:
    StatementTimer(const OnStatement& on_statement, std::string_view text) noexcept
        : on_statement_(on_statement), text_(text) {
        if (on_statement_) start_ = std::chrono::steady_clock::now();
    }
    StatementTimer(const StatementTimer&) = delete;
    StatementTimer& operator=(const StatementTimer&) = delete;
    ~StatementTimer() {
        if (on_statement_) tell();
    }

private:
    VARVE_API void tell() const noexcept;

    const OnStatement& on_statement_;
    std::string_view text_;
    std::chrono::steady_clock::time_point start_ = {};
};

} // namespace varve
