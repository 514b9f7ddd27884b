#include "native_source.hpp"

#include "varve/plugin/plugin.hpp"

namespace {

void contribute(varve::Contributions& contributions) {
    contributions.add_source("native", [](const varve::SourceRequest& request) {
        return std::make_unique<varve::native::NativeSource>(request.directory / "native",
                                                             request.natives);
    });
}

} // namespace

VARVE_PLUGIN(contribute)
