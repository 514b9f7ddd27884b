#include "driver.hpp"

#include "connection.hpp"
#include "database_lock.hpp"

#include <filesystem>

namespace varve::duckdb {

namespace {

namespace fs = std::filesystem;

void check_shape(const Url& url) {
    const bool is_file = url.hosts().empty() && url.user().empty() && !url.path().empty() &&
                         url.path().find('\0') == std::string::npos;
    if (!is_file)
        throw ConfigError("the database URL " + url.text() +
                          " names no file; write duckdb:///folder/file.db (an absolute path), "
                          "duckdb:folder/file.db (a path from the working directory) or "
                          "duckdb::memory:");
}

Location location_of(const ConnectRequest& request) {
    check_shape(request.url);
    Location location{request.url.path(), request.url.parameters(), request.timeout};
    if (location.path == memory) return location;
    location.path = fs::weakly_canonical(fs::absolute(request.directory / location.path)).string();
    return location;
}

// Only looked at: to open and close the file here would drop DuckDB's lock on it.
void check_missing(Location& location, const ConnectRequest& request) {
    using enum ConnectRequest::Missing;
    if (location.path == memory || request.missing == create || fs::exists(location.path)) return;
    if (request.missing == refuse)
        throw DatabaseError({.kind = DatabaseError::Kind::unreachable,
                             .message = "the database file " + location.path +
                                        " does not exist; check the path in the URL"});
    if (request.on_notice)
        request.on_notice("the database file " + location.path +
                          " does not exist; it is taken for an empty one, and not made");
    location.path = memory;
}

} // namespace

std::unique_ptr<Connection> DuckdbDriver::connect(const ConnectRequest& request) const {
    request.refuse_role("DuckDB");
    Location location = location_of(request);
    check_missing(location, request);
    return std::make_unique<DuckdbConnection>(Database::open(location));
}

std::unique_ptr<MigrationLock> DuckdbDriver::migration_lock(Connection& connection,
                                                            const ConnectRequest&,
                                                            const LockRequest& request) const {
    // Connections come from `connect` only.
    return std::make_unique<DatabaseLock>(static_cast<DuckdbConnection&>(connection).database(),
                                          request);
}

} // namespace varve::duckdb
