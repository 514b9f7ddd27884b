#pragma once

#include "handles.hpp"
#include "varve/url.hpp"

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace varve::duckdb {

/// The path of a database in memory.
inline constexpr const char* memory = ":memory:";

/// Where a database is, and the settings of DuckDB's that it is opened with.
struct Location {
    std::string path; ///< absolute, its symbolic links resolved; or ":memory:"
    Url::Parameters settings = {};
    std::chrono::milliseconds timeout{0}; ///< how long to wait for another process; 0 is no limit
};

/// An open database, shared by all sessions of this process with it.
///
/// DuckDB lets one process at a time use a file, and knows it by a lock that belongs to the whole
/// process: within it a file must not be opened twice. So whoever asks for a file that is open gets
/// the same object, and it is closed with the last session. A database in memory belongs to one
/// session alone.
class Database {
public:
    /// Throws DatabaseError(unreachable), also where another process keeps the file until the time
    /// is over, and ConfigError for settings that cannot be.
    static std::shared_ptr<Database> open(const Location& location);

    explicit Database(const Location& location);

    duckdb_database handle() const noexcept { return handle_.get(); }

    /// Who holds the migration lock, by the history's name.
    struct Locks {
        std::mutex mutex;
        std::map<std::string, const class DatabaseLock*> holders;
    };
    Locks& locks() noexcept { return locks_; }

private:
    static std::shared_ptr<Database> shared(const Location& location);

    Url::Parameters settings_;
    DatabasePtr handle_;
    Locks locks_;
};

} // namespace varve::duckdb
