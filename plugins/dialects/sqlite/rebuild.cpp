#include "rebuild.hpp"

#include "copied_rows.hpp"
#include "ddl_text.hpp"

#include <algorithm>
#include <optional>

namespace varve::sqlite {

using namespace schema;

namespace {

using Names = std::vector<std::string>;

const Column* column_of(const Table& table, const std::string& name) {
    const auto found = std::ranges::find(table.columns, name, &Column::name);
    return found == table.columns.end() ? nullptr : &*found;
}

bool has_numbers(const Table& table) {
    return !table.options.contains("without_rowid");
}

bool has_sequence(const Table& table) {
    return std::ranges::any_of(table.columns,
                               [](const Column& column) { return column.identity.has_value(); });
}

// The column that is the row's number: https://www.sqlite.org/lang_createtable.html#rowid
const Column* numbered_by(const Table& table) {
    for (const Constraint& constraint : table.constraints) {
        const auto* const key = std::get_if<PrimaryKey>(&constraint.rule);
        if (key == nullptr || key->columns.size() != 1 || constraint.options.contains("descending"))
            continue;
        const Column* const column = column_of(table, key->columns[0]);
        if (column != nullptr && same_name(column->type.spelling, "INTEGER")) return column;
    }
    return nullptr;
}

// What a row's number can be called where no column is called so.
std::optional<std::string> number_name(const Rebuild& rebuild) {
    for (const char* const name : {"rowid", "_rowid_", "oid"}) {
        const auto is_taken = [&](const Table& table) {
            return std::ranges::any_of(
                table.columns, [&](const Column& column) { return same_name(column.name, name); });
        };
        if (!is_taken(rebuild.before) && !is_taken(rebuild.after)) return name;
    }
    return {};
}

bool is_copied(const Rebuild& rebuild, const Column& column) {
    return !column.generated && column_of(rebuild.before, column.name) != nullptr;
}

Names copied_columns(const Rebuild& rebuild) {
    Names names;
    if (has_numbers(rebuild.before) && has_numbers(rebuild.after)) {
        const Column* const number = numbered_by(rebuild.after);
        const auto name = number_name(rebuild);
        if (name && (number == nullptr || !is_copied(rebuild, *number))) names.push_back(*name);
    }
    for (const Column& column : rebuild.after.columns)
        if (is_copied(rebuild, column)) names.push_back(spelled(column.name));
    return names;
}

std::string joined(const Names& names) {
    std::string list;
    for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
    return list;
}

// Not by what the new table says of conflicts: it may say that rows are passed over.
std::string copy_rows(const Rebuild& rebuild) {
    const std::string names = joined(copied_columns(rebuild));
    return "INSERT OR ABORT INTO " + spelled(rebuild.temporary_name) + " (" + names + ")\nSELECT " +
           names + " FROM " + spelled(rebuild.before.name.name);
}

// The rename takes it along.
std::string copy_sequence(const Rebuild& rebuild) {
    return "INSERT INTO sqlite_sequence (name, seq) SELECT " + quoted(rebuild.temporary_name) +
           ", seq FROM sqlite_sequence WHERE name = " + quoted(rebuild.before.name.name);
}

// In a strict table ANY leaves all values as they are; in others it makes numbers of them.
std::string type_of(const Column& column, const Table& table) {
    const bool any = table.options.contains("strict") && same_name(column.type.spelling, "ANY");
    return any ? std::string() : column.type.spelling;
}

// Of columns whose values do not all come along as they are.
CopiedRows copied_rows(const Rebuild& rebuild) {
    CopiedRows rows;
    for (const Column& column : rebuild.before.columns) {
        const Column* const after = column_of(rebuild.after, column.name);
        if (after == nullptr || after->generated) {
            if (!column.generated) rows.without.push_back(column.name);
        } else if (may_convert(type_of(column, rebuild.before), type_of(*after, rebuild.after))) {
            rows.converted.push_back(column.name);
        }
    }
    return rows;
}

void rename(const Rebuild& rebuild, std::vector<std::string>& out) {
    const std::string statement = "ALTER TABLE " + spelled(rebuild.temporary_name) + " RENAME TO " +
                                  spelled(rebuild.after.name.name);
    if (!rebuild.is_mentioned) return out.push_back(statement);
    // Or SQLite would look for the table that is gone in all views and triggers.
    out.insert(out.end(),
               {"PRAGMA legacy_alter_table = ON", statement, "PRAGMA legacy_alter_table = OFF"});
}

} // namespace

std::vector<std::string> rebuilt(const Rebuild& rebuild) {
    Table made = rebuild.after;
    made.name.name = rebuild.temporary_name;
    std::vector<std::string> out{create_table(made)};
    if (has_sequence(rebuild.before) && has_sequence(rebuild.after))
        out.push_back(copy_sequence(rebuild));
    if (!copied_columns(rebuild).empty()) out.push_back(copy_rows(rebuild));
    out.push_back(drop_copied(rebuild.before.name.name, copied_rows(rebuild)));
    rename(rebuild, out);
    for (const Index& index : rebuild.after.indexes)
        out.push_back(create_index(rebuild.after.name, index));
    for (const Trigger& trigger : rebuild.after.triggers) out.push_back(trigger.definition);
    return out;
}

} // namespace varve::sqlite
