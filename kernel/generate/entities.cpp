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

/// Does somebody say that this table is one of the others now?
bool is_renamed(const Name& table, const DatabaseSchema& is, const std::vector<Answer>& answers) {
    return std::ranges::any_of(answers, [&](const Answer& answer) {
        return answer.kind == Answer::Kind::renamed && answer.object.kind == ObjectKind::table &&
               Name{answer.object.name.name_space, answer.from} == table &&
               find(is.tables, answer.object.name) == nullptr;
    });
}

void refuse_to_drop_others(const std::vector<Answer>& answers, const std::set<Name>& made) {
    for (const Answer& answer : answers)
        if (answer.kind == Answer::Kind::dropped && answer.object.kind == ObjectKind::table &&
            !made.contains(answer.object.name))
            throw ConfigError(in_words(answer.object) +
                              " was made by no entity, so it is not dropped for them; write a "
                              "migration that drops it ('varve new')");
}

constexpr std::string_view record_marker = "-- varve:entity "; // begins a line

Answer read_record(std::string_view words, const std::string& name_space,
                   const std::string& place) {
    using enum Answer::Kind;
    for (const Answer::Kind kind : {renamed, dropped, made})
        if (const std::string_view word = to_string(kind); words.starts_with(word))
            return read_answer(kind, words.substr(word.size()), name_space, place);
    throw ConfigError(place + ": 'varve:entity' is followed by made, renamed or dropped");
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    for (; !text.empty(); text.remove_prefix(std::min(lines.back().size() + 1, text.size())))
        lines.push_back(text.substr(0, text.find('\n')));
    return lines;
}

void remember(std::set<Name>& made, const Answer& told) {
    Name former = told.object.name;
    if (told.kind == Answer::Kind::renamed) former.name = told.from;
    if (told.kind != Answer::Kind::made) made.erase(former);
    if (told.kind != Answer::Kind::dropped) made.insert(told.object.name);
}

// What was done to a table of theirs; nothing where the change is about another, or a part.
std::optional<Answer> told_of(const Change& change, const std::set<Name>& made) {
    const ObjectId id = id_of(change);
    if (id.kind != ObjectKind::table) return std::nullopt;
    if (std::holds_alternative<Create>(change.what)) return Answer{Answer::Kind::made, id};
    if (!made.contains(id.name)) return std::nullopt;
    if (std::holds_alternative<Drop>(change.what)) return Answer{Answer::Kind::dropped, id};
    const auto* const rename = std::get_if<Rename>(&change.what);
    if (rename == nullptr) return std::nullopt;
    return Answer{
        Answer::Kind::renamed, {ObjectKind::table, {id.name.name_space, rename->to}}, id.name.name};
}

bool has_column(const Table& table, const std::string& name) {
    return std::ranges::find(table.columns, name, &Column::name) != table.columns.end();
}

bool has_key_of(const Table& table, const std::vector<std::string>& columns) {
    return std::ranges::any_of(table.constraints, [&](const Constraint& constraint) {
        const auto* const key = std::get_if<ForeignKey>(&constraint.rule);
        return key != nullptr && key->columns == columns;
    });
}

/// What a mapping has no words for, or says nothing of.
void take_over(const Table& is, Table& shall) {
    for (const Constraint& constraint : is.constraints) {
        const auto* const key = std::get_if<ForeignKey>(&constraint.rule);
        if (key != nullptr && !has_key_of(shall, key->columns) &&
            std::ranges::all_of(
                key->columns, [&](const std::string& column) { return has_column(shall, column); }))
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

std::set<Name> made_by_entities(const std::vector<Migration>& migrations,
                                const std::string& name_space) {
    std::set<Name> made;
    for (const Migration& migration : migrations)
        for (const SqlFragment& fragment : migration.up.fragments)
            for (const std::string_view line : lines_of(fragment.text))
                if (line.starts_with(record_marker))
                    remember(made, read_record(line.substr(record_marker.size()), name_space,
                                               migration.origin));
    return made;
}

std::string record_of(const std::vector<Change>& changes, std::set<Name> made) {
    std::string lines;
    for (const Change& change : changes)
        if (const std::optional<Answer> told = told_of(change, made)) {
            remember(made, *told);
            lines.append(record_marker).append(in_words(*told)) += '\n';
        }
    return lines;
}

void let_stay(const DatabaseSchema& is, DatabaseSchema& shall, const std::vector<Answer>& answers,
              const std::set<Name>& made) {
    refuse_to_drop_others(answers, made);
    for (Table& table : shall.tables)
        if (const Table* const now = find(is.tables, table.name)) take_over(*now, table);
    for (const Table& table : is.tables)
        if (find(shall.tables, table.name) == nullptr && !made.contains(table.name) &&
            !is_renamed(table.name, is, answers))
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
