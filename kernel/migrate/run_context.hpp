#pragma once

#include "kernel/migrate/history.hpp"
#include "kernel/migrate/interruption.hpp"
#include "kernel/migrate/journal.hpp"
#include "kernel/migrate/observer.hpp"
#include "varve/db/connection.hpp"
#include "varve/db/migration_lock.hpp"
#include "varve/db/transaction.hpp"
#include "varve/export.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace varve {

struct RunTimeouts {
    std::chrono::milliseconds lock{5000};
    std::chrono::milliseconds statement{0};
};

/// What everybody who takes part in a run works with. All of it outlives the run.
struct RunContext {
    Connection& connection;
    History& history;
    Journal& journal;
    MigrationLock& lock;
    RunObserver& observer;
    Interruption& interruption;
    RunIdentity identity;
    RunTimeouts timeouts;
    std::vector<std::string> protected_tables = {}; ///< of [invariants], as SQL names them
    bool half_way = true;         ///< may the journal know of a migration when the run begins?
    bool limits_are_kept = false; ///< the session's time limits need not be set again
};

/// Of each protected table, in their order: how many rows it has; nothing where it is not there.
using RowCounts = std::vector<std::optional<std::int64_t>>;

/// Everything a step needs to know beside itself.
struct StepPlace {
    std::int64_t ordinal = 0; ///< of its history row, going up
    int attempt = 1;
    std::chrono::steady_clock::time_point started = std::chrono::steady_clock::now();
    RowCounts rows_before = {}; ///< of a step without a transaction: before its first attempt

    std::int64_t elapsed_ms() const {
        return std::chrono::duration_cast<std::chrono::milliseconds>(
                   std::chrono::steady_clock::now() - started)
            .count();
    }
};

/// The rows that tell that a step is done, for the transaction that does it.
std::vector<Statement> recording_statements(RunContext& context, const Step& step,
                                            const StepPlace& place);

/// Did the lock's guard answer with true? Where a database knows no booleans, that is 1.
VARVE_API bool says_yes(const Reply& reply);

/// Begins a transaction for a part of a migration that runs in several; `before` goes in front of
/// it. Throws LockLost where another run is at work.
Transaction begin_part(RunContext& context, std::vector<Statement> before = {});
/// What is thrown where the lock's guard says no.
LockLost lock_lost();

/// What limits how long the session waits and works, from there on. Nothing behind a pooler, where
/// the session is not ours, and nothing where the limits are kept.
std::vector<Statement> session_limits(const RunContext& context);
/// Sets them for the whole run, where the database can keep them.
void keep_session_limits(RunContext& context);
void set_session_limits(RunContext& context);

/// What was run, for the log.
std::string text_of(const Step& step);

} // namespace varve
