#pragma once

#include "random_schema.hpp"

#include <functional>

namespace varve::test {

/// The smallest pair that still fails, as far as taking things out one by one leads to it.
RandomPair shrunk(RandomPair pair, const Vocabulary& words,
                  const std::function<bool(const RandomPair&)>& fails);

} // namespace varve::test
