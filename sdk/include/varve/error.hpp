#pragma once

#include "varve/export.hpp"

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace varve {

/// How a varve program ends. The numbers are a promise; docs/reference/exit_codes.md explains each.
enum class ExitCode : int {
    done = 0,
    failed = 1,
    usage = 2,       ///< wrong command line, configuration or migration file
    pending = 3,     ///< there is something to do (status --check)
    locked = 4,      ///< the migration lock was not obtained in time
    refused = 5,     ///< refused as unsafe
    history = 6,     ///< history and files disagree
    unreachable = 7, ///< the database cannot be reached
    vetoed = 8,      ///< a hook said no
    plugin = 9,      ///< a plugin that is needed was refused
    interrupted = 130,
    terminated = 143,
};

/// What makes a request impossible. Its sentence says what, where and what to do, and holds no
/// secret.
class VARVE_API Error : public std::runtime_error {
public:
    explicit Error(const std::string& sentence, ExitCode exit_code = ExitCode::failed);
    ~Error() override;

    ExitCode exit_code() const noexcept { return exit_code_; }

private:
    ExitCode exit_code_;
};

/// A setting, option or URL that cannot be used.
class VARVE_API ConfigError : public Error {
public:
    explicit ConfigError(const std::string& sentence);
    ~ConfigError() override;
};

/// A plugin that was refused, or that failed where it may not.
class VARVE_API PluginError : public Error {
public:
    PluginError(std::string plugin, const std::string& sentence);
    ~PluginError() override;

    const std::string& plugin() const noexcept { return plugin_; }

private:
    std::string plugin_;
};

/// A migration that is malformed, refused, or at odds with history; `exit_code` tells which.
class VARVE_API MigrationError : public Error {
public:
    explicit MigrationError(const std::string& sentence, ExitCode exit_code = ExitCode::failed);
    ~MigrationError() override;
};

/// What a database refused, in terms that are the same for all databases.
class VARVE_API DatabaseError : public Error {
public:
    enum class Kind : std::uint8_t {
        other,
        unreachable,     ///< no connection could be made
        authentication,  ///< wrong user or password
        connection_lost, ///< the connection broke while in use
        permission,
        read_only, ///< the database, or the transaction, takes no writes
        syntax,
        undefined_object,
        duplicate_object,
        unique_violation,
        foreign_key_violation,
        not_null_violation,
        check_violation,
        invalid_data,  ///< a value that does not fit its type
        lock_timeout,  ///< somebody else holds an object lock
        deadlock,      ///< try the transaction again
        serialization, ///< try the transaction again
        cancelled,     ///< on request, or by a statement timeout
        disk_full,
        out_of_memory, ///< including a lock table that is full
        unsupported,
        misuse, ///< the caller's mistake: a wrong number of parameters, a closed cursor
    };

    /// Everything that is known; `position` is a byte offset into `statement`. Secrets are struck
    /// out of all texts, and the position is dropped where that moved it.
    struct Facts {
        Kind kind = Kind::other;
        std::string message; ///< the database's own words
        std::string sqlstate = {};
        int native_code = 0;
        std::string statement = {};
        std::optional<std::size_t> position = {};
        std::string detail = {};
        std::string hint = {};
    };

    explicit DatabaseError(Facts facts);
    ~DatabaseError() override;

    Kind kind() const noexcept { return facts_.kind; }
    const Facts& facts() const noexcept { return facts_; }

private:
    Facts facts_;
};

/// The kind as a word for logs and JSON: "unique_violation".
VARVE_API std::string_view to_string(DatabaseError::Kind kind) noexcept;

} // namespace varve
