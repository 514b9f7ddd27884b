#include "kernel/compare/things.hpp"

namespace varve {

using namespace schema;

namespace {

template <class Part>
void add_parts(Things& things, const Name& table, const std::vector<Part>& parts) {
    for (const Part& part : parts) {
        PartOf<Part> one{table, part};
        ObjectId id = id_of(one);
        things.emplace(std::move(id), std::move(one));
    }
}

void add_table(Things& things, const Table& table) {
    const Name& name = table.name;
    add_parts(things, name, table.columns);
    add_parts(things, name, table.constraints);
    add_parts(things, name, table.indexes);
    add_parts(things, name, table.triggers);
    add_parts(things, name, table.policies);
    if (table.partition) add_parts(things, name, std::vector{*table.partition});
    Table itself = table;
    itself.columns.clear();
    itself.constraints.clear();
    itself.indexes.clear();
    itself.triggers.clear();
    itself.policies.clear();
    itself.partition.reset();
    things.emplace(id_of(table), std::move(itself));
}

void add_view(Things& things, const View& view) {
    add_parts(things, view.name, view.indexes);
    add_parts(things, view.name, view.triggers);
    View itself = view;
    itself.indexes.clear();
    itself.triggers.clear();
    things.emplace(id_of(view), std::move(itself));
}

// What a partition has alike with its whole stays when it leaves that, and is there before it
// joins.
Table as_if_apart(Table table) {
    for (Column& one : table.columns) one.inherited = false;
    for (Constraint& one : table.constraints) one.inherited = false;
    for (Index& one : table.indexes) one.inherited = false;
    return table;
}

} // namespace

Name whole_of(const Table& table) {
    return table.partition ? table.partition->parent : Name();
}

Tables tables_of(const DatabaseSchema& model) {
    Tables tables;
    for (const Table& table : model.tables) tables.emplace(table.name, &table);
    return tables;
}

std::set<Name> parted_anew(const DatabaseSchema& from, const Tables& to) {
    std::set<Name> names;
    for (const Table& table : from.tables) {
        const auto same = to.find(table.name);
        if (same != to.end() && same->second->partition_key != table.partition_key)
            names.insert(table.name);
    }
    return names;
}

Things things_of(const DatabaseSchema& model, const Tables& others,
                 const std::set<Name>& parted_anew) {
    Things things;
    const auto add_all = [&](const auto& list) {
        for (const auto& one : list) things.emplace(id_of(one), one);
    };
    add_all(model.name_spaces);
    add_all(model.extensions);
    add_all(model.enums);
    add_all(model.domains);
    add_all(model.composites);
    add_all(model.sequences);
    add_all(model.routines);
    add_all(model.events);
    for (const Table& table : model.tables) {
        const auto same = others.find(table.name);
        const Name whole = whole_of(table);
        const bool apart = same != others.end() &&
                           (whole_of(*same->second) != whole || parted_anew.contains(whole));
        add_table(things, apart ? as_if_apart(table) : table);
    }
    for (const View& view : model.views) add_view(things, view);
    return things;
}

} // namespace varve
