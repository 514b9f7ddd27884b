#include "kernel/compare/creation_graph.hpp"

#include <algorithm>
#include <queue>

namespace varve {

using namespace schema;

namespace {

ObjectId id_of_part(const Table& table, const Constraint& constraint) {
    return id_of(PartOf<Constraint>{table.name, constraint});
}

// A partition's own key, unless a dependency says that it is a part of one of its whole.
std::vector<ObjectId> own_keys(const Table& table, const std::vector<Dependency>& dependencies) {
    std::vector<ObjectId> keys;
    if (!table.partition) return keys;
    for (const Constraint& one : table.constraints) {
        const bool is_key = !std::holds_alternative<ForeignKey>(one.rule) &&
                            !std::holds_alternative<Check>(one.rule);
        const ObjectId id = id_of_part(table, one);
        const bool serves = std::ranges::any_of(dependencies, [&](const Dependency& dependency) {
            return dependency.needs == id && dependency.object.name == table.partition->parent;
        });
        if (is_key && !one.inherited && !serves) keys.push_back(id);
    }
    return keys;
}

} // namespace

CreationGraph::CreationGraph(const DatabaseSchema& model, const std::set<ObjectId>& apart) {
    const auto add_all = [&](const auto& list, Stage stage) {
        for (const auto& one : list) {
            const ObjectId id = id_of(one);
            add(one, {stage, id.name, Place::itself, id.part});
        }
    };
    add_all(model.name_spaces, Stage::name_space);
    add_all(model.extensions, Stage::extension);
    add_all(model.enums, Stage::type);
    add_all(model.domains, Stage::type);
    add_all(model.composites, Stage::type);
    add_all(model.routines, Stage::routine);
    for (const Table& one : model.tables) {
        std::vector<ObjectId> own = own_keys(one, model.dependencies);
        std::set<ObjectId> later = apart;
        later.insert(own.begin(), own.end());
        add_table(one, later);
        if (one.partition) connect_own(one, std::move(own));
    }
    for (const Sequence& one : model.sequences) add_sequence(one);
    for (const View& one : model.views) add_view(one);
    add_all(model.events, Stage::other);
    add_all(model.others, Stage::other);

    for (const Table& one : model.tables) {
        connect_parents(one);
        connect_foreign_keys(one);
        connect_partition(one);
    }
    for (const Other& one : model.others)
        for (const ObjectKind kind : {ObjectKind::table, ObjectKind::view})
            need(*find(id_of(one)), ObjectId{kind, one.table});
    for (const Dependency& one : model.dependencies) connect(one);
    advance_others();
}

CreationGraph::Position CreationGraph::add(Object object, Key key) {
    ObjectId id = id_of(object);
    return add_change({Create{std::move(object)}}, std::move(id), std::move(key));
}

// What comes to the same thing later, its owner say, is not what others mean by its name.
CreationGraph::Position CreationGraph::add_change(Change change, ObjectId id, Key key) {
    const Position position = nodes_.size();
    by_id_.emplace(id, position);
    nodes_.push_back({std::move(change), std::move(id), std::move(key)});
    return position;
}

void CreationGraph::add_part(Position whole, Object part, Key key) {
    need(add(std::move(part), std::move(key)), whole);
}

void CreationGraph::add_table(const Table& table, const std::set<ObjectId>& apart) {
    tables_.emplace(table.name, &table);
    const Position node =
        add_change({}, id_of(table), {Stage::table, table.name, Place::itself, {}});
    Table itself = table;
    itself.indexes.clear();
    itself.triggers.clear();
    itself.policies.clear();
    // A partition is made as a table of its own, with all that its parent has too.
    if (itself.partition) {
        for (Column& column : itself.columns) column.inherited = false;
        for (Constraint& constraint : itself.constraints) constraint.inherited = false;
        itself.partition.reset();
    }
    take_apart(node, itself, apart);
    nodes_[node].change = {Create{std::move(itself)}};
    add_parts(node, table);
}

void CreationGraph::take_apart(Position node, Table& table, const std::set<ObjectId>& apart) {
    const auto comes_later = [&](const Constraint& constraint) {
        return std::holds_alternative<ForeignKey>(constraint.rule) ||
               apart.contains(id_of_part(table, constraint));
    };
    for (const Constraint& constraint : table.constraints)
        if (comes_later(constraint))
            add_part(
                node, PartOf<Constraint>{table.name, constraint},
                {Stage::foreign_key, table.name, Place::part, id_of_part(table, constraint).part});
    std::erase_if(table.constraints, comes_later);
    for (Column& column : table.columns) {
        const ObjectId id{ObjectKind::column, table.name, column.name};
        if (column.inherited || !apart.contains(id)) continue;
        PartOf<Column> after{table.name, column};
        column.default_value.reset();
        need(add_change({Alter{PartOf<Column>{table.name, column}, std::move(after)}}, id,
                        {Stage::foreign_key, table.name, Place::column, column.name}),
             node);
    }
}

void CreationGraph::add_parts(Position node, const Table& table) {
    const Name& name = table.name;
    for (const Index& one : table.indexes)
        add_part(node, PartOf<Index>{name, one}, {Stage::table, name, Place::index, one.name});
    for (const Trigger& one : table.triggers)
        add_part(node, PartOf<Trigger>{name, one}, {Stage::trigger, name, Place::part, one.name});
    for (const Policy& one : table.policies)
        add_part(node, PartOf<Policy>{name, one}, {Stage::trigger, name, Place::part, one.name});
    if (table.partition)
        add_part(node, PartOf<Partition>{name, *table.partition},
                 {Stage::partition, name, Place::part, {}});
}

void CreationGraph::add_view(const View& view) {
    View itself = view;
    itself.indexes.clear();
    itself.triggers.clear();
    const Name& name = view.name;
    const Position node = add(std::move(itself), {Stage::view, name, Place::itself, {}});
    for (const Index& one : view.indexes)
        add_part(node, PartOf<Index>{name, one}, {Stage::view, name, Place::index, one.name});
    for (const Trigger& one : view.triggers)
        add_part(node, PartOf<Trigger>{name, one}, {Stage::trigger, name, Place::part, one.name});
}

// The column that owns a sequence may need it.
void CreationGraph::add_sequence(const Sequence& sequence) {
    Sequence itself = sequence;
    itself.owner.reset();
    const Position node = add(itself, {Stage::sequence, sequence.name, Place::itself, {}});
    if (!sequence.owner) return;
    const Name& table = sequence.owner->table;
    const Position owned = add_change({Alter{std::move(itself), sequence}}, id_of(sequence),
                                      {Stage::table, table, Place::owner, sequence.name.name});
    need(owned, node);
    need(owned, ObjectId{ObjectKind::table, table});
}

// A child's columns and what is said of them come from its parents; what it says otherwise follows.
void CreationGraph::connect_parents(const Table& table) {
    const Position node = *find(id_of(table));
    for (const Name& parent : table.parents) need(node, ObjectId{ObjectKind::table, parent});
    for (const Column& column : table.columns) {
        if (!column.inherited || table.partition) continue;
        Column inherited = column;
        inherited.default_value.reset();
        inherited.nullable = true;
        for (const Name& name : table.parents) {
            const auto parent = tables_.find(name);
            if (parent == tables_.end()) continue;
            const auto& columns = parent->second->columns;
            const auto same = std::ranges::find(columns, column.name, &Column::name);
            if (same == columns.end()) continue;
            if (same->default_value) inherited.default_value = same->default_value;
            if (!same->nullable) inherited.nullable = false;
        }
        if (inherited == column) continue;
        const Change change{
            Alter{PartOf<Column>{table.name, inherited}, PartOf<Column>{table.name, column}}};
        need(add_change(change, {ObjectKind::column, table.name, column.name},
                        {Stage::table, table.name, Place::column, column.name}),
             node);
    }
}

void CreationGraph::connect_foreign_keys(const Table& table) {
    for (const Constraint& constraint : table.constraints)
        if (const auto* const key = std::get_if<ForeignKey>(&constraint.rule))
            need(*find(id_of_part(table, constraint)), ObjectId{ObjectKind::table, key->table});
}

// What a partition and its whole have alike, their indexes too, is found and joined when they are;
// so its stage comes behind that of indexes.
void CreationGraph::connect_partition(const Table& table) {
    if (!table.partition) return;
    const Position node = *find({ObjectKind::partition, table.name});
    need(node, ObjectId{ObjectKind::table, table.partition->parent});
}

// If they were there when the two are joined, the whole would take them for parts of its own.
void CreationGraph::connect_own(const Table& table, std::vector<ObjectId> keys) {
    for (const Index& one : table.indexes)
        if (!one.inherited) keys.push_back(id_of(PartOf<Index>{table.name, one}));
    for (const ObjectId& id : keys) need(*find(id), ObjectId{ObjectKind::partition, table.name});
}

void CreationGraph::connect(const Dependency& dependency) {
    const Position* const node = find(dependency.object);
    const bool column = dependency.needs.kind == ObjectKind::column;
    const Position* const other =
        column ? find_whole(dependency.needs.name) : find(dependency.needs);
    if (node == nullptr || other == nullptr || *node == *other) return;
    need(*node, *other);
    if (dependency.object.kind != nodes_[*node].id.kind)
        part_needs_.push_back({dependency.object, *node, *other});
}

void CreationGraph::need(Position node, Position other) {
    nodes_[node].needs.push_back(other);
    nodes_[other].needed_by.push_back(node);
}

void CreationGraph::need(Position node, const ObjectId& id) {
    if (const Position* const other = find(id)) need(node, *other);
}

// Columns and constraints come with their tables, but for those that come later.
const CreationGraph::Position* CreationGraph::find(const ObjectId& id) const {
    if (const auto found = by_id_.find(id); found != by_id_.end()) return &found->second;
    const bool comes_along = id.kind == ObjectKind::column || id.kind == ObjectKind::constraint;
    return comes_along ? find_whole(id.name) : nullptr;
}

const CreationGraph::Position* CreationGraph::find_whole(const Name& name) const {
    for (const ObjectKind kind : {ObjectKind::table, ObjectKind::view})
        if (const auto found = by_id_.find({kind, name}); found != by_id_.end())
            return &found->second;
    return nullptr;
}

// What only the database knows of comes last, unless something needs it before.
void CreationGraph::advance_others() {
    for (Node& node : nodes_) {
        Stage& stage = std::get<Stage>(node.key);
        if (stage != Stage::other) continue;
        for (const Position other : node.needed_by)
            stage = std::min(stage, std::get<Stage>(nodes_[other].key));
    }
}

void CreationGraph::sort() {
    const auto later = [&](Position a, Position b) { return nodes_[b].key < nodes_[a].key; };
    std::priority_queue<Position, std::vector<Position>, decltype(later)> ready(later);
    std::vector<std::size_t> waits_for(nodes_.size());
    for (Position i = 0; i < nodes_.size(); ++i) {
        waits_for[i] = nodes_[i].needs.size();
        if (waits_for[i] == 0) ready.push(i);
    }
    while (!ready.empty()) {
        const Position next = ready.top();
        ready.pop();
        nodes_[next].sorted = true;
        order_.push_back(next);
        for (const Position other : nodes_[next].needed_by)
            if (--waits_for[other] == 0) ready.push(other);
    }
}

std::vector<ObjectId> CreationGraph::stuck() const {
    std::vector<ObjectId> ids;
    for (Position i = 0; i < nodes_.size(); ++i)
        if (!nodes_[i].sorted && reaches(i, i)) ids.push_back(nodes_[i].id);
    return ids;
}

std::vector<ObjectId> CreationGraph::parts_in_circles() const {
    std::vector<ObjectId> parts;
    for (const auto& [part, table, needs] : part_needs_)
        if (!nodes_[table].sorted && reaches(needs, table)) parts.push_back(part);
    return parts;
}

bool CreationGraph::reaches(Position from, Position to) const {
    std::vector<bool> seen(nodes_.size());
    std::vector<Position> open = nodes_[from].needs;
    while (!open.empty()) {
        const Position one = open.back();
        open.pop_back();
        if (one == to) return true;
        if (seen[one] || nodes_[one].sorted) continue;
        seen[one] = true;
        open.insert(open.end(), nodes_[one].needs.begin(), nodes_[one].needs.end());
    }
    return false;
}

std::vector<Change> CreationGraph::take() {
    std::vector<Change> changes;
    changes.reserve(order_.size());
    for (const Position one : order_) changes.push_back(std::move(nodes_[one].change));
    return changes;
}

} // namespace varve
