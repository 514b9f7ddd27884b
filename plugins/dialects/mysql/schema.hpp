#pragma once

#include "varve/db/connection.hpp"
#include "varve/db/schema_object.hpp"

#include <vector>

namespace varve::mysql {

/// What the current database holds, as Driver::describe says it. However much that is, the number
/// of queries is the same.
std::vector<SchemaObject> describe(Connection& connection);

} // namespace varve::mysql
