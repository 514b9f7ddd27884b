#include "rebuild_guard.hpp"

#include "changed_tables.hpp"
#include "ddl_text.hpp"

#include <algorithm>
#include <variant>

namespace varve::sqlite {

using namespace schema;

namespace {

bool same_names(const std::vector<std::string>& some, const std::vector<std::string>& others) {
    return std::ranges::is_permutation(some, others, same_name);
}

bool is_unique(const Table& table, const std::vector<std::string>& columns) {
    for (const Constraint& constraint : table.constraints) {
        if (const auto* const key = std::get_if<PrimaryKey>(&constraint.rule))
            if (columns.empty() || same_names(key->columns, columns)) return true;
        if (const auto* const key = std::get_if<Unique>(&constraint.rule))
            if (same_names(key->columns, columns)) return true;
    }
    return std::ranges::any_of(table.indexes, [&](const Index& index) {
        std::vector<std::string> names;
        for (const IndexElement& element : index.elements) names.push_back(element.column);
        return index.unique && index.predicate.empty() && same_names(names, columns);
    });
}

// SQLite checks nothing where a key refers to columns that are not unique.
bool can_be_checked(const Tables& tables, const Name& name) {
    const Table* const table = find(tables, name);
    return table != nullptr && std::ranges::all_of(table->constraints, [&](const Constraint& one) {
               const auto* const key = std::get_if<ForeignKey>(&one.rule);
               const Table* const other = key == nullptr ? nullptr : find(tables, key->table);
               return other == nullptr || is_unique(*other, key->referenced);
           });
}

std::size_t parts_of(const Tables& tables, const Name& name) {
    const Table& table = *find(tables, name);
    return table.indexes.size() + table.triggers.size();
}

std::string count_parts(const Name& table) {
    return "(SELECT count(*) FROM sqlite_schema WHERE type IN ('index', 'trigger') AND sql IS NOT "
           "NULL AND tbl_name = " +
           quoted(table.name) + ')';
}

std::string count_rows(const Name& table) {
    return "(SELECT count(*) FROM " + spelled(table.name) + ')';
}

std::string count_broken(const Name& table, bool is_checked) {
    return is_checked
               ? "(SELECT count(*) FROM pragma_foreign_key_check(" + quoted(table.name) + "))"
               : "0";
}

} // namespace

bool refers(const Table& table, const Name& other) {
    return std::ranges::any_of(table.constraints, [&](const Constraint& constraint) {
        const auto* const key = std::get_if<ForeignKey>(&constraint.rule);
        return key != nullptr && same_name(key->table.name, other.name);
    });
}

bool refers_to_nothing(const Table& table, const Tables& tables) {
    return std::ranges::any_of(table.constraints, [&](const Constraint& constraint) {
        const auto* const key = std::get_if<ForeignKey>(&constraint.rule);
        return key != nullptr && find(tables, key->table) == nullptr;
    });
}

RebuildGuard::RebuildGuard(const Tables& before, const Tables& after, const std::set<Name>& rebuilt,
                           Keys keys)
    : keys_(keys) {
    // What refers to a table goes with it, and with that what refers to this.
    std::set<Name> watched = rebuilt;
    for (std::size_t size = 0; size != watched.size();) {
        size = watched.size();
        for (const Table& table : before)
            if (std::ranges::any_of(watched, [&](const Name& name) { return refers(table, name); }))
                watched.insert(table.name);
    }
    for (const Name& name : watched)
        if (find(after, name) != nullptr)
            watched_.push_back({name, rebuilt.contains(name), parts_of(before, name),
                                can_be_checked(before, name), can_be_checked(after, name)});
}

std::vector<std::string> RebuildGuard::begin() const {
    std::string table =
        "CREATE TEMP TABLE varve_guard (\n"
        "    name, parts, known, rows, rows_now, broken, broken_now, foreign_keys,\n"
        "    CONSTRAINT \"an index or trigger of a table is not known here\" CHECK (parts = "
        "known),\n"
        "    CONSTRAINT \"a table has lost rows\" CHECK (rows_now = rows),\n"
        "    CONSTRAINT \"rows refer to what is not there\" CHECK (broken_now <= broken)";
    if (keys_ == Keys::are_off)
        table += ",\n    CONSTRAINT \"foreign_keys is not off\" CHECK (foreign_keys = 0)";
    std::vector<std::string> statements{table + "\n)"};
    for (const Watched& one : watched_) {
        const std::string parts = std::to_string(one.parts);
        statements.push_back("INSERT INTO temp.varve_guard (name, known, parts, rows, broken, "
                             "foreign_keys)\nSELECT " +
                             quoted(one.name.name) + ", " + parts + ",\n    " +
                             (one.is_rebuilt ? count_parts(one.name) : parts) + ",\n    " +
                             count_rows(one.name) + ",\n    " +
                             count_broken(one.name, one.checked_before) +
                             ", foreign_keys\nFROM pragma_foreign_keys");
    }
    return statements;
}

std::vector<std::string> RebuildGuard::end() const {
    std::vector<std::string> statements;
    for (const Watched& one : watched_)
        statements.push_back("UPDATE temp.varve_guard SET\n    rows_now = " + count_rows(one.name) +
                             ",\n    broken_now = " + count_broken(one.name, one.checked_after) +
                             "\nWHERE name = " + quoted(one.name.name));
    statements.emplace_back("DROP TABLE temp.varve_guard");
    return statements;
}

} // namespace varve::sqlite
