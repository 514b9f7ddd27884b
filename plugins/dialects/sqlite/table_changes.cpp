#include "table_changes.hpp"

#include "changed_tables.hpp"
#include "ddl_text.hpp"
#include "definitions.hpp"
#include "dialect.hpp"
#include "rebuild.hpp"

#include <algorithm>
#include <variant>

namespace varve::sqlite {

using namespace schema;

namespace {

// What a change makes, or else takes away.
const Object& object_of(const Change& change) {
    if (const auto* const create = std::get_if<Create>(&change.what)) return create->object;
    if (const auto* const drop = std::get_if<Drop>(&change.what)) return drop->object;
    return std::get<Alter>(change.what).after;
}

template <class What> const What* get_if(const Change& change) {
    if (std::holds_alternative<Rename>(change.what)) return nullptr;
    return std::get_if<What>(&object_of(change));
}

bool is_part_of_table(ObjectKind kind) {
    return kind == ObjectKind::column || kind == ObjectKind::constraint ||
           kind == ObjectKind::index || kind == ObjectKind::trigger;
}

// Whose change is it? Of an index or a trigger it can wait.
bool is_structural(const Change& change) {
    const ObjectKind kind = id_of(change).kind;
    return !std::holds_alternative<Rename>(change.what) &&
           (kind == ObjectKind::column || kind == ObjectKind::constraint ||
            (kind == ObjectKind::table && std::holds_alternative<Alter>(change.what)));
}

// ALTER TABLE ADD COLUMN takes none that has to be computed for the rows that are there.
bool is_constant(const std::string& expression) {
    return !expression.starts_with('(') && !same_word(expression.substr(0, 8), "CURRENT_");
}

bool mentions(std::string_view sql, std::string_view name) {
    return std::ranges::any_of(tokenize(sql, lexical_rules()), [&](const Token& token) {
        return same_name(unquoted(token.text), name);
    });
}

bool mentions(const std::vector<std::string>& names, std::string_view name) {
    return std::ranges::any_of(names, [&](const std::string& one) { return same_name(one, name); });
}

struct RuleMentions {
    std::string_view name;

    bool operator()(const Check& rule) const { return mentions(rule.expression, name); }
    bool operator()(const Exclusion&) const { return false; }
    template <class Key> bool operator()(const Key& key) const {
        return mentions(key.columns, name);
    }
};

bool mentions(const Index& index, std::string_view name) {
    return mentions(index.predicate, name) ||
           std::ranges::any_of(index.elements, [&](const IndexElement& element) {
               return same_name(element.column, name) || mentions(element.expression, name);
           });
}

bool mentions(const Table& table, std::string_view name) {
    return std::ranges::any_of(table.constraints,
                               [&](const Constraint& constraint) {
                                   return std::visit(RuleMentions{name}, constraint.rule);
                               }) ||
           std::ranges::any_of(table.columns,
                               [&](const Column& column) {
                                   return column.generated &&
                                          mentions(column.generated->expression, name);
                               }) ||
           std::ranges::any_of(table.indexes,
                               [&](const Index& index) { return mentions(index, name); });
}

bool mentions(const std::vector<Trigger>& triggers, std::string_view name) {
    return std::ranges::any_of(
        triggers, [&](const Trigger& trigger) { return mentions(trigger.definition, name); });
}

} // namespace

TableChanges::TableChanges(const DatabaseSchema& before, std::span<const Change> changes)
    : schema_(before), changes_(changes), after_(changed_tables(before.tables, changes)) {
    for (const Change& change : changes) {
        if (get_if<Table>(change) == nullptr) continue;
        if (std::holds_alternative<Create>(change.what)) made_.insert(id_of(change).name);
        if (std::holds_alternative<Drop>(change.what)) dropped_.insert(id_of(change).name);
    }
    find_rebuilds();
}

void TableChanges::find_rebuilds() {
    for (const Change& change : changes_) {
        const Name& name = id_of(change).name;
        if (is_structural(change) && !made_.contains(name) && !dropped_.contains(name) &&
            find(schema_.tables, name) != nullptr && needs_rebuild(change))
            rebuilt_.insert(name);
    }
    // A column can go only where another one was there before.
    for (const Table& table : schema_.tables) {
        const Table* const now = find(after_, table.name);
        if (now != nullptr && std::ranges::none_of(table.columns, [&](const Column& column) {
                return std::ranges::find(now->columns, column.name, &Column::name) !=
                       now->columns.end();
            }))
            rebuilt_.insert(table.name);
    }
    for (const Change& change : changes_)
        if (is_structural(change) && rebuilt_.contains(id_of(change).name))
            last_[id_of(change).name] = &change;
}

bool TableChanges::needs_rebuild(const Change& change) const {
    if (const auto* const create = std::get_if<Create>(&change.what))
        return needs_rebuild(create->object);
    const auto* const column = get_if<PartOf<Column>>(change);
    return column == nullptr || !std::holds_alternative<Drop>(change.what) || is_mentioned(*column);
}

bool TableChanges::needs_rebuild(const Object& created) const {
    if (const auto* const key = std::get_if<PartOf<Constraint>>(&created))
        return !comes_with_column(*key);
    const Column& column = std::get<PartOf<Column>>(created).part;
    return (column.generated && column.generated->stored) ||
           (column.default_value && !is_constant(*column.default_value));
}

// By anything for which SQLite would refuse to drop it.
bool TableChanges::is_mentioned(const PartOf<Column>& column) const {
    const std::string& name = column.part.name;
    const auto by_table = [&](const Table& table) {
        return mentions(table.triggers, name) ||
               (table.name == column.table && mentions(table, name));
    };
    const auto by_view = [&](const View& view) {
        return mentions(view.query, name) || mentions(view.triggers, name);
    };
    return std::ranges::any_of(schema_.tables, by_table) || std::ranges::any_of(after_, by_table) ||
           std::ranges::any_of(schema_.views, by_view);
}

bool TableChanges::comes_with_column(const PartOf<Constraint>& one) const {
    const auto* const key = std::get_if<ForeignKey>(&one.part.rule);
    if (key == nullptr || key->columns.size() != 1) return false;
    return std::ranges::any_of(changes_, [&](const Change& change) {
        const auto* const column = get_if<PartOf<Column>>(change);
        return column != nullptr && std::holds_alternative<Create>(change.what) &&
               column->table == one.table && column->part.name == key->columns[0] &&
               !column->part.default_value && !column->part.generated;
    });
}

const Constraint* TableChanges::key_of_new(const PartOf<Column>& column) const {
    for (const Change& change : changes_) {
        const auto* const key = get_if<PartOf<Constraint>>(change);
        if (key != nullptr && key->table == column.table && comes_with_column(*key) &&
            std::get<ForeignKey>(key->part.rule).columns[0] == column.part.name)
            return &key->part;
    }
    return nullptr;
}

const Table& TableChanges::after(const Name& name) const {
    return *find(after_, name);
}

bool TableChanges::takes_over(const Change& change) const {
    const ObjectId id = id_of(change);
    const bool is_change = !std::holds_alternative<Rename>(change.what);
    if (is_change && rebuilt_.contains(id.name) &&
        (is_part_of_table(id.kind) || id.kind == ObjectKind::table))
        return true;
    const auto* const constraint = get_if<PartOf<Constraint>>(change);
    return constraint != nullptr && (made_.contains(id.name) || dropped_.contains(id.name) ||
                                     comes_with_column(*constraint));
}

std::vector<std::string> TableChanges::rebuild_behind(const Change& change) const {
    const auto last = last_.find(id_of(change).name);
    if (last == last_.end() || last->second != &change) return {};
    const Name& name = last->first;
    return rebuilt(
        {*find(schema_.tables, name), after(name), temporary_name(name.name), has_programs()});
}

// Anything whose text may mention a table.
bool TableChanges::has_programs() const {
    const auto has_triggers = [](const Table& table) { return !table.triggers.empty(); };
    return !schema_.views.empty() || std::ranges::any_of(schema_.tables, has_triggers) ||
           std::ranges::any_of(after_, has_triggers) ||
           std::ranges::any_of(
               changes_, [](const Change& change) { return get_if<View>(change) != nullptr; });
}

// Else DROP TABLE deletes the rows first, and what refers to them; and rows cannot be copied that
// refer to a table which is not there.
bool TableChanges::keys_must_be_off() const {
    const auto refers_to = [](const Name& name) {
        return [&name](const Table& table) { return refers(table, name); };
    };
    for (const Name& name : rebuilt_)
        if (std::ranges::any_of(schema_.tables, refers_to(name)) ||
            std::ranges::any_of(after_, refers_to(name)) || refers_to_nothing(after(name), after_))
            return true;
    Tables alive = schema_.tables;
    for (const Change& change : changes_) {
        const auto* const table = get_if<Table>(change);
        if (table == nullptr || !std::holds_alternative<Drop>(change.what)) continue;
        std::erase_if(alive, [&](const Table& one) { return one.name == table->name; });
        if (std::ranges::any_of(alive, refers_to(table->name))) return true;
    }
    return false;
}

std::string TableChanges::temporary_name(const std::string& table) const {
    std::string name = "varve_new_" + table;
    const auto is_taken = [&](const auto& one) { return same_name(one.name.name, name); };
    while (std::ranges::any_of(schema_.tables, is_taken) || std::ranges::any_of(after_, is_taken) ||
           std::ranges::any_of(schema_.views, is_taken))
        name += '_';
    return name;
}

RebuildGuard TableChanges::guard() const {
    return {schema_.tables, after_, rebuilt_,
            keys_must_be_off() ? RebuildGuard::Keys::are_off : RebuildGuard::Keys::stay};
}

std::vector<std::string> TableChanges::begin() const {
    std::vector<std::string> out;
    if (keys_must_be_off()) out.emplace_back("PRAGMA foreign_keys = OFF");
    if (rebuilt_.empty()) return out;
    const std::vector<std::string> notes = guard().begin();
    out.insert(out.end(), notes.begin(), notes.end());
    return out;
}

std::vector<std::string> TableChanges::end() const {
    return rebuilt_.empty() ? std::vector<std::string>() : guard().end();
}

} // namespace varve::sqlite
