#pragma once

#include "varve/db/backup.hpp"
#include "varve/db/connection.hpp"
#include "varve/db/diagnosis.hpp"
#include "varve/db/migration_lock.hpp"
#include "varve/db/schema_object.hpp"
#include "varve/db/scratch.hpp"
#include "varve/db/statement_timer.hpp"
#include "varve/export.hpp"
#include "varve/url.hpp"

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace varve {

class Introspector;
struct Plan;

/// How to open a session.
struct ConnectRequest {
    Url url;
    std::filesystem::path directory = {};      ///< that a relative path in the URL is relative to
    std::string application = "varve";         ///< what the server shows as our name
    std::chrono::milliseconds timeout{10'000}; ///< to reach the server; 0 is no limit
    /// Is a database that does not exist yet made by connecting (a file, say)?
    enum class Missing : std::uint8_t {
        create,
        refuse,  ///< DatabaseError(unreachable)
        pretend, ///< act as if it were there and empty, make nothing, and say so in a notice
    } missing = Missing::create;
    /// What the server says aside from errors ("table … does not exist, skipping"). May be empty.
    std::function<void(std::string_view)> on_notice = {};
    /// Whose rights the session has, and to whom what it makes belongs; empty: the user's.
    std::string role = {};
    /// What the session is for: a driver may choose settings by it.
    enum class Purpose : std::uint8_t {
        migration,   ///< nothing that was committed may be lost
        application, ///< as an application wants it that has several sessions at work
    } purpose = Purpose::migration;
    /// What was run, and how long it took. May be empty; see StatementTimer.
    OnStatement on_statement = {};

    /// For a driver of a database in which nothing belongs to a role: ConfigError where one is
    /// asked for. `database` is for the message: "SQLite".
    VARVE_API void refuse_role(std::string_view database) const;
};

/// What a check is about: varve's place in a database.
struct CheckRequest {
    ConnectRequest connect;                       ///< how the connection was opened
    std::string name_space = {};                  ///< where varve's own tables are, or will be
    std::vector<std::string> tables = {};         ///< their names, those that are not there yet too
    std::chrono::milliseconds lock_timeout{5000}; ///< how long a run waits for object locks
};

/// Looks at one thing in a database.
struct Check {
    std::string_view subject;
    /// A diagnosis that all is well, or one for each finding; the subject is filled in by the
    /// caller. Runs in a transaction that is rolled back; may throw.
    std::vector<Diagnosis> (*run)(Connection& connection, const CheckRequest& request);
};

/// How to reach one kind of database. Keeps no state; may be used by many threads.
class VARVE_API Driver {
public:
    virtual ~Driver();

    /// "postgresql": also the name of its dialect.
    virtual std::string_view name() const = 0;
    /// The URL schemes that it answers to: "postgresql", "postgres".
    virtual std::vector<std::string> schemes() const = 0;

    /// Throws DatabaseError (unreachable, authentication, …) or ConfigError for a URL that it
    /// cannot read. A database that another process has to itself is waited for, and unreachable
    /// when the request's timeout is over.
    virtual std::unique_ptr<Connection> connect(const ConnectRequest& request) const = 0;

    /// The best lock for this connection; `connection` outlives it. `reconnect` is how to open
    /// another.
    virtual std::unique_ptr<MigrationLock> migration_lock(Connection& connection,
                                                          const ConnectRequest& reconnect,
                                                          const LockRequest& request) const = 0;

    /// What an expert in this database would say before this plan is run here. Reads, changes
    /// nothing.
    virtual std::vector<std::string> advice(Connection& connection, const Plan& plan) const;

    /// What such an expert would say of how the plan's migrations are written: for those who look
    /// at it, not for a run. Reads, changes nothing.
    virtual std::vector<std::string> review(Connection& connection, const Plan& plan) const;

    /// Tries the plan's statements on empty copies of their tables in a scratch database, and
    /// writes into `plan` how the server carried them out. What is not in the scratch database is
    /// only read. False where the driver cannot, which is the default; DatabaseError as
    /// `make_scratch`.
    virtual bool rehearse(const ConnectRequest& request, Plan& plan) const;

    /// Makes an empty database of the same kind as the one that is asked for, beside it, with its
    /// encoding. nullptr where the driver cannot, which is the default. DatabaseError(permission)
    /// where the user may not.
    virtual std::unique_ptr<Scratch> make_scratch(const ConnectRequest& request) const;

    /// All that a migration can have made, in any order, and for each table an object of the kind
    /// "rows" with their number. Nothing where the driver cannot tell, which is the default.
    virtual std::optional<std::vector<SchemaObject>> describe(Connection& connection) const;

    /// How a database is backed up. nullptr where the driver cannot, which is the default.
    virtual std::unique_ptr<BackupMethod> backup_method() const;

    /// What an expert in this database would look at when runs fail here. None by default.
    virtual std::vector<Check> checks() const;

    /// Why `connect` failed, and what to do; by default what the error itself says.
    virtual Diagnosis explain(const DatabaseError& error, const ConnectRequest& request) const;

    /// How its schema is read into a model. nullptr where the driver cannot, which is the default.
    virtual std::unique_ptr<Introspector> introspector() const;
};

} // namespace varve
