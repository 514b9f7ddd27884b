#include "driver.hpp"

#include <varve/plugin/plugin.hpp>

static void contribute(varve::Contributions& contributions) {
    contributions.add(std::make_unique<AcmeDriver>());
}

VARVE_PLUGIN(contribute)
