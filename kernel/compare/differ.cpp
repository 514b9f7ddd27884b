#include "kernel/compare/differ.hpp"

#include "kernel/compare/creation.hpp"
#include "kernel/compare/replacement.hpp"
#include "kernel/compare/things.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace varve {

using namespace schema;

namespace {

using Ids = std::set<ObjectId>;

// What of a part's table or view: only one of these is there.
bool holds_whole_of(const Ids& ids, const ObjectId& part) {
    return !part.part.empty() && part.kind != ObjectKind::routine &&
           (ids.contains({ObjectKind::table, part.name}) ||
            ids.contains({ObjectKind::view, part.name}));
}

bool is_inherited(const Object& object) {
    if (const auto* const one = std::get_if<PartOf<Column>>(&object)) return one->part.inherited;
    if (const auto* const one = std::get_if<PartOf<Index>>(&object)) return one->part.inherited;
    const auto* const constraint = std::get_if<PartOf<Constraint>>(&object);
    return constraint != nullptr && constraint->part.inherited;
}

Object as_inherited(Object object) {
    if (auto* const index = std::get_if<PartOf<Index>>(&object)) index->part.inherited = true;
    if (auto* const one = std::get_if<PartOf<Constraint>>(&object)) one->part.inherited = true;
    return object;
}

bool is_generated(const Object& object) {
    const auto* const column = std::get_if<PartOf<Column>>(&object);
    return column != nullptr && column->part.generated && !column->part.inherited;
}

// What a column has from a parent changes with the parent's, and so does all of an index or a
// constraint.
Object with_inherited_changes(const Object& before, const Object& after) {
    if (!std::holds_alternative<PartOf<Column>>(before)) return after;
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
        : Differ(from, to, tables_of(from), tables_of(to)) {}
    Differ(const DatabaseSchema& from, const DatabaseSchema& to, const Tables& tables_before,
           const Tables& tables_after)
        : from_(from), to_(to), parted_anew_(parted_anew(from, tables_after)),
          before_(things_of(from, tables_after, parted_anew_)),
          after_(things_of(to, tables_before, parted_anew_)) {
        compare();
        find_what_is_made_anew();
    }

    std::vector<Change> changes() {
        if (gone_.empty() && added_.empty() && altered_.empty() && anew_.empty()) return {};
        remove();
        make();
        std::ranges::move(last_, std::back_inserter(changes_));
        return std::move(changes_);
    }

private:
    void compare() {
        for (auto& [id, object] : before_) {
            const auto found = after_.find(id);
            if (found == after_.end() || is_parted_anew(id)) {
                if (!is_inherited(object)) gone_.insert(id);
                continue;
            }
            compare(id, object, found->second);
        }
        for (const auto& [id, object] : after_)
            if ((!before_.contains(id) || is_parted_anew(id)) && !is_inherited(object))
                added_.insert(id);
        // What the model has no type for is made where it is not, and never touched after that.
        Ids others;
        for (const Other& one : from_.others) others.insert(id_of(one));
        for (const Other& one : to_.others)
            if (!others.contains(id_of(one))) added_.insert(id_of(one));
    }

    void compare(const ObjectId& id, Object& before, const Object& after) {
        const bool was = is_inherited(before), is = is_inherited(after);
        if (was && is) before = with_inherited_changes(before, after);
        if (was != is && id.kind != ObjectKind::column) {
            // It goes with that of the parent, or the parent's takes in what is there.
            if (was)
                added_.insert(id);
            else if (as_inherited(before) != after)
                gone_.insert(id);
            return;
        }
        if (before != after) altered_.insert(id);
    }

    bool is_parted_anew(const ObjectId& id) const {
        return id.kind != ObjectKind::partition && parted_anew_.contains(id.name) &&
               id.kind >= ObjectKind::table;
    }

    // What changes and is replaced, and all that needs what goes or is made anew itself.
    void find_what_is_made_anew() {
        Ids moving = gone_;
        for (const ObjectId& id : altered_) {
            if (!stands_in_the_way(before_.at(id), after_.at(id))) continue;
            moving.insert(id);
            if (is_replaced(id.kind)) anew_.insert(id);
        }
        find_what_is_served_anew(moving);
        untie_changed_ends(moving);
        untie_from_parted(moving);
        bool more = true;
        while (more) {
            more = untie_served(moving);
            for (const Dependency& one : from_.dependencies) {
                const bool moves = moving.contains(one.needs) || holds_whole_of(moving, one.needs);
                if (!moves || moving.contains(one.object)) continue;
                const bool made_anew = is_made_anew(one.object);
                if (!made_anew && !gets_another_type(one)) continue;
                moving.insert(one.object);
                if (made_anew) anew_.insert(one.object);
                more = true;
            }
        }
        for (const ObjectId& id : anew_) altered_.erase(id);
    }

    // A key that is new may be the one that a foreign key refers to, or a part of one of its whole.
    void find_what_is_served_anew(Ids& moving) {
        for (const Dependency& one : to_.dependencies) {
            const ObjectKind kind = one.object.kind;
            if ((kind != ObjectKind::constraint && kind != ObjectKind::index) ||
                !added_.contains(one.needs) || !is_made_anew(one.object))
                continue;
            moving.insert(one.object);
            anew_.insert(one.object);
        }
    }

    // While only one end of a foreign key has its new type, the two may not fit.
    void untie_changed_ends(Ids& moving) {
        for (const Table& table : from_.tables)
            for (const Constraint& one : table.constraints) {
                const auto* const key = std::get_if<ForeignKey>(&one.rule);
                const ObjectId id = id_of(PartOf<Constraint>{table.name, one});
                if (key == nullptr || !is_made_anew(id)) continue;
                for (std::size_t i = 0; i < key->columns.size(); ++i) {
                    if (!moving.contains({ObjectKind::column, table.name, key->columns[i]}) ||
                        !moving.contains({ObjectKind::column, key->table, key->referenced[i]}))
                        continue;
                    moving.insert(id);
                    anew_.insert(id);
                }
            }
    }

    // A partition's key that is the part of one of its whole goes, or lets that go, only when the
    // two are apart.
    bool untie_served(Ids& moving) {
        bool more = false;
        for (const Dependency& one : from_.dependencies) {
            const ObjectId id{ObjectKind::partition, one.needs.name};
            if (one.needs.kind != ObjectKind::constraint || !moving.contains(one.object) ||
                moving.contains(id) || !is_made_anew(id) ||
                std::get<PartOf<Partition>>(before_.at(id)).part.parent != one.object.name)
                continue;
            moving.insert(id);
            anew_.insert(id);
            more = true;
        }
        return more;
    }

    // Partitions leave a table that goes, and nothing may refer to it.
    void untie_from_parted(Ids& moving) {
        if (parted_anew_.empty()) return;
        const auto untie = [&](const ObjectId& id) {
            if (is_made_anew(id) && !gone_.contains(id)) anew_.insert(id);
        };
        for (const Table& table : from_.tables) {
            if (parted_anew_.contains(whole_of(table))) untie({ObjectKind::partition, table.name});
            for (const Constraint& one : table.constraints)
                if (const auto* const key = std::get_if<ForeignKey>(&one.rule);
                    key != nullptr && parted_anew_.contains(key->table))
                    untie(id_of(PartOf<Constraint>{table.name, one}));
        }
        moving.insert(anew_.begin(), anew_.end());
    }

    // A column or a table is kept, for its rows; what is computed is computed again.
    bool is_made_anew(const ObjectId& id) const {
        const auto before = before_.find(id), after = after_.find(id);
        if (before == before_.end() || after == after_.end()) return false;
        if (is_inherited(before->second) || is_inherited(after->second)) return false;
        if (id.kind == ObjectKind::column)
            return is_generated(before->second) && is_generated(after->second);
        return id.kind != ObjectKind::table;
    }

    // A column whose type is made anew is cast.
    bool gets_another_type(const Dependency& one) const {
        const ObjectKind kind = one.needs.kind;
        return one.object.kind == ObjectKind::column &&
               ((kind == ObjectKind::enum_type && altered_.contains(one.needs)) ||
                ((kind == ObjectKind::domain || kind == ObjectKind::composite_type) &&
                 anew_.contains(one.needs)));
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
            change_first(*column, std::move(untied));
        }
    }

    // A sequence that comes may have the name of the one that counts for a column's identity.
    void untie_identities() {
        for (const ObjectId& id : added_) {
            if (id.kind != ObjectKind::sequence) continue;
            const auto& place = std::get<Sequence>(after_.at(id)).owner;
            if (!place) continue;
            const ObjectId owner{ObjectKind::column, place->table, place->column};
            if (!altered_.contains(owner)) continue;
            auto& column = std::get<PartOf<Column>>(before_.at(owner));
            PartOf<Column> untied = column;
            untied.part.identity.reset();
            if (untied != column) change_first(column, std::move(untied));
        }
    }

    void change_first(PartOf<Column>& column, PartOf<Column> untied) {
        changes_.push_back({Alter{column, untied}});
        column = std::move(untied);
        const ObjectId id = id_of(column);
        if (before_.at(id) == after_.at(id)) altered_.erase(id);
    }

    void remove() {
        untie_defaults();
        untie_identities();
        std::vector<Change> made = creation(from_);
        std::ranges::reverse(made);
        for (Change& change : made) {
            if (const auto* const altered = std::get_if<Alter>(&change.what)) {
                const ObjectId id = id_of(altered->after);
                const bool loses_owner = is_left_by_owner(altered->after);
                if (loses_owner) forget_owner(id);
                if (loses_owner || gone_.contains(id) || holds_whole_of(gone_, id))
                    changes_.push_back(reverse(std::move(change)));
                continue;
            }
            const Object& object = std::get<Create>(change.what).object;
            const ObjectId id = id_of(object);
            if (const auto* const table = std::get_if<Table>(&object); table && !gone_.contains(id))
                remove_parts(*table);
            else if (goes(id, object))
                (goes_last(id) ? last_ : changes_).push_back(reverse(std::move(change)));
        }
    }

    // It would go with its owner.
    bool is_left_by_owner(const Object& object) const {
        const auto* const sequence = std::get_if<Sequence>(&object);
        if (sequence == nullptr || !sequence->owner || gone_.contains(id_of(object))) return false;
        const auto& [table, column] = *sequence->owner;
        const ObjectId id{ObjectKind::column, table, column};
        return gone_.contains(id) || anew_.contains(id) || holds_whole_of(gone_, id);
    }

    void forget_owner(const ObjectId& id) {
        std::get<Sequence>(before_.at(id)).owner.reset();
        if (before_.at(id) == after_.at(id))
            altered_.erase(id);
        else
            altered_.insert(id);
    }

    // A type goes when no column has it any more, and its namespace behind it.
    bool goes_last(const ObjectId& id) const {
        if (id.kind == ObjectKind::name_space) return !last_.empty();
        const bool is_type = id.kind == ObjectKind::enum_type || id.kind == ObjectKind::domain ||
                             id.kind == ObjectKind::composite_type;
        return is_type && !anew_.contains(id) &&
               std::ranges::any_of(from_.dependencies, [&](const Dependency& one) {
                   return one.needs == id && one.object.kind == ObjectKind::column &&
                          altered_.contains(one.object);
               });
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
    std::set<Name> parted_anew_;
    Things before_, after_;
    Ids gone_, added_, altered_;
    Ids anew_; ///< in both, and dropped and made all the same
    std::vector<Change> changes_;
    std::vector<Change> last_; ///< drops that come behind all else
};

} // namespace

std::vector<Change> differences(const DatabaseSchema& from, const DatabaseSchema& to) {
    return Differ(from, to).changes();
}

} // namespace varve
