#pragma once

#include "database.hpp"
#include "varve/db/migration_lock.hpp"

namespace varve::duckdb {

/// Other processes are kept out by the database file itself, for as long as this one has it open.
/// What is left to keep apart are the sessions of this process.
class DatabaseLock : public MigrationLock {
public:
    DatabaseLock(Database& database, LockRequest request);
    ~DatabaseLock() override;

    std::string_view method() const override { return "the database file, open in one process"; }
    bool try_acquire() override;
    void release() noexcept override;
    std::optional<LockHolder> holder() override;
    bool break_lock() override;
    void verify() override;

private:
    Database::Locks& locks_;
    LockRequest request_;
};

} // namespace varve::duckdb
