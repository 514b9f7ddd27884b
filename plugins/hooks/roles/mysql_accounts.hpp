#pragma once

#include "varve/db/connection.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace varve::roles {

/// A user of MySQL or MariaDB, or a role, which MariaDB keeps without a host.
struct Account {
    std::string user, host;

    /// As statements and information_schema name it: "'app'@'localhost'", "'readers'@''".
    std::string grantee() const;
    /// As GRANT and REVOKE want it.
    std::string sql(const Dialect& dialect) const;

    friend bool operator==(const Account&, const Account&) = default;
};

/// Who is known to a server, and who has whose rights.
class Accounts {
public:
    explicit Accounts(Connection& connection);

    /// Of this session.
    const Account& self() const noexcept { return self_; }
    /// May this session see what others may do?
    bool visible() const noexcept { return all_.has_value(); }
    /// The account that is meant by "app" or "app@localhost": a role, where one is called so.
    Account named(const std::string& name) const;
    bool knows(const Account& account) const;
    /// The account itself, the roles that it has, and theirs.
    std::vector<Account> with_roles(const Account& account) const;

private:
    Account self_;
    std::optional<std::vector<Account>> all_;
    std::vector<std::pair<Account, Account>> memberships_; ///< who, and the role
};

std::vector<std::vector<std::string>> rows_of(Connection& connection, const std::string& query,
                                              std::size_t columns);

} // namespace varve::roles
