#include "mysql_accounts.hpp"

#include "varve/error.hpp"

#include <algorithm>

namespace varve::roles {

namespace {

Account parsed(const std::string& name, const std::string& host) {
    const std::size_t at = name.rfind('@');
    if (at == std::string::npos) return {name, host};
    return {name.substr(0, at), name.substr(at + 1)};
}

bool has(const std::vector<Account>& accounts, const Account& one) {
    return std::ranges::find(accounts, one) != accounts.end();
}

} // namespace

std::vector<std::vector<std::string>> rows_of(Connection& connection, const std::string& query,
                                              std::size_t columns) {
    const std::vector<Kind> kinds(columns, Kind::text);
    const auto rows = connection.query({query}, kinds);
    std::vector<Cell> row(columns);
    std::vector<std::vector<std::string>> all;
    while (rows->next(row)) {
        auto& texts = all.emplace_back();
        for (const Cell& cell : row) texts.emplace_back(cell.is_null() ? "" : cell.as_text());
    }
    return all;
}

std::string Account::grantee() const {
    return '\'' + user + "'@'" + host + '\'';
}

std::string Account::sql(const Dialect& dialect) const {
    if (host.empty() && user == "PUBLIC") return user;
    const auto text = [&](const std::string& part) { return dialect.literal(Cell::text(part)); };
    return host.empty() ? text(user) : text(user) + '@' + text(host);
}

Accounts::Accounts(Connection& connection)
    : self_(parsed(rows_of(connection, "SELECT CURRENT_USER()", 1).front().front(), "%")) {
    try {
        all_.emplace();
        for (auto& row : rows_of(connection, "SELECT user, host FROM mysql.user", 2))
            all_->push_back({std::move(row[0]), std::move(row[1])});
    } catch (const DatabaseError& error) {
        if (error.kind() != DatabaseError::Kind::permission) throw;
        all_.reset();
        return;
    }
    // MariaDB has the one, MySQL from version 8 the other.
    const auto tables = rows_of(connection,
                                "SELECT table_name FROM information_schema.tables WHERE "
                                "table_schema = 'mysql' AND table_name IN ('roles_mapping', "
                                "'role_edges')",
                                1);
    if (tables.empty()) return;
    const bool mariadb = tables.front().front() == "roles_mapping";
    for (auto& row : rows_of(connection,
                             mariadb ? "SELECT user, host, role, '' FROM mysql.roles_mapping"
                                     : "SELECT to_user, to_host, from_user, from_host FROM "
                                       "mysql.role_edges",
                             4))
        memberships_.push_back({{row[0], row[1]}, {row[2], row[3]}});
}

Account Accounts::named(const std::string& name) const {
    const Account role = parsed(name, "");
    return all_ && has(*all_, role) ? role : parsed(name, "%");
}

bool Accounts::knows(const Account& account) const {
    return account == self_ || (all_ && has(*all_, account));
}

std::vector<Account> Accounts::with_roles(const Account& account) const {
    const Account everybody{"PUBLIC", ""};
    std::vector<Account> found{account};
    if (all_ && has(*all_, everybody)) found.push_back(everybody);
    for (std::size_t i = 0; i < found.size(); ++i)
        for (const auto& [who, role] : memberships_)
            if (who == found[i] && !has(found, role)) found.push_back(role);
    return found;
}

} // namespace varve::roles
