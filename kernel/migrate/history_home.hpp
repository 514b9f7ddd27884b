#pragma once

#include "kernel/config/config.hpp"
#include "kernel/migrate/bookkeeping.hpp"
#include "varve/db/connection.hpp"

#include <string>
#include <vector>

namespace varve {

/// The namespaces that have a history, as far as the user may look.
struct HistoryHomes {
    std::vector<std::string> on_path; ///< where unqualified names are looked for
    std::vector<std::string> elsewhere;

    bool none() const { return on_path.empty() && elsewhere.empty(); }
    bool has(const std::string& name_space) const;
    /// "a, b"
    std::string names() const;
};

/// `history` is the name of its table.
HistoryHomes find_history_homes(Connection& connection, const std::string& history);

/// Where varve's own tables are, or will be: in `migrate.namespace`, or where history was begun, or
/// in the current namespace. MigrationError(history) where another one than the current has a
/// history and it cannot be told which is meant.
Bookkeeping find_bookkeeping(Connection& connection, const Config& config);

} // namespace varve
