#include "kernel/generate/managed.hpp"

#include "varve/error.hpp"
#include "varve/schema/change.hpp"

#include <algorithm>
#include <fnmatch.h>
#include <string_view>

namespace varve {

using namespace schema;

namespace {

/// Calls `action` with each list of things that have a name of their own.
template <class Model, class Action> void for_each_list(Model& model, Action action) {
    action(model.enums);
    action(model.domains);
    action(model.composites);
    action(model.sequences);
    action(model.tables);
    action(model.views);
    action(model.routines);
    action(model.events);
    action(model.others);
}

Table* find(DatabaseSchema& model, const Name& name) {
    const auto found = std::ranges::find(model.tables, name, &Table::name);
    return found == model.tables.end() ? nullptr : &*found;
}

template <class Part> bool has(const std::vector<Part>& parts, const std::string& name) {
    return std::ranges::find(parts, name, &Part::name) != parts.end();
}

std::vector<std::string> columns_of(const Index& index) {
    std::vector<std::string> columns = index.include;
    for (const IndexElement& element : index.elements)
        if (!element.column.empty()) columns.push_back(element.column);
    return columns;
}

std::vector<std::string> columns_of(const Constraint& constraint) {
    if (const auto* const key = std::get_if<PrimaryKey>(&constraint.rule)) return key->columns;
    if (const auto* const unique = std::get_if<Unique>(&constraint.rule)) return unique->columns;
    if (const auto* const key = std::get_if<ForeignKey>(&constraint.rule)) return key->columns;
    return {};
}

std::vector<std::string> columns_of(const Trigger& /*trigger*/) {
    return {};
}

template <class Part> bool has_columns(const Table& table, const Part& part) {
    return std::ranges::all_of(
        columns_of(part), [&](const std::string& column) { return has(table.columns, column); });
}

bool matches(const std::string& pattern, const std::string& text) {
    return ::fnmatch(pattern.c_str(), text.c_str(), 0) == 0;
}

bool is_about(std::string_view pattern, const ObjectId& id) {
    const std::size_t colon = pattern.find(':');
    if (colon != std::string_view::npos) {
        if (pattern.substr(0, colon) != to_string(id.kind)) return false;
        pattern.remove_prefix(colon + 1);
    }
    const bool is_part =
        !id.part.empty() && id.kind != ObjectKind::routine && id.kind != ObjectKind::other;
    const std::string name = id.name.name + (is_part ? '.' + id.part : "");
    const std::string wanted(pattern);
    return matches(wanted, name) ||
           (!id.name.name_space.empty() && matches(wanted, id.name.name_space + '.' + name));
}

} // namespace

std::set<std::string> name_spaces_of(const DatabaseSchema& model) {
    std::set<std::string> names;
    for (const Namespace& one : model.name_spaces) names.insert(one.name);
    for_each_list(model, [&](const auto& list) {
        for (const auto& one : list) names.insert(one.name.name_space);
    });
    return names;
}

void keep_only(DatabaseSchema& model, const std::set<std::string>& name_spaces) {
    std::erase_if(model.name_spaces, [&](const Namespace& one) {
        return !name_spaces.contains(one.name) &&
               std::ranges::find(model.extensions, one.name, &Extension::name_space) ==
                   model.extensions.end();
    });
    for_each_list(model, [&](auto& list) {
        std::erase_if(list,
                      [&](const auto& one) { return !name_spaces.contains(one.name.name_space); });
    });
}

std::set<std::string> needed_by(const DatabaseSchema& model,
                                const std::set<std::string>& name_spaces) {
    std::set<std::string> needed;
    const auto is_outside = [&](const std::string& name) {
        return !name.empty() && !name_spaces.contains(name) && !needed.contains(name);
    };
    const auto need = [&](const Name& from, const Name& to) {
        if (!is_outside(from.name_space) && is_outside(to.name_space)) needed.insert(to.name_space);
    };
    std::size_t known = 0;
    do {
        known = needed.size();
        for (const Dependency& one : model.dependencies) need(one.object.name, one.needs.name);
        for (const Table& table : model.tables) {
            for (const Name& parent : table.parents) need(table.name, parent);
            if (table.partition) need(table.name, table.partition->parent);
            for (const Constraint& one : table.constraints)
                if (const auto* const key = std::get_if<ForeignKey>(&one.rule))
                    need(table.name, key->table);
        }
    } while (known != needed.size());
    return needed;
}

void keep_as_is(const DatabaseSchema& is, DatabaseSchema& shall,
                const std::set<std::string>& name_spaces) {
    DatabaseSchema kept = is;
    kept.extensions.clear();
    keep_only(kept, name_spaces);
    std::erase_if(kept.dependencies, [&](const Dependency& one) {
        return !name_spaces.contains(one.object.name.name_space);
    });
    const auto append = [](auto& list, auto& more) {
        std::ranges::move(more, std::back_inserter(list));
    };
    append(shall.name_spaces, kept.name_spaces);
    append(shall.enums, kept.enums);
    append(shall.domains, kept.domains);
    append(shall.composites, kept.composites);
    append(shall.sequences, kept.sequences);
    append(shall.tables, kept.tables);
    append(shall.views, kept.views);
    append(shall.routines, kept.routines);
    append(shall.others, kept.others);
    append(shall.dependencies, kept.dependencies);
}

void keep_extensions(const DatabaseSchema& is, DatabaseSchema& shall) {
    for (const Extension& one : is.extensions) {
        if (std::ranges::find(shall.extensions, one.name, &Extension::name) ==
            shall.extensions.end())
            shall.extensions.push_back(one);
        const auto home = std::ranges::find(is.name_spaces, one.name_space, &Namespace::name);
        if (home != is.name_spaces.end() &&
            std::ranges::find(shall.name_spaces, home->name, &Namespace::name) ==
                shall.name_spaces.end())
            shall.name_spaces.push_back(*home);
    }
}

void ignore(DatabaseSchema& model, std::span<const std::string> patterns) {
    const auto is_ignored = [&](const auto& object) {
        const ObjectId id = id_of(object);
        return std::ranges::any_of(
            patterns, [&](const std::string& pattern) { return is_about(pattern, id); });
    };
    std::erase_if(model.name_spaces, is_ignored);
    for_each_list(model, [&](auto& list) { std::erase_if(list, is_ignored); });
    const auto ignore_parts = [&](const Name& name, auto& parts) {
        std::erase_if(parts, [&](const auto& part) {
            return is_ignored(PartOf<std::remove_cvref_t<decltype(part)>>{name, part});
        });
    };
    for (Table& table : model.tables) {
        ignore_parts(table.name, table.constraints);
        ignore_parts(table.name, table.indexes);
        ignore_parts(table.name, table.triggers);
        ignore_parts(table.name, table.policies);
    }
    for (View& view : model.views) {
        ignore_parts(view.name, view.indexes);
        ignore_parts(view.name, view.triggers);
    }
}

void ignore(DatabaseSchema& is, DatabaseSchema& shall, std::span<const std::string> patterns) {
    const DatabaseSchema before = is;
    ignore(is, patterns);
    ignore(shall, patterns);
    const std::set<ObjectId> all = ids_of(before), left = ids_of(is);
    const auto stands = [&](const ObjectId& id) {
        return std::ranges::none_of(before.dependencies, [&](const Dependency& one) {
            return one.object == id && all.contains(one.needs) && !left.contains(one.needs);
        });
    };
    for (const Table& full : before.tables) {
        Table* const now = find(is, full.name);
        Table* const then = find(shall, full.name);
        if (now == nullptr || then == nullptr) continue;
        const auto put_back = [&](auto parts) {
            for (const auto& part : full.*parts) {
                const ObjectId id =
                    id_of(PartOf<std::remove_cvref_t<decltype(part)>>{full.name, part});
                if (has(now->*parts, part.name) || !stands(id) || !has_columns(*then, part))
                    continue;
                (now->*parts).push_back(part);
                (then->*parts).push_back(part);
            }
        };
        put_back(&Table::indexes);
        put_back(&Table::triggers);
        put_back(&Table::constraints);
    }
}

std::set<ObjectId> ids_of(const DatabaseSchema& model) {
    std::set<ObjectId> ids;
    for_each_list(model, [&](const auto& list) {
        for (const auto& one : list) ids.insert(id_of(one));
    });
    for (const Table& table : model.tables)
        for (const Column& column : table.columns)
            ids.insert({ObjectKind::column, table.name, column.name});
    return ids;
}

void require_whole(const DatabaseSchema& model, const std::set<ObjectId>& all) {
    const std::set<ObjectId> left = ids_of(model);
    const auto look = [&](const ObjectId& object, const ObjectId& needed) {
        if (!all.contains(needed) || left.contains(needed)) return;
        throw ConfigError(in_words(object) + " needs " + in_words(needed) +
                          ", which is left out: generate.ignore passes over it, or it is in a "
                          "namespace that the wanted schema does not speak of, or its entity is "
                          "gone. Leave both out, or neither; nothing was written");
    };
    for (const Dependency& one : model.dependencies)
        if (left.contains(one.object) &&
            !(one.object.kind == ObjectKind::column && one.needs.kind == ObjectKind::column))
            look(one.object, one.needs);
    for (const Table& table : model.tables) {
        for (const Constraint& constraint : table.constraints)
            if (const auto* const key = std::get_if<ForeignKey>(&constraint.rule))
                look(id_of(PartOf<Constraint>{table.name, constraint}),
                     {ObjectKind::table, key->table});
        for (const Trigger& trigger : table.triggers)
            for (const Dependency& one : model.dependencies)
                if (one.object == ObjectId{ObjectKind::trigger, table.name, trigger.name})
                    look(one.object, one.needs);
        if (table.partition) look(id_of(table), {ObjectKind::table, table.partition->parent});
        for (const Name& parent : table.parents) look(id_of(table), {ObjectKind::table, parent});
    }
}

} // namespace varve
