#pragma once

#include "declaration.hpp"

#include "varve/db/connection.hpp"

#include <string>
#include <vector>

namespace varve::roles {

/// Something that is not as it was declared.
struct Difference {
    std::string what;      ///< "the role app lacks INSERT on the table shop.orders"
    std::string statement; ///< that makes it so; empty where there is none
    bool ours = true;      ///< may the session's user run it, or only an administrator?
};

/// Throws ConfigError on databases that it does not know.
std::vector<Difference> differences(Connection& connection, const Declaration& declared);

/// Runs the statements that are ours, in one transaction where that takes them back.
void mend(Connection& connection, const std::vector<Difference>& differences);

// Of each family of databases.
std::vector<Difference> postgresql_differences(Connection& connection, const Declaration& declared);
std::vector<Difference> mysql_differences(Connection& connection, const Declaration& declared);

} // namespace varve::roles
