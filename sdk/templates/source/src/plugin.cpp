#include "source.hpp"

#include <varve/plugin/plugin.hpp>

static void contribute(varve::Contributions& contributions) {
    contributions.add_source("acme", [](const varve::SourceRequest& request) {
        return std::make_unique<AcmeSource>(request.directory);
    });
}

VARVE_PLUGIN(contribute)
