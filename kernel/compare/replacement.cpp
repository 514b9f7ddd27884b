#include "kernel/compare/replacement.hpp"

#include "varve/schema/enum_values.hpp"

namespace varve {

using namespace schema;

namespace {

bool changes(const Column& before, const Column& after) {
    return before.type.spelling != after.type.spelling || before.collation != after.collation ||
           before.generated != after.generated;
}

bool changes(const Constraint& before, const Constraint& after) {
    Constraint same = before;
    same.comment = after.comment;
    same.validated = before.validated || after.validated;
    return same != after;
}

bool changes(const Index& before, const Index& after) {
    Index same = before;
    same.comment = after.comment;
    same.visible = after.visible;
    return same != after;
}

/// One overload for each kind of object that others may not let change.
struct StandsInTheWay {
    const Object& before;

    bool operator()(const View&) const { return true; }
    bool operator()(const PartOf<Partition>&) const { return true; }
    bool operator()(const EnumType& after) const {
        return loses_values(std::get<EnumType>(before), after);
    }
    bool operator()(const Domain& after) const {
        const auto& domain = std::get<Domain>(before);
        return domain.type != after.type || domain.collation != after.collation;
    }
    bool operator()(const PartOf<Column>& after) const { return part(after); }
    bool operator()(const PartOf<Constraint>& after) const { return part(after); }
    bool operator()(const PartOf<Index>& after) const { return part(after); }
    template <class Other> bool operator()(const Other&) const { return false; }

private:
    template <class Part> bool part(const PartOf<Part>& after) const {
        return changes(std::get<PartOf<Part>>(before).part, after.part);
    }
};

} // namespace

bool stands_in_the_way(const Object& before, const Object& after) {
    return std::visit(StandsInTheWay{before}, after);
}

bool is_replaced(ObjectKind kind) {
    return kind == ObjectKind::view || kind == ObjectKind::constraint ||
           kind == ObjectKind::index || kind == ObjectKind::domain || kind == ObjectKind::partition;
}

} // namespace varve
