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
};

} // namespace varve
