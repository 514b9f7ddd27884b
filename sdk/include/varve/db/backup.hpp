#pragma once

#include "varve/db/connection.hpp"
#include "varve/export.hpp"
#include "varve/url.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace varve {

/// Who watches long work: how far it came (`total` of 0: nobody knows), and whether it shall stop,
/// which `tick` throws.
using Tick = std::function<void(std::uint64_t done, std::uint64_t total)>;

/// A database to copy into files.
struct BackupRequest {
    Url url;
    std::filesystem::path url_directory = {}; ///< that a relative path in the URL is relative to
    std::filesystem::path directory; ///< all files go there; it is empty, and its owner's alone
    unsigned jobs = 1;               ///< how many files may be written at once
    /// Called once with a session that sees the database as the copy has it, whatever others
    /// change meanwhile.
    std::function<void(Connection&)> on_snapshot = {};
    Tick tick = {};
};

/// A copy to make a database from.
struct RestoreRequest {
    Url url; ///< of a database that is there; what it holds is replaced
    std::filesystem::path url_directory = {};
    std::filesystem::path directory; ///< what a backup wrote
    unsigned jobs = 1;
    Tick tick = {};
};

/// Rows that a restored database must have as the one that was copied had them.
struct ComparedRows {
    std::string name;                  ///< unique: "users"
    std::string from;                  ///< behind FROM: already quoted and qualified
    std::vector<std::string> key = {}; ///< behind ORDER BY, in an order that no collation changes
};

/// How one kind of database is copied into files, and made from them again: everything that a
/// migration or an application can have made, rows included, as at one moment. Secrets are in no
/// argument of a program that it starts. What goes wrong is an Error.
class VARVE_API BackupMethod {
public:
    virtual ~BackupMethod();

    /// The format, and with what it is written here: "pg_dump 15.14, directory format".
    virtual std::string description() const = 0;
    /// ConfigError with what to install where a program is missing, or too old for this server.
    virtual void check(Connection& connection) const = 0;
    /// About how many bytes the copy will have at most.
    virtual std::uint64_t estimate(Connection& connection) const = 0;
    /// Grows with each version of the server whose copies older ones cannot read: 15 of
    /// "PostgreSQL 15.4".
    virtual std::uint32_t release(Connection& connection) const = 0;
    /// All rows that a copy has, as far as their database tells them for one moment. Where nothing
    /// orders them, `key` is empty.
    virtual std::vector<ComparedRows> compared_rows(Connection& connection) const = 0;
    virtual void backup(const BackupRequest& request) const = 0;
    /// Returns what this server could not take of owners and privileges, a sentence each.
    virtual std::vector<std::string> restore(const RestoreRequest& request) const = 0;
};

} // namespace varve
