#pragma once

#include "varve/export.hpp"
#include "varve/schema/schema.hpp"

namespace varve::schema {

/// Is a value gone, or before another than it was? Values that are only added, wherever, lose none.
VARVE_API bool loses_values(const EnumType& before, const EnumType& after);

} // namespace varve::schema
