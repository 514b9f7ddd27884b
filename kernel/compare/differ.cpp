#include "kernel/compare/differ.hpp"

#include "kernel/compare/creation.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace varve {

using namespace schema;

namespace {

using Things = std::map<ObjectId, Object>;
using Ids = std::set<ObjectId>;

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
    std::vector<Constraint> own;
    std::ranges::copy_if(table.constraints, std::back_inserter(own),
                         [](const Constraint& constraint) { return !constraint.inherited; });
    add_parts(things, name, own);
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

// All but what the model has no type for, by what tells one from another.
Things things_of(const DatabaseSchema& model) {
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
    for (const Table& table : model.tables) add_table(things, table);
    for (const View& view : model.views) add_view(things, view);
    return things;
}

// What of a part's table or view: only one of these is there.
bool holds_whole_of(const Ids& ids, const ObjectId& part) {
    return !part.part.empty() && part.kind != ObjectKind::routine &&
           (ids.contains({ObjectKind::table, part.name}) ||
            ids.contains({ObjectKind::view, part.name}));
}

// Those that read a column do not let its type change.
bool stands_in_the_way(const Object& before, const Object& after) {
    if (std::holds_alternative<View>(after)) return true;
    const auto* const column = std::get_if<PartOf<Column>>(&after);
    if (column == nullptr) return false;
    const Column& old = std::get<PartOf<Column>>(before).part;
    return old.type.spelling != column->part.type.spelling ||
           old.collation != column->part.collation || old.generated != column->part.generated;
}

const Column* inherited_column(const Object& object) {
    const auto* const column = std::get_if<PartOf<Column>>(&object);
    return column != nullptr && column->part.inherited ? &column->part : nullptr;
}

// What a column has from a parent changes with the parent's.
Object with_inherited_changes(const Object& before, const Object& after) {
    PartOf<Column> column = std::get<PartOf<Column>>(before);
    const Column& now = std::get<PartOf<Column>>(after).part;
    column.part.type = now.type;
    column.part.collation = now.collation;
    column.part.generated = now.generated;
    column.part.identity = now.identity;
    return column;
}

class Differ {
public:
    Differ(const DatabaseSchema& from, const DatabaseSchema& to)
        : from_(from), to_(to), before_(things_of(from)), after_(things_of(to)) {
        compare();
        find_what_is_made_anew();
    }

    std::vector<Change> changes() {
        if (gone_.empty() && added_.empty() && altered_.empty() && anew_.empty()) return {};
        remove();
        make();
        return std::move(changes_);
    }

private:
    void compare() {
        for (auto& [id, object] : before_) {
            const auto found = after_.find(id);
            if (found == after_.end()) {
                if (inherited_column(object) == nullptr) gone_.insert(id);
                continue;
            }
            if (inherited_column(object) != nullptr && inherited_column(found->second) != nullptr)
                object = with_inherited_changes(object, found->second);
            if (found->second != object) altered_.insert(id);
        }
        for (const auto& [id, object] : after_)
            if (!before_.contains(id) && inherited_column(object) == nullptr) added_.insert(id);
        // What the model has no type for is made where it is not, and never touched after that.
        Ids others;
        for (const Other& one : from_.others) others.insert(id_of(one));
        for (const Other& one : to_.others)
            if (!others.contains(id_of(one))) added_.insert(id_of(one));
    }

    // Views that change, and all that needs what goes or is made anew itself.
    void find_what_is_made_anew() {
        Ids moving = gone_;
        for (const ObjectId& id : altered_) {
            if (!stands_in_the_way(before_.at(id), after_.at(id))) continue;
            moving.insert(id);
            if (id.kind == ObjectKind::view) anew_.insert(id);
        }
        bool more = true;
        while (more) {
            more = false;
            for (const Dependency& one : from_.dependencies) {
                const bool moves = moving.contains(one.needs) || holds_whole_of(moving, one.needs);
                if (!moves || moving.contains(one.object) || !is_made_anew(one.object)) continue;
                moving.insert(one.object);
                anew_.insert(one.object);
                more = true;
            }
        }
        for (const ObjectId& id : anew_) altered_.erase(id);
    }

    // A column or a table is kept, for its rows.
    bool is_made_anew(const ObjectId& id) const {
        return before_.contains(id) && after_.contains(id) && id.kind != ObjectKind::table &&
               id.kind != ObjectKind::column;
    }

    // A default that is another afterwards lets go of what it needs and goes.
    void untie_defaults() {
        for (const Dependency& one : from_.dependencies) {
            const bool goes = gone_.contains(one.needs) || holds_whole_of(gone_, one.needs);
            if (!goes || !altered_.contains(one.object)) continue;
            auto* const column = std::get_if<PartOf<Column>>(&before_.at(one.object));
            if (column == nullptr || !column->part.default_value) continue;
            PartOf<Column> untied = *column;
            untied.part.default_value.reset();
            changes_.push_back({Alter{*column, untied}});
            *column = std::move(untied);
            if (before_.at(one.object) == after_.at(one.object)) altered_.erase(one.object);
        }
    }

    void remove() {
        untie_defaults();
        std::vector<Change> made = creation(from_);
        std::ranges::reverse(made);
        for (Change& change : made) {
            if (const auto* const altered = std::get_if<Alter>(&change.what)) {
                const ObjectId id = id_of(altered->after);
                if (gone_.contains(id) || holds_whole_of(gone_, id))
                    changes_.push_back(reverse(std::move(change)));
                continue;
            }
            const Object& object = std::get<Create>(change.what).object;
            const ObjectId id = id_of(object);
            if (const auto* const table = std::get_if<Table>(&object); table && !gone_.contains(id))
                remove_parts(*table);
            else if (goes(id, object))
                changes_.push_back(reverse(std::move(change)));
        }
    }

    // What belongs to a table that goes, goes with it, but for what ties it to others.
    bool goes(const ObjectId& id, const Object& object) const {
        if (anew_.contains(id)) return true;
        if (!gone_.contains(id)) return false;
        if (holds_whole_of(anew_, id)) return false;
        const bool ties = std::holds_alternative<PartOf<Partition>>(object) ||
                          std::holds_alternative<PartOf<Constraint>>(object);
        return ties || !holds_whole_of(gone_, id);
    }

    // Those that come with their tables: of a table that stays.
    void remove_parts(const Table& table) {
        for (const Constraint& one : table.constraints) remove_part(table.name, one);
        for (const Column& one : table.columns) remove_part(table.name, one);
    }

    template <class Part> void remove_part(const Name& table, const Part& part) {
        PartOf<Part> one{table, part};
        const ObjectId id = id_of(one);
        if (gone_.contains(id) || anew_.contains(id)) changes_.push_back({Drop{std::move(one)}});
    }

    void make() {
        std::vector<Change> made = creation(to_);
        for (Change& change : made) {
            if (const auto* const altered = std::get_if<Alter>(&change.what)) {
                const ObjectId id = id_of(altered->after);
                if (added_.contains(id) || holds_whole_of(added_, id))
                    changes_.push_back(std::move(change));
                else
                    alter(id);
                continue;
            }
            const Object& object = std::get<Create>(change.what).object;
            const ObjectId id = id_of(object);
            if (added_.contains(id) || anew_.contains(id) || holds_whole_of(anew_, id))
                changes_.push_back(std::move(change));
            else if (const auto* const table = std::get_if<Table>(&object))
                make_parts(*table);
            else if (!gets_owner(id))
                alter(id);
        }
    }

    // A sequence is changed when the column that shall own it is there.
    bool gets_owner(const ObjectId& id) const {
        const auto found = after_.find(id);
        if (found == after_.end()) return false;
        const auto* const sequence = std::get_if<Sequence>(&found->second);
        return sequence != nullptr && sequence->owner;
    }

    void make_parts(const Table& table) {
        alter(id_of(table));
        for (const Column& one : table.columns) make_part(table.name, one);
        for (const Constraint& one : table.constraints) make_part(table.name, one);
    }

    template <class Part> void make_part(const Name& table, const Part& part) {
        PartOf<Part> one{table, part};
        const ObjectId id = id_of(one);
        if (added_.contains(id) || anew_.contains(id))
            changes_.push_back({Create{std::move(one)}});
        else
            alter(id);
    }

    void alter(const ObjectId& id) {
        if (altered_.erase(id) != 0) changes_.push_back({Alter{before_.at(id), after_.at(id)}});
    }

    const DatabaseSchema& from_;
    const DatabaseSchema& to_;
    Things before_, after_;
    Ids gone_, added_, altered_;
    Ids anew_; ///< in both, and dropped and made all the same
    std::vector<Change> changes_;
};

} // namespace

std::vector<Change> differences(const DatabaseSchema& from, const DatabaseSchema& to) {
    return Differ(from, to).changes();
}

} // namespace varve
