#include "varve/migration/migration.hpp"

#include <algorithm>

namespace varve {

bool concerns(const std::vector<std::string>& dialects, std::string_view dialect) noexcept {
    return dialects.empty() || std::ranges::find(dialects, dialect) != dialects.end();
}

} // namespace varve
