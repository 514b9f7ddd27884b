#include "varve/orm/tables.hpp"

#include "varve/db/dialect.hpp"
#include "varve/error.hpp"

#include <algorithm>

namespace varve::orm {

namespace {

std::string full_name(const ColumnFacts& column) {
    return std::string(column.prefix) + std::string(column.name);
}

/// Makes the table of one entity.
class TableMaker {
public:
    TableMaker(const Dialect& dialect, const std::string& name_space, const MappingFacts& mapping)
        : dialect_(dialect), name_space_(name_space), mapping_(mapping) {
        table_.name = name_of(mapping.table);
        table_.comment = mapping.table.comment;
    }

    schema::Table make() {
        for (const ColumnFacts& column : mapping_.columns) table_.columns.push_back(made(column));
        add_constraints();
        for (const ColumnFacts& column : mapping_.columns)
            if (column.indexed) table_.indexes.push_back(index_of({full_name(column)}));
        for (const IndexFacts& index : mapping_.indexes) table_.indexes.push_back(made(index));
        return std::move(table_);
    }

private:
    schema::Name name_of(const TableFacts& table) const {
        const std::string_view own = table.name_space;
        return {own.empty() ? name_space_ : std::string(own), std::string(table.name)};
    }

    std::string type_of(Kind kind, const ColumnFacts& column) const {
        if (kind == Kind::array && !dialect_.supports(Feature::arrays))
            throw ConfigError("column " + full_name(column) + " of " + table_.name.name +
                              " is an array, and " + std::string(dialect_.name()) +
                              " has none; keep its values in a document or in a table of their "
                              "own, or say .type(\"…\")");
        if (kind == Kind::array) return type_of(column.element, column) + "[]";
        if (kind == Kind::integer || kind == Kind::real || kind == Kind::decimal)
            return dialect_.number_type(kind, {column.bytes, column.precision, column.scale});
        return dialect_.column_type(kind, column.max_length);
    }

    std::optional<std::string> default_of(const ColumnFacts& column) const {
        switch (column.default_kind) {
        case ColumnFacts::Default::none: break;
        case ColumnFacts::Default::value: return dialect_.literal(column.default_value);
        case ColumnFacts::Default::now: return dialect_.current_moment();
        case ColumnFacts::Default::expression: return std::string(column.default_expression);
        }
        return std::nullopt;
    }

    schema::Column made(const ColumnFacts& facts) const {
        schema::Column column{.name = full_name(facts),
                              .type = {facts.kind, facts.type.empty() ? type_of(facts.kind, facts)
                                                                      : std::string(facts.type)},
                              .nullable = facts.nullable,
                              .default_value = default_of(facts),
                              .collation = std::string(facts.collation),
                              .comment = std::string(facts.comment)};
        if (facts.identity) column.identity.emplace();
        if (!facts.generated.empty()) column.generated = {std::string(facts.generated)};
        return column;
    }

    void add_constraints() {
        schema::PrimaryKey key;
        for (const ColumnFacts& column : mapping_.columns)
            if (column.primary_key) key.columns.push_back(full_name(column));
        if (!key.columns.empty()) add({}, std::move(key));
        for (const ColumnFacts& column : mapping_.columns) {
            if (column.unique) add({}, schema::Unique{.columns = {full_name(column)}});
            if (!column.check.empty()) add({}, check_of(column.check));
            if (column.references != nullptr) add({}, foreign_key_of(column));
        }
        for (const CheckFacts& check : mapping_.checks)
            add(std::string(check.name), check_of(check.expression));
    }

    schema::ForeignKey foreign_key_of(const ColumnFacts& column) const {
        using Action = schema::ForeignKey::Action;
        static_assert(static_cast<int>(ReferenceAction::set_default) ==
                      static_cast<int>(Action::set_default));
        const ReferenceFacts to = column.references();
        return {.columns = {full_name(column)},
                .table = name_of(to.table),
                .referenced = {full_name(to.column)},
                .on_update = static_cast<Action>(column.on_update),
                .on_delete = static_cast<Action>(column.on_delete)};
    }

    static schema::Check check_of(std::string_view expression) {
        return {.expression = std::string(expression)};
    }
    template <class Rule> void add(std::string name, Rule rule) {
        table_.constraints.push_back({.name = std::move(name), .rule = std::move(rule)});
    }

    schema::Index index_of(const std::vector<std::string>& columns) const {
        schema::Index index{.name = table_.name.name};
        for (const std::string& column : columns) {
            index.name += '_' + column;
            index.elements.push_back({.column = column});
        }
        index.name += "_idx";
        return index;
    }

    schema::Index made(const IndexFacts& facts) const {
        std::vector<std::string> columns;
        for (std::size_t i = 0; i < facts.column_count; ++i)
            columns.push_back(full_name(mapping_.columns[facts.columns[i]]));
        schema::Index index = index_of(columns);
        if (!facts.name.empty()) index.name = facts.name;
        if (!facts.expression.empty() || facts.path_length > 0)
            index.elements = {{.expression = '(' + expression_of(facts, columns) + ')'}};
        index.unique = facts.unique;
        index.method = facts.method;
        index.predicate = facts.where;
        return index;
    }

    std::string expression_of(const IndexFacts& facts,
                              const std::vector<std::string>& columns) const {
        if (facts.path_length == 0) return std::string(facts.expression);
        const std::vector<std::string> path(facts.path.begin(),
                                            facts.path.begin() + facts.path_length);
        return dialect_.json_value(dialect_.quote(columns.front()), path, facts.path_kind);
    }

    const Dialect& dialect_;
    const std::string& name_space_;
    const MappingFacts& mapping_;
    schema::Table table_;
};

/// The type of an enum that is one of the database's own; another spelling of a type names none.
void add_enum(schema::DatabaseSchema& model, const std::string& name_space,
              const ColumnFacts& column) {
    if (column.labels.empty() || column.type.empty() || column.type.find('(') != column.type.npos)
        return;
    schema::EnumType made{.name = {name_space, std::string(column.type)}};
    for (const std::string_view label : column.labels) made.values.emplace_back(label);
    if (std::ranges::find(model.enums, made.name, &schema::EnumType::name) == model.enums.end())
        model.enums.push_back(std::move(made));
}

} // namespace

void add_table(EntityTables& to, const Dialect& dialect, const std::string& name_space,
               const MappingFacts& mapping) {
    if (mapping.table.view) return;
    schema::Table table = TableMaker(dialect, name_space, mapping).make();
    using schema::ObjectKind;
    if (!mapping.table.renamed_from.empty())
        to.renames.push_back(
            {{ObjectKind::table, table.name}, std::string(mapping.table.renamed_from)});
    for (const ColumnFacts& column : mapping.columns) {
        add_enum(to.model, table.name.name_space, column);
        if (!column.renamed_from.empty())
            to.renames.push_back({{ObjectKind::column, table.name, full_name(column)},
                                  std::string(column.prefix) + std::string(column.renamed_from)});
    }
    to.model.tables.push_back(std::move(table));
}

} // namespace varve::orm
