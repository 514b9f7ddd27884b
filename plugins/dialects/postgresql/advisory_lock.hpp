#pragma once

#include "connection.hpp"
#include "lock_keys.hpp"

namespace varve::postgresql {

/// The migration lock of a session that is ours: an advisory lock, which ends with the session.
///
/// While it is held, or asked for, the session's application_name tells who asks. A run that came
/// through a pooler has a lease instead (LeasedLock), so each of the two locks looks for the other
/// once it has its own, and yields.
class AdvisoryLock final : public MigrationLock {
public:
    AdvisoryLock(PostgresqlConnection& connection, const LockRequest& request);
    ~AdvisoryLock() override;

    std::string_view method() const override { return "advisory lock"; }
    bool try_acquire() override;
    void release() noexcept override;
    std::optional<LockHolder> holder() override;
    bool break_lock() override;
    std::optional<Statement> guard() const override;
    void verify() override;

private:
    std::string name_session(const std::string& name) const;
    bool lease_is_held();

    PostgresqlConnection& connection_;
    LockRequest request_;
    LockKeys keys_;
    std::string holder_;
    std::string former_name_; ///< of the session
    bool held_ = false;
};

/// The session that holds the lock of the run, if there is one.
std::optional<LockHolder> session_holder(Connection& connection, const LockKeys& keys);

} // namespace varve::postgresql
