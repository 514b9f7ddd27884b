#pragma once

#include "varve/db/dialect.hpp"
#include "varve/export.hpp"

#include <atomic>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace varve::orm {

/// What is known of a statement before the program runs.
struct StatementFacts {
    std::string_view text; ///< see Text
    std::span<const Kind> wanted = {};
    /// Which of the session's statements it is: 0 until it is first used. nullptr where its text
    /// differs from run to run.
    std::atomic<std::uint32_t>* slot = nullptr;
    bool raw = false; ///< `text` is the database's own SQL, but for `$1` and so on
};

/// A statement as a database takes it.
struct Spelled {
    std::string text;
    /// Of each of its parameters, in order: which value it has; empty where that is in order.
    std::vector<std::size_t> order = {};
};

/// DatabaseError(unsupported) where the dialect has no such thing.
VARVE_API void require(const Dialect& dialect, Feature feature);

/// DatabaseError(unsupported) where the dialect cannot do what the statement needs.
VARVE_API Spelled spell(const Dialect& dialect, const StatementFacts& statement,
                        std::span<const std::size_t> choices = {});

} // namespace varve::orm
