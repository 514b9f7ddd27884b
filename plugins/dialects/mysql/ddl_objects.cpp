#include "ddl.hpp"
#include "ddl_text.hpp"
#include "dialect.hpp"

#include "varve/error.hpp"

#include <algorithm>
#include <set>

namespace varve::mysql {

using namespace schema;

namespace {

std::string counting_of(const Counting& counting) {
    std::string text;
    const auto add = [&](std::string_view words, const std::optional<std::int64_t>& number) {
        if (number) text.append(words).append(std::to_string(*number));
    };
    add(" START WITH ", counting.start);
    add(" INCREMENT BY ", counting.increment);
    add(" MINVALUE ", counting.minimum);
    add(" MAXVALUE ", counting.maximum);
    add(" CACHE ", counting.cache);
    return text + (counting.cycle ? " CYCLE" : " NOCYCLE");
}

/// The statement that makes an object, one overload for each kind.
struct Creation {
    const SqlMode& mode;

    std::string operator()(const Table& one) const { return create_table(one, mode); }
    std::string operator()(const Sequence& one) const {
        return "CREATE SEQUENCE " + spelled(one.name) + counting_of(one.counting) +
               comment_of(one.comment, mode);
    }
    std::string operator()(const View& one) const {
        if (one.materialized) refuse(id_of(one), "materialized views");
        const auto part = [&](std::string_view name, const std::string& words) {
            const std::string value = option(one.options, name);
            return value.empty() ? value : words + value + ' ';
        };
        const std::string check = option(one.options, "check_option");
        return "CREATE " + part("algorithm", "ALGORITHM=") + part("security", "SQL SECURITY ") +
               "VIEW " + spelled(one.name) + " AS " + one.query +
               (check.empty() ? "" : " WITH " + check + " CHECK OPTION");
    }
    std::string operator()(const Routine& one) const { return one.definition; }
    std::string operator()(const Event& one) const { return one.definition; }
    std::string operator()(const PartOf<Trigger>& one) const { return one.part.definition; }
    template <class Unknown> std::string operator()(const Unknown& one) const {
        refuse(id_of(one), "such things");
    }
};

/// The statement that drops one.
struct Removal {
    std::string operator()(const Table& one) const { return "DROP TABLE " + spelled(one.name); }
    std::string operator()(const Sequence& one) const {
        return "DROP SEQUENCE " + spelled(one.name);
    }
    std::string operator()(const View& one) const { return "DROP VIEW " + spelled(one.name); }
    std::string operator()(const Routine& one) const {
        return (one.kind == Routine::Kind::procedure ? "DROP PROCEDURE " : "DROP FUNCTION ") +
               spelled(one.name);
    }
    std::string operator()(const Event& one) const { return "DROP EVENT " + spelled(one.name); }
    std::string operator()(const PartOf<Trigger>& one) const {
        return "DROP TRIGGER " + quoted_identifier(one.part.name);
    }
    template <class Unknown> std::string operator()(const Unknown& one) const {
        refuse(id_of(one), "such things");
    }
};

// MySQL keeps a view's text as it is, so that it would speak of what is not there. It is made anew
// when all is renamed, and so is what reads it.
std::vector<std::string> without_readers(const DatabaseSchema& before, const Rename& rename) {
    const ObjectId table{ObjectKind::table, rename.object.name};
    const auto speaks_of_it = [&](const View& view) {
        return rename.object.kind == ObjectKind::table ||
               view.query.find(quoted_identifier(rename.object.part)) != std::string::npos;
    };
    std::set<ObjectId> gone;
    const auto goes = [&](const View& view) {
        return std::ranges::any_of(before.dependencies, [&](const Dependency& one) {
            return one.object == id_of(view) &&
                   (gone.contains(one.needs) || (one.needs == table && speaks_of_it(view)));
        });
    };
    std::vector<std::string> statements;
    std::size_t known = 0;
    do {
        known = gone.size();
        for (const View& view : before.views)
            if (!gone.contains(id_of(view)) && goes(view)) {
                gone.insert(id_of(view));
                statements.insert(statements.begin(), Removal()(view));
            }
    } while (known != gone.size());
    return statements;
}

// Servers without RENAME COLUMN take the whole column.
std::string renamed_column(const DatabaseSchema& before, const Rename& rename,
                           const SqlMode& mode) {
    const std::string name = quoted_identifier(rename.object.part);
    if (mode.is_mariadb_from(100502) || mode.is_mysql_from(80000))
        return "RENAME COLUMN " + name + " TO " + quoted_identifier(rename.to);
    const auto table = std::ranges::find(before.tables, rename.object.name, &Table::name);
    if (table == before.tables.end()) throw Error("there is no " + in_words(rename.object));
    const auto column = std::ranges::find(table->columns, rename.object.part, &Column::name);
    if (column == table->columns.end()) throw Error("there is no " + in_words(rename.object));
    Column renamed = *column;
    renamed.name = rename.to;
    return "CHANGE COLUMN " + name + ' ' +
           definition_of(renamed, option(table->options, "collation"), mode);
}

} // namespace

std::string create_statement(const Object& object, const SqlMode& mode) {
    return std::visit(Creation{mode}, object);
}

std::string drop_statement(const Object& object) {
    return std::visit(Removal(), object);
}

std::string alter_sequence(const Sequence& sequence) {
    return "ALTER SEQUENCE " + spelled(sequence.name) + counting_of(sequence.counting);
}

std::vector<std::string> rename_statements(const DatabaseSchema& before, const Rename& rename,
                                           const SqlMode& mode) {
    const ObjectId& id = rename.object;
    std::string action;
    std::vector<std::string> statements;
    if (id.kind == ObjectKind::table) {
        action = "RENAME TO " + quoted_identifier(rename.to);
        statements = without_readers(before, rename);
    } else if (id.kind == ObjectKind::column) {
        action = renamed_column(before, rename, mode);
        statements = without_readers(before, rename);
    } else if (id.kind == ObjectKind::index &&
               (mode.is_mariadb_from(100502) || mode.is_mysql_from(50700))) {
        action =
            "RENAME INDEX " + quoted_identifier(id.part) + " TO " + quoted_identifier(rename.to);
    } else {
        throw Error("this server cannot rename " + in_words(id));
    }
    statements.push_back("ALTER TABLE " + spelled(id.name) + ' ' + action);
    return statements;
}

} // namespace varve::mysql
