#pragma once

#include "varve/export.hpp"
#include "varve/schema/change.hpp"

#include <vector>

namespace varve {

/// What makes one schema into another, in an order in which it can be done: first goes what the
/// other lacks and what stands in the way of a change (a view that reads a column whose type
/// changes), then all is changed and made as `creation` orders it. Nothing where they are alike.
/// The order of columns does not count. What the model has no type for is made where it is not, and
/// never changed or dropped. Throws Error as `creation`.
VARVE_API std::vector<schema::Change> differences(const schema::DatabaseSchema& from,
                                                  const schema::DatabaseSchema& to);

} // namespace varve
