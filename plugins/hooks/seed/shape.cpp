#include "shape.hpp"

#include "varve/error.hpp"
#include "varve/suggestion.hpp"

#include <algorithm>

namespace varve::seed {

namespace {

void add_leaves(std::vector<Leaf>& leaves, const Shape& shape, const std::string& path,
                const std::string& table) {
    for (const Column& column : shape) {
        const std::string name = path + column.name;
        if (column.from == Column::From::reference)
            add_leaves(leaves, column.parts, name + '.', column.table);
        else if (column.from != Column::From::expression)
            leaves.push_back({name, table, column.name, column.from});
    }
}

} // namespace

std::vector<Leaf> leaves_of(const Shape& shape) {
    std::vector<Leaf> leaves;
    add_leaves(leaves, shape, {}, {});
    return leaves;
}

bool has_references(const Shape& shape) {
    return std::ranges::any_of(
        shape, [](const Column& column) { return column.from == Column::From::reference; });
}

std::string found_by(const Dialect& dialect, const std::string& name_space, const Column& reference,
                     const std::string& path, const Operand& operand) {
    // Each reference has a name of its own, for one may stand inside another.
    const std::string alias = dialect.quote("by " + path);
    std::string condition;
    for (const Column& part : reference.parts) {
        const std::string inner = path + '.' + part.name;
        condition += (condition.empty() ? "" : " AND ") + alias + '.' + dialect.quote(part.name) +
                     " = " +
                     (part.from == Column::From::reference
                          ? looked_up(dialect, name_space, part, inner, operand)
                          : operand(inner));
    }
    return " FROM " + dialect.qualified(name_space, reference.table) + " AS " + alias + " WHERE " +
           condition;
}

std::string looked_up(const Dialect& dialect, const std::string& name_space,
                      const Column& reference, const std::string& path, const Operand& operand) {
    return "(SELECT " + dialect.quote("by " + path) + '.' + dialect.quote(reference.column) +
           found_by(dialect, name_space, reference, path, operand) + ')';
}

namespace {

/// What names in a seed mean in one table.
class Names {
public:
    Names(const TableName& table, std::span<const ColumnInfo> columns, const ForeignKeys& keys)
        : table_(table), keys_(keys) {
        for (const ColumnInfo& column : columns) known_.push_back(column.name);
    }

    Column value(const std::string& name) const {
        require(name);
        return {.name = name};
    }

    /// The reference that `name` is about; nothing where it is none.
    std::optional<Column> reference(const std::string& name) const {
        for (const std::string& column : {name, name + "_id"})
            if (const Referenced* const to = keys_.find(table_.name, column))
                return Column{.name = column,
                              .from = Column::From::reference,
                              .table = to->table,
                              .column = to->column};
        return {};
    }

    void require(const std::string& name) const {
        if (std::ranges::find(known_, name) == known_.end())
            throw ConfigError("there is no column \"" + name + "\" in " + table_.shown() +
                              suggestion(name, known_));
    }

private:
    const TableName& table_;
    const ForeignKeys& keys_;
    std::vector<std::string> known_;
};

bool is_marked(const Node& node, std::string_view mark) {
    return node.kind == Node::Kind::map && node.names.size() == 1 && node.names[0] == mark &&
           node.items[0].kind == Node::Kind::text;
}

std::optional<std::string> text_of(const Node& node) {
    if (node.kind == Node::Kind::null) return {};
    return node.items.empty() && node.kind < Node::Kind::list ? node.text : to_json(node);
}

class Shaper {
public:
    Shaper(const ForeignKeys& keys, std::string name_space)
        : keys_(keys), name_space_(std::move(name_space)) {}

    ShapedRow take() { return std::move(row_); }

    void add(Shape& shape, const std::string& name, const Node& node, const Names& names) {
        if (is_marked(node, "sql")) {
            names.require(name);
            shape.push_back(
                {.name = name, .from = Column::From::expression, .expression = node.items[0].text});
        } else if (is_marked(node, "password")) {
            names.require(name);
            shape.push_back({.name = name, .from = Column::From::password});
            row_.values.emplace_back(node.items[0].text);
        } else if (auto reference = node.kind == Node::Kind::map ? names.reference(name)
                                                                 : std::optional<Column>()) {
            add_parts(*reference, node);
            shape.push_back(std::move(*reference));
        } else {
            shape.push_back(names.value(name));
            row_.values.push_back(text_of(node));
        }
    }

    Shape& shape() noexcept { return row_.shape; }

private:
    void add_parts(Column& reference, const Node& node) {
        if (node.names.empty())
            throw ConfigError("the reference is empty: name columns of " + reference.table);
        const TableName table{name_space_, reference.table};
        for (std::size_t i = 0; i < node.names.size(); ++i)
            add_part(reference, node.names[i], node.items[i], table);
    }

    // The columns of a table that is referred to are not known here: the database knows them.
    void add_part(Column& reference, const std::string& name, const Node& node,
                  const TableName& table) {
        const ColumnInfo itself{.name = name};
        const Names names(table, {&itself, 1}, keys_);
        if (node.kind == Node::Kind::null || is_marked(node, "sql") || is_marked(node, "password"))
            throw ConfigError("a reference is by plain values, and \"" + name + "\" is none");
        add(reference.parts, name, node, names);
    }

    const ForeignKeys& keys_;
    std::string name_space_;
    ShapedRow row_;
};

void refuse_twice(const Shape& shape) {
    for (std::size_t i = 0; i < shape.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (shape[i].name == shape[j].name)
                throw ConfigError("the column \"" + shape[i].name + "\" has two values");
}

} // namespace

ShapedRow shaped(const Node& row, const TableName& table, std::span<const ColumnInfo> columns,
                 const ForeignKeys& keys) {
    const Names names(table, columns, keys);
    Shaper shaper(keys, table.name_space);
    for (std::size_t i = 0; i < row.names.size(); ++i) try {
            shaper.add(shaper.shape(), row.names[i], row.items[i], names);
        } catch (const ConfigError& error) {
            throw ConfigError("column \"" + row.names[i] + "\": " + error.what());
        }
    refuse_twice(shaper.shape());
    return shaper.take();
}

Shape shape_of_header(std::span<const std::string> names, const TableName& table,
                      std::span<const ColumnInfo> columns, const ForeignKeys& keys) {
    const Names known(table, columns, keys);
    Shape shape;
    for (const std::string& name : names) {
        const std::size_t point = name.find('.');
        auto reference =
            point == std::string::npos ? std::nullopt : known.reference(name.substr(0, point));
        if (!reference) {
            shape.push_back(known.value(name));
            continue;
        }
        const bool goes_on = !shape.empty() && shape.back().name == reference->name;
        if (!goes_on) shape.push_back(std::move(*reference));
        shape.back().parts.push_back({.name = name.substr(point + 1)});
    }
    refuse_twice(shape);
    return shape;
}

} // namespace varve::seed
