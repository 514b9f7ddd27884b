#include "changed_tables.hpp"

#include "ddl_text.hpp"

#include <algorithm>
#include <variant>

namespace varve::sqlite {

using namespace schema;

namespace {

std::vector<Column>& parts_of(Table& table, const Column&) {
    return table.columns;
}
std::vector<Constraint>& parts_of(Table& table, const Constraint&) {
    return table.constraints;
}
std::vector<Index>& parts_of(Table& table, const Index&) {
    return table.indexes;
}
std::vector<Trigger>& parts_of(Table& table, const Trigger&) {
    return table.triggers;
}

template <class Part>
concept TablePart = requires(Table& table, const Part& part) {
    parts_of(table, part);
};

/// Makes one change after the other; those of what is no table are passed over.
class Changing {
public:
    explicit Changing(std::vector<Table>& tables) : tables_(tables) {}

    void operator()(const Create& change) const {
        std::visit([this](const auto& object) { create(object); }, change.object);
    }
    void operator()(const Drop& change) const {
        std::visit([this](const auto& object) { drop(object); }, change.object);
    }
    void operator()(const Alter& change) const {
        std::visit([&](const auto& object) { alter(change.before, object); }, change.after);
    }
    void operator()(const Rename&) const {}

private:
    Table* table(const Name& name) const {
        const auto found = std::ranges::find(tables_, name, &Table::name);
        return found == tables_.end() ? nullptr : &*found;
    }

    void create(const Table& one) const { tables_.push_back(one); }
    template <TablePart Part> void create(const PartOf<Part>& one) const {
        if (Table* const owner = table(one.table)) parts_of(*owner, one.part).push_back(one.part);
    }
    template <class Other> void create(const Other&) const {}

    void drop(const Table& one) const {
        std::erase_if(tables_, [&](const Table& other) { return other.name == one.name; });
    }
    template <TablePart Part> void drop(const PartOf<Part>& one) const {
        Table* const owner = table(one.table);
        if (owner == nullptr) return;
        std::erase_if(parts_of(*owner, one.part), [&](const Part& other) {
            return id_of(PartOf<Part>{one.table, other}) == id_of(one);
        });
    }
    template <class Other> void drop(const Other&) const {}

    // Of a table what it is itself.
    void alter(const Object&, const Table& after) const {
        if (Table* const one = table(after.name)) one->options = after.options;
    }
    template <TablePart Part> void alter(const Object& before, const PartOf<Part>& after) const {
        Table* const owner = table(after.table);
        if (owner == nullptr) return;
        for (Part& part : parts_of(*owner, after.part))
            if (id_of(PartOf<Part>{after.table, part}) == id_of(before)) part = after.part;
    }
    template <class Other> void alter(const Object&, const Other&) const {}

    std::vector<Table>& tables_;
};

} // namespace

std::vector<Table> changed_tables(std::vector<Table> tables, std::span<const Change> changes) {
    for (const Change& change : changes) std::visit(Changing(tables), change.what);
    return tables;
}

const Table* find(const std::vector<Table>& tables, const Name& name) {
    const auto found = std::ranges::find_if(
        tables, [&](const Table& table) { return same_name(table.name.name, name.name); });
    return found == tables.end() ? nullptr : &*found;
}

} // namespace varve::sqlite
