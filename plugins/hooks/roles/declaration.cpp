#include "declaration.hpp"

#include "varve/error.hpp"

#include <algorithm>
#include <array>

namespace varve::roles {

namespace {

constexpr std::array<std::string_view, 4> of_rows{"SELECT", "INSERT", "UPDATE", "DELETE"};
constexpr std::string_view grants = "grants.";

void check_privileges(const std::string& setting, const std::vector<std::string>& privileges) {
    for (const std::string& one : privileges)
        if (std::ranges::find(of_rows, one) == of_rows.end())
            throw ConfigError("roles." + setting + " holds '" + one +
                              "'; what a role may be given is SELECT, INSERT, UPDATE and DELETE");
}

} // namespace

bool Role::may(std::string_view privilege) const {
    return std::ranges::find(privileges, privilege) != privileges.end();
}

std::vector<Role> read_roles(const Settings& settings) {
    std::vector<Role> roles;
    for (std::string& name : settings.list("runtime"))
        roles.push_back({std::move(name), {of_rows.begin(), of_rows.end()}});
    for (const auto& [setting, value] : settings.values()) {
        if (!setting.starts_with(grants)) continue;
        Role role{setting.substr(grants.size()), settings.list(setting)};
        check_privileges(setting, role.privileges);
        if (std::ranges::find(roles, role.name, &Role::name) != roles.end())
            throw ConfigError("roles.runtime and roles." + setting +
                              " both say what this role may do; keep one of them");
        roles.push_back(std::move(role));
    }
    if (roles.empty())
        throw ConfigError("[roles] names no role; write runtime = \"…\", the role that the "
                          "application works with");
    return roles;
}

Declaration declaration(const Settings& settings, Project& project, Connection& connection) {
    Declaration declared{.roles = read_roles(settings),
                         .schemas = settings.list("schemas"),
                         .own = project.own_tables(connection)};
    if (declared.schemas.empty()) declared.schemas.push_back(connection.name_space());
    return declared;
}

} // namespace varve::roles
