#pragma once

#include "varve/plugin/project.hpp"
#include "varve/plugin/settings.hpp"

#include <string>
#include <vector>

namespace varve::roles {

/// A role, and what it may do in every table.
struct Role {
    std::string name; ///< on MySQL perhaps with its host: "app@localhost"
    std::vector<std::string> privileges;

    bool may(std::string_view privilege) const;
};

/// What shall be true, as the section [roles] says it.
struct Declaration {
    std::vector<Role> roles;
    std::vector<std::string> schemas; ///< whose tables are meant; empty: the current one
    OwnTables own;                    ///< in which every role may read, and no more
};

/// Throws ConfigError where no role is named, or with other privileges than those of rows.
std::vector<Role> read_roles(const Settings& settings);

Declaration declaration(const Settings& settings, Project& project, Connection& connection);

} // namespace varve::roles
