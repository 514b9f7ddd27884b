#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace varve::test {

/// An empty database of either kind, for tests that hold for both.
class Database {
public:
    virtual ~Database();

    virtual std::string kind() const = 0; ///< "sqlite", "postgresql"
    virtual std::string name() const = 0;
    virtual std::string url() const = 0;
    virtual void execute(const std::string& sql) const = 0;
    /// The rows of a query, cells separated by '|', rows by new lines.
    virtual std::string rows(const std::string& sql) const = 0;
    /// The schema as the database's own tool dumps it, less varve's own tables.
    virtual std::string schema() const = 0;
    /// All rows of all tables but varve's own.
    virtual std::string data() const = 0;
    /// History without what differs from run to run: "version name kind" a line, in order.
    std::string history() const;
};

std::unique_ptr<Database> sqlite_database();
/// Needs the server: that of the environment, or the one that is named.
std::unique_ptr<Database> postgresql_database();
std::unique_ptr<Database> postgresql_database(const std::string& server_url);

/// Calls `check` with a fresh database of each kind. Without a PostgreSQL server only SQLite is
/// checked, and the test says so; with VARVE_TEST_REQUIRE=1 that is a failure.
void for_each_database(const std::function<void(const Database&)>& check);

} // namespace varve::test
