#include "driver.hpp"

#include "connection.hpp"
#include "errors.hpp"
#include "lock.hpp"

using namespace varve;

namespace {

// Whatever keeps a database from being opened, it cannot be reached.
DatabaseError unreachable(const DatabaseError& error, const std::string& path) {
    DatabaseError::Facts facts = error.facts();
    facts.kind = DatabaseError::Kind::unreachable;
    facts.message = "cannot open the database " + path + ": " + facts.message;
    return DatabaseError(std::move(facts));
}

std::filesystem::path path_of(const ConnectRequest& request) {
    return std::filesystem::absolute(request.directory / request.url.path());
}

DatabasePtr open(const std::string& path, bool may_be_made) {
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                      (may_be_made ? SQLITE_OPEN_CREATE : 0);
    sqlite3* opened = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &opened, flags, nullptr);
    DatabasePtr database(opened);
    if (code != SQLITE_OK) throw unreachable(error_of(opened, code), path);
    return database;
}

} // namespace

std::unique_ptr<Connection> AcmeDriver::connect(const ConnectRequest& request) const {
    request.refuse_role("acme");
    if (request.url.path().empty() || !request.url.parameters().empty())
        throw ConfigError("a URL of acme is acme:FILE, without parameters");
    using Missing = ConnectRequest::Missing;
    const auto path = path_of(request);
    if (request.missing == Missing::pretend && !std::filesystem::exists(path)) {
        if (request.on_notice)
            request.on_notice("the database " + path.string() +
                              " does not exist; it is taken for an empty one, and not made");
        return std::make_unique<AcmeConnection>(open(":memory:", true));
    }
    return std::make_unique<AcmeConnection>(
        open(path.string(), request.missing == Missing::create));
}

std::unique_ptr<MigrationLock> AcmeDriver::migration_lock(Connection&,
                                                          const ConnectRequest& reconnect,
                                                          const LockRequest& request) const {
    const std::string file = path_of(reconnect).string() + '.' + request.history + ".lock";
    return std::make_unique<AcmeLock>(file, request.holder);
}
