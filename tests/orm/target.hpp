#pragma once

#include "tables.hpp"

#include "varve/orm.hpp"

#include <boost/test/tools/assertion_result.hpp>
#include <memory>
#include <string>
#include <vector>

namespace varve::test {

/// A database with the tables of the samples, empty at the start of each case.
class Target {
public:
    /// `variable` names the environment's variable with the server's URL; empty: SQLite.
    Target(std::string name, std::string plugin, std::string variable)
        : name_(std::move(name)), plugin_(std::move(plugin)), variable_(std::move(variable)) {}

    const std::string& name() const noexcept { return name_; }
    boost::test_tools::assertion_result is_there() const;

    /// Opened when it is first asked for; all rows of the case before are removed.
    Session& session();
    /// Another session with the same database.
    std::unique_ptr<Connection> connect() const;
    /// Closes the session and drops the database.
    void drop() noexcept;

private:
    class Place;
    void open();

    std::string name_, plugin_, variable_;
    std::shared_ptr<Place> place_; ///< of a type that only the source file knows
    std::unique_ptr<Connection> connection_;
    std::unique_ptr<Session> session_;
};

/// SQLite, PostgreSQL, MariaDB and MySQL.
std::vector<Target>& targets();

} // namespace varve::test
