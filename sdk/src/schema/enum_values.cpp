#include "varve/schema/enum_values.hpp"

#include <algorithm>

namespace varve::schema {

bool loses_values(const EnumType& before, const EnumType& after) {
    auto next = after.values.begin();
    for (const std::string& value : before.values) {
        next = std::find(next, after.values.end(), value);
        if (next == after.values.end()) return true;
        ++next;
    }
    return false;
}

} // namespace varve::schema
