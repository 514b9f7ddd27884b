#include "driver.hpp"

#include "varve/plugin/plugin.hpp"

static void contribute(varve::Contributions& contributions) {
    contributions.add(std::make_unique<varve::postgresql::PostgresqlDriver>());
}

VARVE_PLUGIN(contribute)
