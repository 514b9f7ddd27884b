#pragma once

#include "node.hpp"

#include <istream>

namespace varve::seed {

/// Reads a list of objects, or objects one after another (JSON lines), and holds one at a time.
/// ConfigError, which begins with the line.
void read_json(std::istream& input, const OnNode& on_row);

} // namespace varve::seed
