#pragma once

#include "kernel/config/config.hpp"
#include "kernel/migrate/history.hpp"
#include "kernel/migrate/interruption.hpp"
#include "kernel/migrate/journal.hpp"
#include "varve/db/driver.hpp"

#include <chrono>
#include <memory>

namespace varve {

/// An open connection with varve's own tables on it.
class HistorySession {
public:
    /// Connects. What is read on it until a run begins can be cancelled by `interruption`.
    HistorySession(const Driver& driver, const ConnectRequest& request, const Config& config,
                   Interruption& interruption);

    Connection& connection() { return *connection_; }
    const Dialect& dialect() const { return connection_->dialect(); }
    History& history() { return history_; }
    Journal& journal() { return journal_; }
    const Driver& driver() const { return driver_; }

    /// From now on no statement waits longer than this for what another session has locked.
    void limit_waiting(std::chrono::milliseconds longest);
    /// A lock for this history, not yet taken; it must end before the session does.
    std::unique_ptr<MigrationLock> lock(const std::string& holder);

private:
    const Driver& driver_;
    ConnectRequest request_;
    std::unique_ptr<Connection> connection_;
    Interruption::Watch watch_;
    Bookkeeping bookkeeping_;
    History history_;
    Journal journal_;
};

/// Who runs this: "alice@build-7 pid 4711".
std::string this_process();
/// A name for a run that sorts by time and is unlike all others: "20260101T120000-3f9a2c1b".
std::string new_run_id();

} // namespace varve
