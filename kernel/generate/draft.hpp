#pragma once

#include "varve/db/dialect.hpp"
#include "varve/migration/migration_draft.hpp"

#include <string>
#include <vector>

namespace varve {

/// The SQL of one direction, each statement with a line before it that says what it may lose and
/// whom it makes wait.
struct CommentedScript {
    std::string text;
    std::vector<Finding> losses; ///< what it may lose, each rule and object once
};

/// Throws Error where the dialect does not read the statements as they were written.
CommentedScript commented(const Dialect& dialect, const std::vector<std::string>& statements);

} // namespace varve
