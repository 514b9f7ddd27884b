#pragma once

#include "varve/migration/operation.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace varve {

/// How many migrations a run did, or would do.
struct StepCounts {
    std::size_t reverted = 0, applied = 0;
    std::size_t dropped = 0, run = 0; ///< of repeatable ones

    enum class Kind : bool { versioned, repeatable };
    void add(Direction direction, Kind kind);
};

/// Counts steps of any kind that know `direction` and `repeatable`.
template <class Steps> StepCounts count_steps(const Steps& steps) {
    StepCounts counts;
    for (const auto& step : steps)
        counts.add(step.direction,
                   step.repeatable ? StepCounts::Kind::repeatable : StepCounts::Kind::versioned);
    return counts;
}

/// "1 migration applied, 2 repeatables run"; `mood` comes before each verb: "would be ". What is
/// dropped is only told where it is not made anew.
std::string in_words(const StepCounts& counts, std::string_view mood = {});

} // namespace varve
