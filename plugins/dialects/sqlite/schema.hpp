#pragma once

#include "varve/db/connection.hpp"
#include "varve/db/schema_object.hpp"

#include <vector>

namespace varve::sqlite {

/// All that a migration can have made in the main database, for Driver::describe.
std::vector<SchemaObject> describe(Connection& connection);

} // namespace varve::sqlite
