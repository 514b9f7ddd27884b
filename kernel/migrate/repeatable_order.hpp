#pragma once

#include "kernel/migrate/migration_set.hpp"

#include <vector>

namespace varve {

/// Takes the repeatable migrations out of `migrations`.
std::vector<Migration> take_repeatables(std::vector<Migration>& migrations);

/// Each behind those that it comes after, otherwise by name. Names that nothing has, two of one
/// name, and circles are added to `problems`.
std::vector<OrderedRepeatable> in_order(std::vector<Migration> repeatables,
                                        const std::vector<Migration>& versioned,
                                        std::vector<SourceProblem>& problems);

} // namespace varve
