#include "varve/plugin/plugin.hpp"

#include "exec_hook.hpp"

static void contribute(varve::Contributions& contributions) {
    contributions.add_hook("exec", [](const varve::Settings& settings, varve::Project& project) {
        return std::make_unique<varve::exec::ExecHook>(settings, project.directory());
    });
}

VARVE_PLUGIN(contribute)
