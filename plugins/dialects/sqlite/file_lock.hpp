#pragma once

#include "varve/db/migration_lock.hpp"

#include <filesystem>
#include <memory>
#include <sys/types.h>

namespace varve::sqlite {

/// A lock on a file of its own next to the database: flock(2), so that it ends with the process.
/// The database file itself is never opened for it, for closing it again would drop SQLite's own
/// locks.
///
/// Whoever has the lock has written into the file who it is, and removes the file before letting
/// go. Whoever gets the lock makes sure that the file is still the one that has this name.
class FileLock : public MigrationLock {
public:
    /// `file` is that of the lock; `database` is whose owner and rights it gets.
    FileLock(std::filesystem::path file, std::filesystem::path database, LockRequest request);
    ~FileLock() override;

    std::string_view method() const override { return "file lock"; }
    bool try_acquire() override;
    void release() noexcept override;
    std::optional<LockHolder> holder() override;
    bool break_lock() override;
    void verify() override;

private:
    class Descriptor {
    public:
        explicit Descriptor(int number = -1) noexcept : number_(number) {}
        Descriptor(Descriptor&& other) noexcept;
        Descriptor& operator=(Descriptor&& other) noexcept;
        ~Descriptor();
        int number() const noexcept { return number_; }
        bool is_open() const noexcept { return number_ >= 0; }

    private:
        int number_;
    };

    Descriptor open_or_make() const;
    Descriptor open_existing() const;
    bool names(const Descriptor& descriptor) const noexcept;
    bool is_taken(const Descriptor& descriptor) const;
    void sign() const;
    [[noreturn]] void fail(const char* deed) const;

    std::filesystem::path file_, database_;
    LockRequest request_;
    Descriptor held_;
};

/// For databases that no other process can see: always ours.
class NoLock : public MigrationLock {
public:
    std::string_view method() const override { return "no lock: the database is in memory"; }
    bool try_acquire() override { return true; }
    void release() noexcept override {}
    std::optional<LockHolder> holder() override { return std::nullopt; }
    bool break_lock() override { return false; }
};

/// The lock for one history in the database file `database`, whose symbolic links are resolved.
std::unique_ptr<MigrationLock> make_file_lock(const std::filesystem::path& database,
                                              const LockRequest& request);

} // namespace varve::sqlite
