#pragma once

#include "driver/trial.hpp"

#include <sys/types.h>

namespace varve::testing {

/// Another process that takes the migration lock and then does nothing, until it is killed.
///
/// The trial has no session from then on: client libraries keep facts about their files and
/// sockets, and a fork would take those along; and of some databases only one process can have one.
class HolderProcess {
public:
    HolderProcess(Trial& trial, const LockRequest& request);
    HolderProcess(const HolderProcess&) = delete;
    HolderProcess& operator=(const HolderProcess&) = delete;
    ~HolderProcess();

    /// Did it get the lock?
    bool holds() const noexcept { return holds_; }
    /// Ends it without giving it time for a word.
    void kill() noexcept;

private:
    pid_t pid_ = -1;
    bool holds_ = false;
};

} // namespace varve::testing
