#include "change_order.hpp"

#include <algorithm>
#include <variant>

namespace varve::sqlite {

using namespace schema;

namespace {

// How far from the tables and columns themselves.
int distance_of(const Object& object) {
    const ObjectKind kind = id_of(object).kind;
    if (kind == ObjectKind::view || kind == ObjectKind::trigger) return 3;
    if (kind == ObjectKind::index) return 2;
    const auto* const column = std::get_if<PartOf<Column>>(&object);
    return column != nullptr && column->part.generated ? 1 : 0;
}

struct Rank {
    int operator()(const Create& change) const { return distance_of(change.object); }
    int operator()(const Drop& change) const { return -distance_of(change.object); }
    int operator()(const Alter&) const { return 0; }
    int operator()(const Rename&) const { return 0; }
};

bool is_made_anew(const Object& object) {
    return distance_of(object) > 1;
}

} // namespace

std::vector<Change> in_order(std::span<const Change> changes) {
    std::vector<Change> ordered;
    for (const Change& change : changes) {
        const auto* const alter = std::get_if<Alter>(&change.what);
        if (alter != nullptr && is_made_anew(alter->after)) {
            ordered.push_back({Drop{alter->before}});
            ordered.push_back({Create{alter->after}});
        } else {
            ordered.push_back(change);
        }
    }
    std::ranges::stable_sort(ordered, {},
                             [](const Change& change) { return std::visit(Rank(), change.what); });
    return ordered;
}

} // namespace varve::sqlite
