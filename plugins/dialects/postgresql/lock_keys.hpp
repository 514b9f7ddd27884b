#pragma once

#include "varve/db/migration_lock.hpp"

#include <string>

namespace varve::postgresql {

/// The advisory locks that stand for one history in the database that a connection is in.
class LockKeys {
public:
    /// `name_space` is where the history is; that of the request may be empty.
    LockKeys(const LockRequest& request, const std::string& name_space);

    /// Held by the session of a run, from beginning to end.
    std::int64_t run() const noexcept { return run_; }
    /// Held by each transaction of a run.
    std::int64_t transaction() const noexcept { return transaction_; }

    /// A condition on rows of pg_locks: somebody holds the lock of the run.
    std::string is_held() const;

private:
    std::int64_t run_, transaction_;
};

} // namespace varve::postgresql
