#pragma once

#include <varve/db/migration_lock.hpp>

/// A file beside the database, locked with flock(2): the lock ends with its process. Whoever breaks
/// it removes the file. For a server take its own locks that end with the session, or
/// varve::LeaseLock.
class AcmeLock : public varve::MigrationLock {
public:
    AcmeLock(std::string file, std::string who) : file_(std::move(file)), who_(std::move(who)) {}
    ~AcmeLock() override { release(); }

    std::string_view method() const override { return "file lock"; }
    bool try_acquire() override;
    void release() noexcept override;
    std::optional<varve::LockHolder> holder() override;
    bool break_lock() override;
    void verify() override;

private:
    bool names(int descriptor) const noexcept;

    std::string file_, who_;
    int held_ = -1;
};
