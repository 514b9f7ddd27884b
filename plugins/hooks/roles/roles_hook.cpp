#include "roles_hook.hpp"

#include "varve/error.hpp"

namespace varve::roles {

namespace {

constexpr std::string_view nothing = "nothing", check = "check", apply = "apply";

std::string names_of(const std::vector<Role>& roles) {
    std::string names;
    for (const Role& role : roles) names += (names.empty() ? "" : ", ") + role.name;
    return names;
}

Diagnosis diagnosis(const Difference& difference) {
    Diagnosis found{.severity = Diagnosis::Severity::problem,
                    .what = difference.what,
                    .sql = difference.statement};
    if (!found.sql.empty())
        found.remedy = difference.ours ? "'varve grants --apply' makes it so, or:"
                                       : "let an administrator say:";
    return found;
}

} // namespace

RolesHook::RolesHook(const Settings& settings, Project& project)
    : settings_(settings), project_(project), after_run_(settings.text("after_run", nothing)) {
    read_roles(settings);
    if (after_run_ != nothing && after_run_ != check && after_run_ != apply)
        throw ConfigError("roles.after_run is one of nothing, check, apply, not '" + after_run_ +
                          "'");
}

std::vector<Difference> RolesHook::look(Connection& connection) const {
    return differences(connection, declaration(settings_, project_, connection));
}

void RolesHook::after_run(const RunEvent& run, const Outcome& outcome) {
    if (after_run_ == nothing || outcome.error != nullptr) return;
    if (after_run_ == apply) mend(run.connection, look(run.connection));
    const std::vector<Difference> left = look(run.connection);
    if (left.empty()) return;
    const std::size_t others = left.size() - 1;
    throw Error(left.front().what +
                (others == 0 ? "" : ", and " + std::to_string(others) + " more") +
                "; 'varve doctor' says what to do");
}

std::vector<Diagnosis> RolesHook::diagnose(Connection& connection) {
    std::vector<Diagnosis> found;
    for (const Difference& one : look(connection)) found.push_back(diagnosis(one));
    if (found.empty())
        found.push_back({.what = names_of(read_roles(settings_)) + ": all as declared"});
    return found;
}

} // namespace varve::roles
