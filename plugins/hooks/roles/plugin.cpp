#include "varve/plugin/plugin.hpp"

#include "grants_command.hpp"
#include "roles_hook.hpp"

static void contribute(varve::Contributions& contributions) {
    contributions.add_hook("roles", [](const varve::Settings& settings, varve::Project& project) {
        return std::make_unique<varve::roles::RolesHook>(settings, project);
    });
    contributions.add(std::make_unique<varve::roles::GrantsCommand>());
}

VARVE_PLUGIN(contribute)
