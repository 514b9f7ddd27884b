#include "varve/plugin/project.hpp"

namespace varve {

Project::~Project() = default;

std::unique_ptr<Connection> Project::connect() {
    return driver().connect(connect_request());
}

} // namespace varve
