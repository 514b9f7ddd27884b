#include "ddl.hpp"
#include "ddl_text.hpp"
#include "names.hpp"
#include "spelling.hpp"

#include "varve/error.hpp"

#include <algorithm>

namespace varve::postgresql {

namespace {

using namespace schema;
using Statements = std::vector<std::string>;

std::string altered_type(const Column& column) {
    return column.type.spelling + (column.collation.empty() ? "" : " COLLATE " + column.collation);
}

// What the server does where nobody says how; only types of varying length can have another.
std::string usual_storage(const Column& column) {
    const std::string& type = column.type.spelling;
    const bool is_main = type.starts_with("numeric") || type == "inet" || type == "cidr";
    return is_main && !type.ends_with("[]") ? "MAIN" : "EXTENDED";
}

void alter_options(const std::string& start, const Column& before, const Column& after,
                   Statements& out) {
    for (const auto& [name, value] : before.options) {
        if (after.options.contains(name)) continue;
        if (name == "storage")
            out.push_back(start + " SET STORAGE " + usual_storage(after));
        else if (name == "compression")
            out.push_back(start + " SET COMPRESSION default");
        else if (name == "statistics")
            out.push_back(start + " SET STATISTICS -1");
        else
            out.push_back(start + " RESET (" + name + ')');
    }
}

Name sequence_of(const Name& table, const Column& column) {
    const Name& own = column.identity->sequence;
    return own.name.empty() ? Name{table.name_space, table.name + '_' + column.name + "_seq"} : own;
}

// A table that has another name has not lost count.
bool renames_sequence(const Name& table, const Column& before, const Column& after,
                      Statements& out) {
    if (!before.identity || !after.identity || before.identity == after.identity) return false;
    schema::Identity same = *before.identity;
    same.sequence = after.identity->sequence;
    const Name from = sequence_of(table, before), to = sequence_of(table, after);
    if (same != *after.identity || from.name_space != to.name_space) return false;
    out.push_back("ALTER SEQUENCE " + spelled(from) + " RENAME TO " + spelled(Name{{}, to.name}));
    return true;
}

// Children follow in what they must have alike. An identity needs NOT NULL as long as it is there.
void alter_column(const Name& table, const Column& before, const Column& after, Statements& out) {
    const std::string column = spelled(table) + " ALTER COLUMN " + spelled(after.name);
    const std::string all = "ALTER TABLE " + column, only = "ALTER TABLE ONLY " + column;
    const bool other_identity =
        before.identity != after.identity && !renames_sequence(table, before, after, out);
    if (other_identity && before.identity) out.push_back(only + " DROP IDENTITY");
    if (altered_type(before) != altered_type(after))
        out.push_back(all + " TYPE " + altered_type(after));
    if (before.default_value != after.default_value)
        out.push_back(only + (after.default_value ? " SET DEFAULT " + *after.default_value
                                                  : std::string(" DROP DEFAULT")));
    if (before.nullable != after.nullable)
        out.push_back(all + (after.nullable ? " DROP NOT NULL" : " SET NOT NULL"));
    if (other_identity && after.identity)
        out.push_back(only + " ADD " + identity_text(*after.identity));
    alter_options(only, before, after, out);
}

void alter_sequence(const Sequence& before, const Sequence& after, Statements& out) {
    const std::string thing = "SEQUENCE " + spelled(after.name);
    const std::string start = "ALTER " + thing;
    if (before.type != after.type || before.counting != after.counting) {
        const Counting& counting = after.counting;
        out.push_back(start + " AS " + (after.type.empty() ? "bigint" : after.type) +
                      text_of(counting) + (counting.increment ? "" : " INCREMENT BY 1") +
                      (counting.minimum ? "" : " NO MINVALUE") +
                      (counting.maximum ? "" : " NO MAXVALUE") +
                      (counting.cache ? "" : " CACHE 1") + (counting.cycle ? "" : " NO CYCLE"));
    }
    if (before.owner != after.owner)
        out.push_back(start + " OWNED BY " +
                      (after.owner ? spelled_part(after.owner->table, after.owner->column)
                                   : std::string("NONE")));
    if (before.unlogged != after.unlogged)
        out.push_back(start + (after.unlogged ? " SET UNLOGGED" : " SET LOGGED"));
    if (before.comment != after.comment) out.push_back(comment_on(thing, after.comment));
}

// New values can be put in between; those that are there stay.
void alter_enum(const EnumType& before, const EnumType& after, Statements& out) {
    const std::string thing = "TYPE " + spelled(after.name);
    std::vector<std::string> values = before.values;
    for (std::size_t i = 0; i < after.values.size(); ++i) {
        if (i < values.size() && values[i] == after.values[i]) continue;
        if (std::ranges::find(values, after.values[i]) != values.end()) break;
        out.push_back("ALTER " + thing + " ADD VALUE " + string_literal(after.values[i]) +
                      (i < values.size() ? " BEFORE " + string_literal(values[i]) : ""));
        values.insert(values.begin() + static_cast<std::ptrdiff_t>(i), after.values[i]);
    }
    if (values != after.values)
        throw Error("the values of the enum " + spelled(after.name) +
                    " cannot be taken away or put in another order in place: make a new type");
    if (before.comment != after.comment) out.push_back(comment_on(thing, after.comment));
}

void alter_parents(const Table& before, const Table& after, Statements& out) {
    const std::string start = "ALTER TABLE ONLY " + spelled(after.name);
    for (const Name& parent : before.parents)
        if (std::ranges::find(after.parents, parent) == after.parents.end())
            out.push_back(start + " NO INHERIT " + spelled(parent));
    for (const Name& parent : after.parents)
        if (std::ranges::find(before.parents, parent) == before.parents.end())
            out.push_back(start + " INHERIT " + spelled(parent));
}

void alter_storage(const std::string& start, const Options& before, const Options& after,
                   Statements& out) {
    for (const auto& [name, value] : before)
        if (is_storage_parameter(name) && !after.contains(name))
            out.push_back(start + " RESET (" + name + ')');
    Options changed;
    for (const auto& [name, value] : after)
        if (option(before, name) != value) changed.emplace(name, value);
    if (const std::string with = storage_parameters(changed); !with.empty())
        out.push_back(start + " SET" + with.substr(std::string_view(" WITH").size()));
}

void alter_table(const Table& before, const Table& after, Statements& out) {
    if (before.partition_key != after.partition_key ||
        option(before.options, "of") != option(after.options, "of"))
        throw Error("how the table " + spelled(after.name) +
                    " is parted, or its type, cannot be changed in place: make a new table");
    const std::string thing = "TABLE " + spelled(after.name);
    const std::string start = "ALTER " + thing;
    alter_parents(before, after, out);
    if (before.unlogged != after.unlogged)
        out.push_back(start + (after.unlogged ? " SET UNLOGGED" : " SET LOGGED"));
    if (before.row_security != after.row_security)
        out.push_back(start + (after.row_security ? " ENABLE" : " DISABLE") +
                      " ROW LEVEL SECURITY");
    if (before.forced_row_security != after.forced_row_security)
        out.push_back(start + (after.forced_row_security ? " FORCE" : " NO FORCE") +
                      " ROW LEVEL SECURITY");
    alter_storage(start, before.options, after.options, out);
    if (const auto identity = option(after.options, "replica_identity");
        identity != option(before.options, "replica_identity"))
        out.push_back(start + " REPLICA IDENTITY " +
                      (identity.empty() ? "DEFAULT" : std::string(identity)));
    if (before.comment != after.comment) out.push_back(comment_on(thing, after.comment));
}

/// One overload for what is changed in place; all else is made anew.
struct Alteration {
    const Object& before;
    Statements& out;

    template <class Made> void operator()(const Made& after) const {
        drop(before, out);
        create(after, out);
    }
    void operator()(const PartOf<Column>& after) const {
        const Column& old = std::get<PartOf<Column>>(before).part;
        const Column& now = after.part;
        if (old.generated != now.generated) {
            drop(before, out);
            return create(after, out);
        }
        alter_column(after.table, old, now, out);
        if (old.options != now.options) set_options(after.table, now, out);
        if (old.comment != now.comment)
            out.push_back(comment_on("COLUMN " + spelled_part(after.table, now.name), now.comment));
    }
    void operator()(const Sequence& after) const {
        alter_sequence(std::get<Sequence>(before), after, out);
    }
    void operator()(const EnumType& after) const {
        alter_enum(std::get<EnumType>(before), after, out);
    }
    void operator()(const Table& after) const { alter_table(std::get<Table>(before), after, out); }
    void operator()(const Routine& after) const { create(after, out); } // OR REPLACE
    void operator()(const Namespace& after) const {
        out.push_back(comment_on("SCHEMA " + spelled(after.name), after.comment));
    }
    void operator()(const Extension& after) const {
        const auto& old = std::get<Extension>(before);
        const std::string thing = "EXTENSION " + spelled(after.name);
        if (old.name_space != after.name_space)
            out.push_back("ALTER " + thing + " SET SCHEMA " + spelled(after.name_space));
        if (old.comment != after.comment) out.push_back(comment_on(thing, after.comment));
    }
};

} // namespace

void alter(const Alter& change, Statements& statements) {
    std::visit(Alteration{change.before, statements}, change.after);
}

void rename(const Rename& change, Statements& statements) {
    const auto& [kind, name, part] = change.object;
    const auto statement = [&](const std::string& thing, const std::string& what = "") {
        statements.push_back("ALTER " + thing + " RENAME " + what + "TO " + spelled(change.to));
    };
    const std::string table = spelled(name);
    switch (kind) {
    case ObjectKind::name_space: return statement("SCHEMA " + table);
    case ObjectKind::enum_type:
    case ObjectKind::composite_type: return statement("TYPE " + table);
    case ObjectKind::domain: return statement("DOMAIN " + table);
    case ObjectKind::routine: return statement("ROUTINE " + table + '(' + part + ')');
    case ObjectKind::sequence: return statement("SEQUENCE " + table);
    case ObjectKind::table:
    case ObjectKind::view: return statement("TABLE " + table); // of any kind of view too
    case ObjectKind::column: return statement("TABLE " + table, "COLUMN " + spelled(part) + ' ');
    case ObjectKind::constraint:
        return statement("TABLE " + table, "CONSTRAINT " + spelled(part) + ' ');
    case ObjectKind::index: return statement("INDEX " + spelled_index(name, part));
    case ObjectKind::trigger: return statement("TRIGGER " + spelled(part) + " ON " + table);
    case ObjectKind::policy: return statement("POLICY " + spelled(part) + " ON " + table);
    case ObjectKind::extension:
    case ObjectKind::partition:
    case ObjectKind::event:
    case ObjectKind::other: throw Error(in_words(change.object) + " cannot be renamed");
    }
}

} // namespace varve::postgresql
