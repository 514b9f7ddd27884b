#pragma once

#include "varve/db/value.hpp"

#include <optional>
#include <string>
#include <vector>

namespace varve {

/// One SQL statement as data: its text as the dialect spells it, and what its parameters stand for.
struct Statement {
    std::string text;
    std::vector<Value> parameters = {};
    /// What the statement reads from its client, byte for byte: the rows of COPY … FROM stdin.
    std::optional<std::string> input = {};
    /// Somebody's own words, that may be anything: a driver sends them by themselves, so that the
    /// server's lists and logs show them as they are. In a batch its rows are thrown away.
    bool opaque = false;
};

} // namespace varve
