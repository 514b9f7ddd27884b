#include "varve/orm/types.hpp"

#include "varve/error.hpp"
#include "varve/orm/chrono.hpp"

#include <chrono>

namespace varve {

void orm::refuse_moment() {
    throw DatabaseError({.kind = DatabaseError::Kind::invalid_data,
                         .message = "a moment is too far away to be counted in microseconds"});
}

TimestampTz TimestampTz::now() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::microseconds>(since).count()};
}

} // namespace varve
