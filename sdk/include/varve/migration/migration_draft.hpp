#pragma once

#include <optional>
#include <string>

namespace varve {

/// A migration that is to be written down.
struct MigrationDraft {
    std::string heading = {}; ///< for whoever reads it, lines of a comment
    std::string up = {};      ///< a script
    std::optional<std::string> down = {};
    std::string irreversible = {}; ///< why it has none
    /// Whether all of it may be in one transaction.
    bool up_in_transaction = true, down_in_transaction = true;
};

} // namespace varve
