#include "varve/db/driver.hpp"

namespace varve {

Driver::~Driver() = default;

std::vector<std::string> Driver::advice(Connection&, const Plan&) const {
    return {};
}

} // namespace varve
