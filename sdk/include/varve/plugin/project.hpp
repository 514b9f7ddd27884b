#pragma once

#include "varve/db/driver.hpp"
#include "varve/export.hpp"
#include "varve/migration/version.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace varve {

/// The tables that varve keeps for itself; those that are not there yet too. What a plugin keeps in
/// the database is in the same namespace, and its name begins in the same way.
struct OwnTables {
    std::string name_space; ///< empty where the database has no such thing
    std::string prefix;     ///< "varve_"
    std::vector<std::string> names;
};

/// What hooks and commands work in: a project, its database, and the person who watches.
class VARVE_API Project {
public:
    virtual ~Project();

    /// What relative paths of the configuration are relative to.
    virtual std::filesystem::path directory() const = 0;
    /// "production"; empty where none was chosen.
    virtual std::string profile() const = 0;
    /// Who asked: "alice@build-7 pid 4711".
    virtual std::string who() const = 0;

    virtual const Driver& driver() = 0;
    /// How the configured database is reached, password included.
    virtual ConnectRequest connect_request() const = 0;
    /// Opens a session with it.
    std::unique_ptr<Connection> connect();

    virtual OwnTables own_tables(Connection& connection) = 0;
    /// The versions that are applied, in the order in which that was done; none where there is no
    /// history yet.
    virtual std::vector<Version> applied(Connection& connection) = 0;

    /// Calls `deed` with a session while no run, and nothing else that asked for the same, is at
    /// work. In a run that is so already, and the session is the run's. After `--wait-lock`
    /// MigrationError(locked), which names the holder.
    virtual void exclusively(const std::function<void(Connection&)>& deed) = 0;

    /// Tells whoever watches, and the log.
    virtual void tell(std::string_view sentence) = 0;
    /// Tells how far `what` has come; `total` of 0: nobody knows.
    virtual void progress(std::string_view what, std::uint64_t done, std::uint64_t total) = 0;
    /// Throws Error with a signal's exit code where a stop was asked for. To be called now and then
    /// in long work; `aftermath` says what became of it.
    virtual void stop_if_interrupted(std::string_view aftermath) = 0;
};

} // namespace varve
