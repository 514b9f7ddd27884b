#include "varve/schema/change.hpp"

#include <algorithm>
#include <array>

namespace varve::schema {

namespace {

std::string listed(const std::vector<std::string>& columns) {
    std::string list;
    for (const std::string& column : columns) list += (list.empty() ? "" : ", ") + column;
    return " (" + list + ')';
}

/// What a constraint is known by that nobody named.
struct Described {
    std::string operator()(const PrimaryKey&) const { return "primary key"; }
    std::string operator()(const Unique& rule) const { return "unique" + listed(rule.columns); }
    std::string operator()(const ForeignKey& rule) const {
        return "foreign key" + listed(rule.columns) + " to " + rule.table.name;
    }
    std::string operator()(const Check& rule) const { return "check (" + rule.expression + ')'; }
    std::string operator()(const Exclusion& rule) const {
        std::vector<std::string> columns;
        for (const auto& element : rule.elements)
            columns.push_back(element.of.column + element.of.expression);
        return "exclude" + listed(columns);
    }
};

/// One overload for each kind of object.
struct Identify {
    ObjectId operator()(const Namespace& one) const {
        return {ObjectKind::name_space, {{}, one.name}};
    }
    ObjectId operator()(const Extension& one) const {
        return {ObjectKind::extension, {{}, one.name}};
    }
    ObjectId operator()(const EnumType& one) const { return {ObjectKind::enum_type, one.name}; }
    ObjectId operator()(const Domain& one) const { return {ObjectKind::domain, one.name}; }
    ObjectId operator()(const CompositeType& one) const {
        return {ObjectKind::composite_type, one.name};
    }
    ObjectId operator()(const Routine& one) const {
        return {ObjectKind::routine, one.name, one.arguments};
    }
    ObjectId operator()(const Sequence& one) const { return {ObjectKind::sequence, one.name}; }
    ObjectId operator()(const Table& one) const { return {ObjectKind::table, one.name}; }
    ObjectId operator()(const View& one) const { return {ObjectKind::view, one.name}; }
    ObjectId operator()(const Event& one) const { return {ObjectKind::event, one.name}; }
    ObjectId operator()(const Other& one) const {
        const std::string& table = one.table.name;
        return {ObjectKind::other, one.name, one.kind + (table.empty() ? "" : " on " + table)};
    }
    ObjectId operator()(const PartOf<Column>& one) const {
        return {ObjectKind::column, one.table, one.part.name};
    }
    ObjectId operator()(const PartOf<Constraint>& one) const {
        return {ObjectKind::constraint, one.table,
                one.part.name.empty() ? std::visit(Described(), one.part.rule) : one.part.name};
    }
    ObjectId operator()(const PartOf<Index>& one) const {
        return {ObjectKind::index, one.table, one.part.name};
    }
    ObjectId operator()(const PartOf<Partition>& one) const {
        return {ObjectKind::partition, one.table};
    }
    ObjectId operator()(const PartOf<Trigger>& one) const {
        return {ObjectKind::trigger, one.table, one.part.name};
    }
    ObjectId operator()(const PartOf<Policy>& one) const {
        return {ObjectKind::policy, one.table, one.part.name};
    }
};

bool is_part(ObjectKind kind) noexcept {
    return kind == ObjectKind::column || kind == ObjectKind::constraint ||
           kind == ObjectKind::index || kind == ObjectKind::trigger || kind == ObjectKind::policy ||
           kind == ObjectKind::enum_value;
}

/// Takes one change back.
struct Reverse {
    Change operator()(Create& change) const { return {Drop{std::move(change.object)}}; }
    Change operator()(Drop& change) const { return {Create{std::move(change.object)}}; }
    Change operator()(Alter& change) const {
        return {Alter{std::move(change.after), std::move(change.before)}};
    }
    Change operator()(Rename& change) const {
        ObjectId& object = change.object;
        std::swap(is_part(object.kind) ? object.part : object.name.name, change.to);
        return {std::move(change)};
    }
};

constexpr std::array<std::string_view, 18> kinds{
    "schema",    "extension", "enum",   "domain", "type",       "routine",
    "sequence",  "table",     "view",   "column", "constraint", "index",
    "partition", "trigger",   "policy", "value",  "event",      "object"};

} // namespace

std::string_view to_string(ObjectKind kind) noexcept {
    return kinds[static_cast<std::size_t>(kind)];
}

std::string in_words(const ObjectId& id) {
    const Name& name = id.name;
    const std::string whole =
        name.name_space.empty() ? name.name : name.name_space + '.' + name.name;
    if (id.kind == ObjectKind::other) return id.part + ' ' + whole;
    const std::string kind(to_string(id.kind));
    if (id.kind == ObjectKind::routine) return kind + ' ' + whole + '(' + id.part + ')';
    return kind + ' ' + (id.part.empty() ? whole : id.part + " of " + whole);
}

ObjectId id_of(const Object& object) {
    return std::visit(Identify(), object);
}

ObjectId id_of(const Change& change) {
    struct {
        ObjectId operator()(const Create& one) const { return id_of(one.object); }
        ObjectId operator()(const Drop& one) const { return id_of(one.object); }
        ObjectId operator()(const Alter& one) const { return id_of(one.after); }
        ObjectId operator()(const Rename& one) const { return one.object; }
    } const identify;
    return std::visit(identify, change.what);
}

Change reverse(Change change) {
    return std::visit(Reverse(), change.what);
}

std::vector<Change> reverse(std::span<const Change> changes) {
    std::vector<Change> reversed(changes.begin(), changes.end());
    std::ranges::reverse(reversed);
    for (Change& change : reversed) change = reverse(std::move(change));
    return reversed;
}

} // namespace varve::schema
