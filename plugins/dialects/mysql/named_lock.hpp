#pragma once

#include "connection.hpp"

#include "varve/db/migration_lock.hpp"

namespace varve::mysql {

/// The migration lock: GET_LOCK, which ends with the session. It is the server's, so its name is
/// made of database and history. It also keeps out of the way of a run that has a lease.
class NamedLock final : public MigrationLock {
public:
    NamedLock(MysqlConnection& connection, const LockRequest& request);
    ~NamedLock() override;

    std::string_view method() const override { return "named lock"; }
    bool try_acquire() override;
    void release() noexcept override;
    std::optional<LockHolder> holder() override;
    bool break_lock() override;
    std::optional<Statement> guard() const override;
    /// Asks the server only where a statement was run since that may have let go of it.
    void verify() override;

    /// Of the session that has the named lock, if one has.
    bool is_used() { return holding_session().has_value(); }
    std::optional<LockHolder> session_holder();
    /// False where that is nobody, or we.
    bool end_session();

private:
    std::optional<std::int64_t> holding_session();

    MysqlConnection& connection_;
    LockRequest request_;
    std::string name_;     ///< as a literal
    std::string question_; ///< is it ours?
    bool held_ = false;
};

} // namespace varve::mysql
