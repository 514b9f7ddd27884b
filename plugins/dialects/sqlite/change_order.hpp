#pragma once

#include "varve/schema/change.hpp"

#include <span>
#include <vector>

namespace varve::sqlite {

/// The same changes, so that SQLite can make one after the other: views, triggers and indexes go
/// before anything else and come after it, each altered one in two steps; columns that are computed
/// from others go before these and come after them. Otherwise as they were.
std::vector<schema::Change> in_order(std::span<const schema::Change> changes);

} // namespace varve::sqlite
