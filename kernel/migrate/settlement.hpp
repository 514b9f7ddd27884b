#pragma once

#include "kernel/migrate/comparison.hpp"
#include "kernel/migrate/journal.hpp"
#include "varve/export.hpp"

#include <optional>
#include <string>
#include <vector>

namespace varve {

/// What a person says of statements of half-run migrations, each as "VERSION:N" for the N-th;
/// VERSION may be a beginning or a name too.
struct SettlementRequest {
    std::optional<std::string> done = {}, undone = {};
};

/// The entries of the journal that this is about, as they are now.
struct Settlement {
    std::optional<JournalEntry> done, undone;
};

/// Throws ConfigError where that names no statement or contradicts itself, MigrationError: usage
/// (2) where the journal has no such statement, refused (5) where one is to be undone on which
/// later ones were built.
VARVE_API Settlement settle(const SettlementRequest& request, const HistoryState& history,
                            const std::vector<MigrationStatus>& known);

} // namespace varve
