#pragma once

#include "varve/db/backup.hpp"

#include <vector>

namespace varve::mysql {

/// Drops all that the database holds.
void make_empty(Connection& connection);

std::vector<ComparedRows> compared_rows(Connection& connection);

} // namespace varve::mysql
