#include "difference.hpp"

#include "varve/db/transaction.hpp"
#include "varve/error.hpp"

#include <optional>
#include <set>

namespace varve::roles {

namespace {

// What everybody has is too much for each role.
void drop_repeated(std::vector<Difference>& differences) {
    std::set<std::string> statements;
    std::erase_if(differences, [&](const Difference& one) {
        return !one.statement.empty() && !statements.insert(one.statement).second;
    });
}

} // namespace

std::vector<Difference> differences(Connection& connection, const Declaration& declared) {
    const std::string_view database = connection.dialect().name();
    if (database != "postgresql" && database != "mysql")
        throw ConfigError("the hook 'roles' knows PostgreSQL, MySQL and MariaDB, and not " +
                          std::string(database) + "; take it out of project.hooks");
    std::vector<Difference> found = database == "mysql"
                                        ? mysql_differences(connection, declared)
                                        : postgresql_differences(connection, declared);
    drop_repeated(found);
    return found;
}

// Elsewhere a GRANT commits by itself.
void mend(Connection& connection, const std::vector<Difference>& differences) {
    std::optional<Transaction> transaction;
    if (connection.dialect().supports(Feature::transactional_ddl)) transaction.emplace(connection);
    for (const Difference& one : differences)
        if (one.ours && !one.statement.empty()) connection.execute(one.statement);
    if (transaction) transaction->commit();
}

} // namespace varve::roles
