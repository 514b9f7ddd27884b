#include "hook.hpp"

#include <varve/plugin/plugin.hpp>

static void contribute(varve::Contributions& contributions) {
    contributions.add_hook("acme", [](const varve::Settings& settings, varve::Project&) {
        return std::make_unique<AcmeHook>(settings);
    });
}

VARVE_PLUGIN(contribute)
