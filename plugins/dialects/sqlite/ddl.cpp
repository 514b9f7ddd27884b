#include "ddl.hpp"

#include "varve/error.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <sqlite3.h>

namespace varve::sqlite {

namespace {

using namespace schema;
using Statements = std::vector<std::string>;
using ForeignKeys = std::multimap<Name, Constraint>;

std::string spelled(std::string_view name) {
    const bool plain =
        !name.empty() && std::isdigit(static_cast<unsigned char>(name[0])) == 0 &&
        std::ranges::all_of(name, [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; });
    if (plain && sqlite3_keyword_check(name.data(), static_cast<int>(name.size())) == 0)
        return std::string(name);
    std::string quoted = "\"";
    for (const char c : name) quoted.append(c == '"' ? 2 : 1, c);
    return quoted + '"';
}

std::string spelled(const std::vector<std::string>& names) {
    std::string list;
    for (const std::string& name : names) list += (list.empty() ? "" : ", ") + spelled(name);
    return list;
}

std::string option(const Options& options, const std::string& name) {
    const auto found = options.find(name);
    return found == options.end() ? std::string() : found->second;
}

std::string conflict(const Options& options, const std::string& name = "conflict") {
    const std::string value = option(options, name);
    return value.empty() ? value : " ON CONFLICT " + value;
}

std::string_view text_of(ForeignKey::Action action) {
    switch (action) {
    case ForeignKey::Action::restrict: return "RESTRICT";
    case ForeignKey::Action::cascade: return "CASCADE";
    case ForeignKey::Action::set_null: return "SET NULL";
    case ForeignKey::Action::set_default: return "SET DEFAULT";
    case ForeignKey::Action::no_action: break;
    }
    return "";
}

struct RuleText {
    const Constraint& constraint;

    std::string terms(const std::vector<std::string>& columns) const {
        const std::string written = option(constraint.options, "terms");
        return " (" + (written.empty() ? spelled(columns) : written) + ')' +
               conflict(constraint.options);
    }
    std::string operator()(const PrimaryKey& rule) const {
        return "PRIMARY KEY" + terms(rule.columns);
    }
    std::string operator()(const Unique& rule) const { return "UNIQUE" + terms(rule.columns); }
    std::string operator()(const Check& rule) const {
        return "CHECK (" + rule.expression + ')' + conflict(constraint.options);
    }
    std::string operator()(const ForeignKey& rule) const {
        std::string text =
            "FOREIGN KEY (" + spelled(rule.columns) + ") REFERENCES " + spelled(rule.table.name);
        if (!rule.referenced.empty()) text += " (" + spelled(rule.referenced) + ')';
        if (const auto action = text_of(rule.on_update); !action.empty())
            text += " ON UPDATE " + std::string(action);
        if (const auto action = text_of(rule.on_delete); !action.empty())
            text += " ON DELETE " + std::string(action);
        const bool deferred = constraint.deferral == Constraint::Deferral::initially_deferred;
        return deferred ? text + " DEFERRABLE INITIALLY DEFERRED" : text;
    }
    std::string operator()(const Exclusion&) const {
        throw Error("SQLite has no exclusion constraints: " + constraint.name);
    }
};

std::string text_of(const Constraint& constraint) {
    const std::string name =
        constraint.name.empty() ? "" : "CONSTRAINT " + spelled(constraint.name) + ' ';
    return name + std::visit(RuleText{constraint}, constraint.rule);
}

// Behind its column: a key whose numbers are given out once only, and one that is no row's number.
bool stands_in_line(const Table& table, const Constraint& constraint) {
    const auto* const key = std::get_if<PrimaryKey>(&constraint.rule);
    if (key == nullptr || key->columns.size() != 1) return false;
    const auto column = std::ranges::find(table.columns, key->columns[0], &Column::name);
    return constraint.options.contains("descending") ||
           (column != table.columns.end() && column->identity);
}

std::string text_of(const Column& column) {
    std::string text = spelled(column.name);
    if (!column.type.spelling.empty()) text += ' ' + column.type.spelling;
    if (!column.collation.empty()) text += " COLLATE " + spelled(column.collation);
    if (column.generated)
        text += " AS (" + column.generated->expression +
                (column.generated->stored ? ") STORED" : ") VIRTUAL");
    if (column.default_value) text += " DEFAULT " + *column.default_value;
    if (!column.nullable) text += " NOT NULL" + conflict(column.options, "not_null_conflict");
    return text;
}

std::string key_in_line(const Constraint& constraint, const Column& column) {
    return (constraint.name.empty() ? "" : " CONSTRAINT " + spelled(constraint.name)) +
           " PRIMARY KEY" + (constraint.options.contains("descending") ? " DESC" : "") +
           conflict(constraint.options) + (column.identity ? " AUTOINCREMENT" : "");
}

std::string create_table(const Table& table, const ForeignKeys& keys) {
    std::string items;
    const auto add = [&](const std::string& item) {
        items += (items.empty() ? "\n    " : ",\n    ") + item;
    };
    for (const Column& column : table.columns) {
        std::string text = text_of(column);
        for (const Constraint& constraint : table.constraints)
            if (stands_in_line(table, constraint) &&
                std::get<PrimaryKey>(constraint.rule).columns[0] == column.name)
                text += key_in_line(constraint, column);
        add(text);
    }
    for (const Constraint& constraint : table.constraints)
        if (!stands_in_line(table, constraint)) add(text_of(constraint));
    const auto [first, last] = keys.equal_range(table.name);
    for (auto key = first; key != last; ++key) add(text_of(key->second));
    std::string options = table.options.contains("strict") ? " STRICT" : "";
    if (table.options.contains("without_rowid"))
        options += options.empty() ? " WITHOUT ROWID" : ", WITHOUT ROWID";
    return "CREATE TABLE " + spelled(table.name.name) + " (" + items + "\n)" + options;
}

std::string create_index(const Name& table, const Index& index) {
    std::string elements;
    for (const IndexElement& element : index.elements)
        elements += (elements.empty() ? "" : ", ") +
                    (element.column.empty() ? element.expression : spelled(element.column)) +
                    (element.collation.empty() ? "" : " COLLATE " + spelled(element.collation)) +
                    (element.descending ? " DESC" : "");
    return (index.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ") + spelled(index.name) +
           " ON " + spelled(table.name) + " (" + elements + ')' +
           (index.predicate.empty() ? "" : " WHERE " + index.predicate);
}

[[noreturn]] void refuse(const ObjectId& id) {
    throw Error("SQLite changes " + in_words(id) +
                " only by copying its table, and varve does not write that yet");
}

/// What makes an object; what SQLite knows nothing of is passed over by the last one.
struct Creation {
    const ForeignKeys& keys;
    Statements& out;

    void operator()(const Table& table) const {
        out.push_back(create_table(table, keys));
        for (const Index& index : table.indexes) out.push_back(create_index(table.name, index));
        for (const Trigger& trigger : table.triggers) out.push_back(trigger.definition);
    }
    void operator()(const View& view) const {
        const std::string columns = option(view.options, "columns");
        out.push_back("CREATE VIEW " + spelled(view.name.name) +
                      (columns.empty() ? "" : " (" + columns + ')') + " AS " + view.query);
        for (const Trigger& trigger : view.triggers) out.push_back(trigger.definition);
    }
    void operator()(const Other& other) const {
        out.insert(out.end(), other.statements.begin(), other.statements.end());
    }
    void operator()(const PartOf<Index>& one) const {
        out.push_back(create_index(one.table, one.part));
    }
    void operator()(const PartOf<Trigger>& one) const { out.push_back(one.part.definition); }
    void operator()(const PartOf<Column>& one) const {
        out.push_back("ALTER TABLE " + spelled(one.table.name) + " ADD COLUMN " +
                      text_of(one.part));
    }
    template <class Unknown> void operator()(const Unknown& one) const { refuse(id_of(one)); }
};

struct Removal {
    Statements& out;

    void operator()(const Table& one) const {
        out.push_back("DROP TABLE " + spelled(one.name.name));
    }
    void operator()(const View& one) const { out.push_back("DROP VIEW " + spelled(one.name.name)); }
    void operator()(const Other&) const {} // what the model has no type for is not touched
    void operator()(const PartOf<Index>& one) const {
        out.push_back("DROP INDEX " + spelled(one.part.name));
    }
    void operator()(const PartOf<Trigger>& one) const {
        out.push_back("DROP TRIGGER " + spelled(one.part.name));
    }
    void operator()(const PartOf<Column>& one) const {
        out.push_back("ALTER TABLE " + spelled(one.table.name) + " DROP COLUMN " +
                      spelled(one.part.name));
    }
    template <class Unknown> void operator()(const Unknown& one) const { refuse(id_of(one)); }
};

bool is_made_anew(const Object& object) {
    return std::holds_alternative<View>(object) || std::holds_alternative<PartOf<Index>>(object) ||
           std::holds_alternative<PartOf<Trigger>>(object);
}

struct Write {
    const ForeignKeys& keys;
    Statements& out;

    void operator()(const Create& change) const { std::visit(Creation{keys, out}, change.object); }
    void operator()(const Drop& change) const { std::visit(Removal{out}, change.object); }
    void operator()(const Alter& change) const {
        if (!is_made_anew(change.after)) refuse(id_of(change.after));
        std::visit(Removal{out}, change.before);
        std::visit(Creation{keys, out}, change.after);
    }
    void operator()(const Rename& change) const {
        const ObjectId& id = change.object;
        const std::string table = "ALTER TABLE " + spelled(id.name.name) + " RENAME ";
        if (id.kind == ObjectKind::table)
            out.push_back(table + "TO " + spelled(change.to));
        else if (id.kind == ObjectKind::column)
            out.push_back(table + "COLUMN " + spelled(id.part) + " TO " + spelled(change.to));
        else
            throw Error("SQLite cannot rename " + in_words(id));
    }
};

} // namespace

// A foreign key is a part of its table from the beginning; the tables may come in any order.
std::vector<std::string> ddl(std::span<const Change> changes) {
    std::set<Name> made;
    ForeignKeys keys;
    std::vector<const Change*> rest;
    for (const Change& change : changes)
        if (const auto* const create = std::get_if<Create>(&change.what))
            if (const auto* const table = std::get_if<Table>(&create->object))
                made.insert(table->name);
    for (const Change& change : changes) {
        const auto* const create = std::get_if<Create>(&change.what);
        const auto* const key =
            create == nullptr ? nullptr : std::get_if<PartOf<Constraint>>(&create->object);
        if (key != nullptr && made.contains(key->table))
            keys.emplace(key->table, key->part);
        else
            rest.push_back(&change);
    }
    Statements statements;
    for (const Change* const change : rest) std::visit(Write{keys, statements}, change->what);
    return statements;
}

} // namespace varve::sqlite
