#include "varve/plugin/plugin.hpp"

#include "driver.hpp"

static void contribute(varve::Contributions& contributions) {
    contributions.add(std::make_unique<varve::mysql::MysqlDriver>());
}

VARVE_PLUGIN(contribute)
