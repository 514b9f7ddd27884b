#include "ddl.hpp"
#include "ddl_text.hpp"
#include "names.hpp"
#include "spelling.hpp"

namespace varve::postgresql {

namespace {

using namespace schema;
using Statements = std::vector<std::string>;

// What initdb says of the schema that every database begins with.
constexpr std::string_view usual_public = "standard public schema";

std::string listed(const std::vector<std::string>& items) {
    std::string list;
    for (const std::string& item : items) list += (list.empty() ? "\n    " : ",\n    ") + item;
    return list.empty() ? "()" : '(' + list + "\n)";
}

bool says_something(const Column& column) {
    return column.default_value || column.generated || column.identity || !column.nullable;
}

// A table of a type has its columns from there.
std::string typed_column(const Column& column) {
    Column only_options = column;
    only_options.type.spelling = "WITH OPTIONS";
    only_options.collation.clear();
    return text_of(only_options);
}

std::vector<std::string> items_of(const Table& table) {
    const bool typed = table.options.contains("of");
    std::vector<std::string> items;
    for (const Column& column : table.columns) {
        if (column.inherited) continue;
        if (!typed)
            items.push_back(text_of(column));
        else if (says_something(column))
            items.push_back(typed_column(column));
    }
    for (const Constraint& constraint : table.constraints)
        if (constraint.validated && !constraint.inherited) items.push_back(text_of(constraint));
    return items;
}

std::string create_table(const Table& table) {
    std::string text = table.unlogged ? "CREATE UNLOGGED TABLE " : "CREATE TABLE ";
    text += spelled(table.name);
    const std::vector<std::string> items = items_of(table);
    const std::string_view type = option(table.options, "of");
    if (!type.empty()) text += " OF " + std::string(type);
    if (type.empty() || !items.empty()) text += ' ' + listed(items);
    std::string parents;
    for (const Name& parent : table.parents)
        parents += (parents.empty() ? "" : ", ") + spelled(parent);
    if (!parents.empty()) text += "\nINHERITS (" + parents + ')';
    if (!table.partition_key.empty()) text += "\nPARTITION BY " + table.partition_key;
    if (const auto method = option(table.options, "access_method"); !method.empty())
        text += "\nUSING " + spelled(method);
    if (const std::string with = storage_parameters(table.options); !with.empty())
        text += '\n' + with.substr(1);
    if (const auto space = option(table.options, "tablespace"); !space.empty())
        text += "\nTABLESPACE " + spelled(space);
    return text;
}

void set_column(const Name& table, const Column& column, Statements& out) {
    set_options(table, column, out);
    if (!column.comment.empty())
        out.push_back(comment_on("COLUMN " + spelled_part(table, column.name), column.comment));
}

/// What an index, a constraint's own too, has besides itself.
void set_index(const Name& table, const std::string& index, const Options& options,
               Statements& out) {
    for (const auto& [name, value] : options)
        if (name.starts_with("statistics."))
            out.push_back("ALTER INDEX " + spelled_index(table, index) + " ALTER COLUMN " +
                          name.substr(name.find('.') + 1) + " SET STATISTICS " + value);
    if (options.contains("cluster"))
        out.push_back("ALTER TABLE " + spelled(table) + " CLUSTER ON " + spelled(index));
    if (options.contains("replica_identity"))
        out.push_back("ALTER TABLE ONLY " + spelled(table) + " REPLICA IDENTITY USING INDEX " +
                      spelled(index));
}

void set_constraint(const Name& table, const Constraint& constraint, Statements& out) {
    set_index(table, constraint.name, constraint.options, out);
    if (!constraint.comment.empty())
        out.push_back(comment_on("CONSTRAINT " + spelled(constraint.name) + " ON " + spelled(table),
                                 constraint.comment));
    if (const auto comment = option(constraint.options, "index_comment"); !comment.empty())
        out.push_back(comment_on("INDEX " + spelled_index(table, constraint.name), comment));
}

std::string create_view(const View& view) {
    std::string text = view.materialized ? "CREATE MATERIALIZED VIEW " : "CREATE VIEW ";
    text += spelled(view.name);
    if (const auto method = option(view.options, "access_method"); !method.empty())
        text += " USING " + spelled(method);
    text += storage_parameters(view.options);
    if (const auto space = option(view.options, "tablespace"); !space.empty())
        text += " TABLESPACE " + spelled(space);
    text += " AS\n" + view.query;
    return view.options.contains("populated") ? text + "\nWITH NO DATA" : text;
}

std::string_view keyword(Trigger::Enabled enabled) {
    if (enabled == Trigger::Enabled::never) return " DISABLE TRIGGER ";
    return enabled == Trigger::Enabled::replica ? " ENABLE REPLICA TRIGGER "
                                                : " ENABLE ALWAYS TRIGGER ";
}

/// One overload for each kind of object.
struct Creation {
    Statements& out;

    void comment(const std::string& thing, const std::string& text) const {
        if (!text.empty()) out.push_back(comment_on(thing, text));
    }

    void operator()(const Namespace& one) const {
        const std::string thing = "SCHEMA " + spelled(one.name);
        if (one.name != "public") {
            out.push_back("CREATE " + thing);
            comment(thing, one.comment);
        } else if (one.comment != usual_public) {
            out.push_back(comment_on(thing, one.comment));
        }
    }
    void operator()(const Extension& one) const {
        const std::string thing = "EXTENSION " + spelled(one.name);
        out.push_back("CREATE " + thing +
                      (one.name_space.empty() ? "" : " SCHEMA " + spelled(one.name_space)));
        comment(thing, one.comment);
    }
    void operator()(const EnumType& one) const {
        std::string list;
        for (const std::string& value : one.values)
            list += (list.empty() ? "" : ", ") + string_literal(value);
        const std::string thing = "TYPE " + spelled(one.name);
        out.push_back("CREATE " + thing + " AS ENUM (" + list + ')');
        comment(thing, one.comment);
    }
    void operator()(const Domain& one) const {
        const std::string thing = "DOMAIN " + spelled(one.name);
        std::string text = "CREATE " + thing + " AS " + one.type.spelling;
        if (!one.collation.empty()) text += " COLLATE " + one.collation;
        if (one.default_value) text += " DEFAULT " + *one.default_value;
        if (!one.nullable) text += " NOT NULL";
        for (const Constraint& constraint : one.constraints)
            if (constraint.validated) text += "\n    " + text_of(constraint);
        out.push_back(std::move(text));
        for (const Constraint& constraint : one.constraints) {
            if (!constraint.validated)
                out.push_back("ALTER " + thing + " ADD " + text_of(constraint));
            comment("CONSTRAINT " + spelled(constraint.name) + " ON " + thing, constraint.comment);
        }
        comment(thing, one.comment);
    }
    void operator()(const CompositeType& one) const {
        std::vector<std::string> items;
        for (const Column& attribute : one.attributes) items.push_back(text_of(attribute));
        const std::string thing = "TYPE " + spelled(one.name);
        out.push_back("CREATE " + thing + " AS " + listed(items));
        for (const Column& attribute : one.attributes)
            comment("COLUMN " + spelled_part(one.name, attribute.name), attribute.comment);
        comment(thing, one.comment);
    }
    void operator()(const Routine& one) const {
        out.push_back(one.definition);
        comment((one.kind == Routine::Kind::procedure ? "PROCEDURE " : "FUNCTION ") +
                    spelled(one.name) + '(' + one.arguments + ')',
                one.comment);
    }
    void operator()(const Sequence& one) const {
        const std::string thing = "SEQUENCE " + spelled(one.name);
        out.push_back((one.unlogged ? "CREATE UNLOGGED " : "CREATE ") + thing +
                      (one.type.empty() ? "" : " AS " + one.type) + text_of(one.counting));
        if (one.owner)
            out.push_back("ALTER " + thing + " OWNED BY " +
                          spelled_part(one.owner->table, one.owner->column));
        comment(thing, one.comment);
    }
    void operator()(const Table& one) const {
        const std::string thing = "TABLE " + spelled(one.name);
        out.push_back(create_table(one));
        if (const auto identity = option(one.options, "replica_identity"); !identity.empty())
            out.push_back("ALTER TABLE ONLY " + spelled(one.name) + " REPLICA IDENTITY " +
                          std::string(identity));
        if (one.row_security) out.push_back("ALTER " + thing + " ENABLE ROW LEVEL SECURITY");
        if (one.forced_row_security) out.push_back("ALTER " + thing + " FORCE ROW LEVEL SECURITY");
        comment(thing, one.comment);
        for (const Column& column : one.columns) set_column(one.name, column, out);
        for (const Constraint& constraint : one.constraints) {
            if (constraint.validated)
                set_constraint(one.name, constraint, out);
            else
                (*this)(PartOf<Constraint>{one.name, constraint});
        }
        for (const Index& index : one.indexes) (*this)(PartOf<Index>{one.name, index});
        if (one.partition) (*this)(PartOf<Partition>{one.name, *one.partition});
        for (const Trigger& trigger : one.triggers) (*this)(PartOf<Trigger>{one.name, trigger});
        for (const Policy& policy : one.policies) (*this)(PartOf<Policy>{one.name, policy});
    }
    void operator()(const View& one) const {
        out.push_back(create_view(one));
        comment((one.materialized ? "MATERIALIZED VIEW " : "VIEW ") + spelled(one.name),
                one.comment);
        for (const auto& [column, text] : one.column_comments)
            comment("COLUMN " + spelled_part(one.name, column), text);
        for (const Index& index : one.indexes) (*this)(PartOf<Index>{one.name, index});
        for (const Trigger& trigger : one.triggers) (*this)(PartOf<Trigger>{one.name, trigger});
    }
    void operator()(const Event& one) const { out.push_back(one.definition); }
    void operator()(const Other& one) const {
        out.insert(out.end(), one.statements.begin(), one.statements.end());
    }
    void operator()(const PartOf<Column>& one) const {
        out.push_back("ALTER TABLE " + spelled(one.table) + " ADD COLUMN " + text_of(one.part));
        set_column(one.table, one.part, out);
    }
    void operator()(const PartOf<Constraint>& one) const {
        out.push_back("ALTER TABLE " + spelled(one.table) + " ADD " + text_of(one.part));
        set_constraint(one.table, one.part, out);
    }
    void operator()(const PartOf<Index>& one) const {
        const Index& index = one.part;
        std::string elements;
        for (const IndexElement& element : index.elements)
            elements += (elements.empty() ? "" : ", ") + text_of(element);
        std::string text = (index.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ") +
                           spelled(index.name) + " ON " + spelled(one.table);
        if (!index.method.empty()) text += " USING " + spelled(index.method);
        text += " (" + elements + ')';
        if (!index.include.empty()) text += " INCLUDE (" + spelled(index.include) + ')';
        if (!index.nulls_distinct) text += " NULLS NOT DISTINCT";
        text += storage_parameters(index.options);
        if (const auto space = option(index.options, "tablespace"); !space.empty())
            text += " TABLESPACE " + spelled(space);
        if (!index.predicate.empty()) text += " WHERE " + index.predicate;
        out.push_back(std::move(text));
        set_index(one.table, index.name, index.options, out);
        comment("INDEX " + spelled_index(one.table, index.name), index.comment);
    }
    void operator()(const PartOf<Partition>& one) const {
        out.push_back("ALTER TABLE ONLY " + spelled(one.part.parent) + " ATTACH PARTITION " +
                      spelled(one.table) + ' ' + one.part.bound);
    }
    void operator()(const PartOf<Trigger>& one) const {
        out.push_back(one.part.definition);
        if (one.part.enabled != Trigger::Enabled::origin)
            out.push_back("ALTER TABLE " + spelled(one.table) +
                          std::string(keyword(one.part.enabled)) + spelled(one.part.name));
        comment("TRIGGER " + spelled(one.part.name) + " ON " + spelled(one.table),
                one.part.comment);
    }
    void operator()(const PartOf<Policy>& one) const {
        const Policy& policy = one.part;
        const std::string thing = "POLICY " + spelled(policy.name) + " ON " + spelled(one.table);
        std::string text = "CREATE " + thing;
        if (!policy.permissive) text += " AS RESTRICTIVE";
        if (!policy.command.empty()) text += " FOR " + policy.command;
        if (!policy.roles.empty()) text += " TO " + spelled(policy.roles);
        if (!policy.using_expression.empty()) text += " USING (" + policy.using_expression + ')';
        if (!policy.check_expression.empty())
            text += " WITH CHECK (" + policy.check_expression + ')';
        out.push_back(std::move(text));
        comment(thing, policy.comment);
    }
};

} // namespace

void set_options(const Name& table, const Column& column, Statements& statements) {
    std::string parameters;
    const std::string start =
        "ALTER TABLE ONLY " + spelled(table) + " ALTER COLUMN " + spelled(column.name) + " SET ";
    for (const auto& [name, value] : column.options) {
        if (name == "storage")
            statements.push_back(start + "STORAGE " + value);
        else if (name == "compression")
            statements.push_back(start + "COMPRESSION " + value);
        else if (name == "statistics")
            statements.push_back(start + "STATISTICS " + value);
        else
            parameters += (parameters.empty() ? "" : ", ") + name + '=' + value;
    }
    if (!parameters.empty()) statements.push_back(start + '(' + parameters + ')');
}

void create(const Object& object, Statements& statements) {
    std::visit(Creation{statements}, object);
}

} // namespace varve::postgresql
