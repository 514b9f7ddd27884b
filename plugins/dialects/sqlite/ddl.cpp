#include "ddl.hpp"

#include "change_order.hpp"
#include "ddl_text.hpp"
#include "table_changes.hpp"

#include "varve/error.hpp"

#include <variant>

namespace varve::sqlite {

namespace {

using namespace schema;
using Statements = std::vector<std::string>;

[[noreturn]] void refuse(const ObjectId& id) {
    throw Error("SQLite has no " + in_words(id));
}

/// What makes an object; what SQLite knows nothing of is passed over by the last one.
struct Creation {
    const TableChanges& tables;
    Statements& out;

    void operator()(const Table& table) const {
        out.push_back(create_table(tables.after(table.name)));
        for (const Index& index : table.indexes) out.push_back(create_index(table.name, index));
        for (const Trigger& trigger : table.triggers) out.push_back(trigger.definition);
    }
    void operator()(const View& view) const {
        out.push_back(create_view(view));
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
        out.push_back(add_column(one.table, one.part, tables.key_of_new(one)));
    }
    template <class Unknown> void operator()(const Unknown& one) const { refuse(id_of(one)); }
};

struct Removal {
    Statements& out;

    void operator()(const Table& one) const {
        out.push_back("DROP TABLE " + spelled(one.name.name));
    }
    void operator()(const View& one) const { out.push_back("DROP VIEW " + spelled(one.name.name)); }
    // Asked for only where it takes back that the same thing was made.
    void operator()(const Other& other) const {
        out.push_back("DROP TABLE " + spelled(other.name.name));
    }
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

struct Write {
    const TableChanges& tables;
    Statements& out;

    void operator()(const Create& change) const {
        std::visit(Creation{tables, out}, change.object);
    }
    void operator()(const Drop& change) const { std::visit(Removal{out}, change.object); }
    void operator()(const Alter& change) const { refuse(id_of(change.after)); }
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

void append(Statements& out, Statements more) {
    out.insert(out.end(), std::make_move_iterator(more.begin()),
               std::make_move_iterator(more.end()));
}

} // namespace

std::vector<std::string> ddl(const DatabaseSchema& before, std::span<const Change> changes) {
    const std::vector<Change> ordered = in_order(changes);
    const TableChanges tables(before, ordered);
    Statements out = tables.begin();
    for (const Change& change : ordered) {
        if (!tables.takes_over(change)) std::visit(Write{tables, out}, change.what);
        append(out, tables.rebuild_behind(change));
    }
    append(out, tables.end());
    return out;
}

} // namespace varve::sqlite
