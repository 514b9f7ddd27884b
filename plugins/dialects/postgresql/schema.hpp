#pragma once

#include "varve/db/connection.hpp"
#include "varve/db/schema_object.hpp"

#include <vector>

namespace varve::postgresql {

/// All that a migration can have made in the database, for Driver::describe, but: operators, casts,
/// conversions, text search, languages, foreign servers, publications and large objects.
std::vector<SchemaObject> describe(Connection& connection);

} // namespace varve::postgresql
