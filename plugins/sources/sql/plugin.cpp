#include "sql_source.hpp"

#include "varve/plugin/plugin.hpp"

namespace {

void contribute(varve::Contributions& contributions) {
    contributions.add_source("sql", [](const varve::SourceRequest& request) {
        return std::make_unique<varve::sql::SqlSource>(request.directory);
    });
}

} // namespace

VARVE_PLUGIN(contribute)
