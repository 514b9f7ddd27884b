#include "kernel/generate/entities.hpp"

#include "kernel/engine.hpp"
#include "kernel/load/plugin_call.hpp"
#include "varve/error.hpp"

#include <algorithm>
#include <iterator>

namespace varve {

using namespace schema;

EntityTables Engine::entity_tables(const Dialect& dialect, const std::string& name_space) {
    EntityTables all;
    const auto append = [](auto& to, auto& from) {
        std::ranges::move(from, std::back_inserter(to));
    };
    for (const std::string& name : config_.list("project.entities"))
        for (const ContributedEntities tables : plugins_.entities(name)) {
            EntityTables own = guarded_call(name, "spelling the tables of its entities",
                                            [&] { return tables(dialect, name_space); });
            append(all.model.tables, own.model.tables);
            append(all.model.enums, own.model.enums);
            append(all.renames, own.renames);
        }
    if (all.model.tables.empty())
        throw ConfigError("project.entities in varve.toml names no library of entities");
    for (const Table& table : all.model.tables) {
        const Namespace own{.name = table.name.name_space};
        if (own.name != name_space &&
            std::ranges::find(all.model.name_spaces, own) == all.model.name_spaces.end())
            all.model.name_spaces.push_back(own);
    }
    return all;
}

std::vector<Answer> answers_of(const EntityTables& tables) {
    std::vector<Answer> answers;
    for (const EntityTables::Rename& rename : tables.renames)
        answers.push_back({Answer::Kind::renamed, rename.object, rename.from});
    return answers;
}

namespace {

template <class Thing> const Thing* find(const std::vector<Thing>& all, const Name& name) {
    const auto found = std::ranges::find(all, name, &Thing::name);
    return found == all.end() ? nullptr : &*found;
}

template <class Thing> void add_missing(const std::vector<Thing>& from, std::vector<Thing>& to) {
    for (const Thing& one : from)
        if (find(to, one.name) == nullptr) to.push_back(one);
}

/// Does somebody say that this table goes, or is one of the others now?
bool is_spoken_of(const Name& table, const DatabaseSchema& is, const std::vector<Answer>& answers) {
    return std::ranges::any_of(answers, [&](const Answer& answer) {
        if (answer.object.kind != ObjectKind::table) return false;
        if (answer.kind == Answer::Kind::dropped) return answer.object.name == table;
        return Name{answer.object.name.name_space, answer.from} == table &&
               find(is.tables, answer.object.name) == nullptr;
    });
}

bool has_column(const Table& table, const std::string& name) {
    return std::ranges::find(table.columns, name, &Column::name) != table.columns.end();
}

/// What a mapping has no words for.
void take_over(const Table& is, Table& shall) {
    for (const Constraint& constraint : is.constraints) {
        const auto* const key = std::get_if<ForeignKey>(&constraint.rule);
        if (key != nullptr && std::ranges::all_of(key->columns, [&](const std::string& column) {
                return has_column(shall, column);
            }))
            shall.constraints.push_back(constraint);
    }
    shall.triggers = is.triggers;
    shall.policies = is.policies;
    shall.row_security = is.row_security;
    shall.forced_row_security = is.forced_row_security;
    shall.partition_key = is.partition_key;
    shall.partition = is.partition;
    shall.unlogged = is.unlogged;
    shall.options = is.options;
}

} // namespace

void let_stay(const DatabaseSchema& is, DatabaseSchema& shall, const std::vector<Answer>& answers) {
    for (Table& table : shall.tables)
        if (const Table* const now = find(is.tables, table.name)) take_over(*now, table);
    for (const Table& table : is.tables)
        if (find(shall.tables, table.name) == nullptr && !is_spoken_of(table.name, is, answers))
            shall.tables.push_back(table);
    add_missing(is.enums, shall.enums);
    add_missing(is.domains, shall.domains);
    add_missing(is.composites, shall.composites);
    add_missing(is.sequences, shall.sequences);
    add_missing(is.views, shall.views);
    shall.routines = is.routines;
    add_missing(is.events, shall.events);
    shall.others = is.others;
    shall.dependencies.insert(shall.dependencies.end(), is.dependencies.begin(),
                              is.dependencies.end());
    for (const Namespace& one : is.name_spaces)
        if (std::ranges::find(shall.name_spaces, one.name, &Namespace::name) ==
            shall.name_spaces.end())
            shall.name_spaces.push_back(one);
}

} // namespace varve
