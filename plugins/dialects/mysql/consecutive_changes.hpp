#pragma once

#include "sql_mode.hpp"

#include <string>
#include <vector>

namespace varve {
struct Plan;
}

namespace varve::mysql {

/// Where migrations change one table by several ALTER TABLE in a row that could be one: a sentence
/// for each place.
std::vector<std::string> consecutive_changes(const Plan& plan, const SqlMode& mode);

} // namespace varve::mysql
