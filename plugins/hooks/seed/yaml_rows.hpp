#pragma once

#include "node.hpp"

#include <istream>

namespace varve::seed {

/// Reads a list of maps and holds one at a time, and what has an anchor. ConfigError, which begins
/// with the line.
void read_yaml(std::istream& input, const OnNode& on_row);

} // namespace varve::seed
