#include "ddl.hpp"

#include <algorithm>

namespace varve::postgresql {

namespace {

bool makes_a_routine(const schema::Change& change) {
    const auto* const created = std::get_if<schema::Create>(&change.what);
    const auto* const altered = std::get_if<schema::Alter>(&change.what);
    return (created != nullptr && std::holds_alternative<schema::Routine>(created->object)) ||
           (altered != nullptr && std::holds_alternative<schema::Routine>(altered->after));
}

// Made of other types, which may have to change while columns have it.
bool is_made_of_types(const schema::Object& object) {
    return std::holds_alternative<schema::Domain>(object) ||
           std::holds_alternative<schema::CompositeType>(object);
}

struct Write {
    std::span<const schema::Change> changes;
    ColumnsOfTypes& columns;
    std::vector<std::string>& statements;

    void operator()(const schema::Create& change) const {
        create(change.object, statements);
        if (is_made_of_types(change.object))
            give_type_back(columns.of(id_of(change.object).name), changes, statements);
    }
    void operator()(const schema::Drop& change) const {
        if (is_made_of_types(change.object))
            take_type_away(columns.of(id_of(change.object).name), statements);
        drop(change.object, statements);
        columns.forget(change.object);
    }
    void operator()(const schema::Alter& change) const {
        alter(change, columns, statements);
        if (const auto* const one = std::get_if<schema::PartOf<schema::Column>>(&change.after))
            columns.change(*one);
    }
    void operator()(const schema::Rename& change) const { rename(change, statements); }
};

} // namespace

std::vector<std::string> ddl(const schema::DatabaseSchema& before,
                             std::span<const schema::Change> changes) {
    ColumnsOfTypes columns(before);
    std::vector<std::string> statements;
    // What a body in a string speaks of is in no catalog, and may be made after it.
    if (std::ranges::any_of(changes, makes_a_routine))
        statements.emplace_back("SET check_function_bodies = false");
    for (const schema::Change& change : changes)
        std::visit(Write{changes, columns, statements}, change.what);
    return statements;
}

} // namespace varve::postgresql
