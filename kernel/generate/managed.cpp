#include "kernel/generate/managed.hpp"

#include "varve/schema/change.hpp"

#include <algorithm>
#include <fnmatch.h>
#include <string_view>

namespace varve {

using namespace schema;

namespace {

/// Calls `action` with each list of things that have a name of their own.
template <class Action> void for_each_list(DatabaseSchema& model, Action action) {
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
    DatabaseSchema copy = model;
    for_each_list(copy, [&](const auto& list) {
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

} // namespace varve
