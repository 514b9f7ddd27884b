#include "apps/varve/step_counts.hpp"

namespace varve {

void StepCounts::add(Direction direction, Kind kind) {
    const bool up = direction == Direction::up;
    if (kind == Kind::repeatable)
        ++(up ? run : dropped);
    else
        ++(up ? applied : reverted);
}

std::string in_words(const StepCounts& counts, std::string_view mood) {
    std::string line;
    const auto add = [&](std::size_t number, std::string_view what, std::string_view deed) {
        if (number == 0) return;
        line += line.empty() ? "" : ", ";
        line += std::to_string(number) + ' ' + std::string(what) + (number == 1 ? " " : "s ") +
                std::string(mood) + std::string(deed);
    };
    add(counts.reverted, "migration", "reverted");
    add(counts.applied, "migration", "applied");
    add(counts.run, "repeatable", "run");
    if (line.empty()) add(counts.dropped, "repeatable", "dropped");
    return line;
}

} // namespace varve
