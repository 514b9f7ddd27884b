#include "varve/orm/types.hpp"

#include <chrono>

namespace varve {

TimestampTz TimestampTz::now() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::microseconds>(since).count()};
}

} // namespace varve
