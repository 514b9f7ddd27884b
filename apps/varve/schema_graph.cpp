#include "apps/varve/schema_graph.hpp"

#include <algorithm>
#include <cctype>
#include <string_view>
#include <variant>

namespace varve {

using namespace schema;

namespace {

std::string name_of(const Name& name) {
    return name.name_space.empty() ? name.name : name.name_space + '.' + name.name;
}

bool is_in(const std::vector<std::string>& names, const std::string& name) {
    return std::ranges::find(names, name) != names.end();
}

std::string list_of(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

template <class Rule> const Rule* rule_of(const Constraint& constraint) {
    return std::get_if<Rule>(&constraint.rule);
}

bool is_in_key(const Table& table, const std::string& column) {
    return std::ranges::any_of(table.constraints, [&](const Constraint& one) {
        const auto* const key = rule_of<PrimaryKey>(one);
        return key != nullptr && is_in(key->columns, column);
    });
}

bool is_unique(const Table& table, const std::vector<std::string>& columns) {
    const auto same = [&](const auto* rule) {
        return rule != nullptr && std::ranges::is_permutation(rule->columns, columns);
    };
    return std::ranges::any_of(table.constraints, [&](const Constraint& one) {
        return same(rule_of<PrimaryKey>(one)) || same(rule_of<Unique>(one));
    });
}

bool refers(const Table& table, const std::string& column) {
    return std::ranges::any_of(table.constraints, [&](const Constraint& one) {
        const auto* const key = rule_of<ForeignKey>(one);
        return key != nullptr && is_in(key->columns, column);
    });
}

bool may_be_null(const Table& table, const std::vector<std::string>& columns) {
    return std::ranges::any_of(table.columns, [&](const Column& column) {
        return column.nullable && is_in(columns, column.name);
    });
}

// Calls `action` with each table and each of its foreign keys.
template <class Action> void for_each_key(const DatabaseSchema& model, Action action) {
    for (const Table& table : model.tables)
        for (const Constraint& constraint : table.constraints)
            if (const auto* const key = rule_of<ForeignKey>(constraint);
                key && !constraint.inherited)
                action(table, *key);
}

// What Mermaid takes for a type or a column: it begins with a letter and has no spaces.
std::string word(std::string_view text) {
    std::string result;
    for (const char c : text) {
        const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0 ||
                           std::string_view("_-()[]").find(c) != std::string_view::npos;
        result += plain ? c : '_';
    }
    const bool begins = !result.empty() && std::isalpha(static_cast<unsigned char>(result[0])) != 0;
    return begins ? result : 'x' + result;
}

std::string in_quotes(std::string_view text) {
    std::string result = "\"";
    for (const char c : text) result += c == '"' || c == '\\' ? '_' : c;
    return result + '"';
}

std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : text) {
        switch (c) {
        case '&': result += "&amp;"; break;
        case '<': result += "&lt;"; break;
        case '>': result += "&gt;"; break;
        case '"': result += "&quot;"; break;
        default: result += c;
        }
    }
    return result;
}

} // namespace

std::string mermaid(const DatabaseSchema& model) {
    std::string text = "erDiagram\n";
    for (const Table& table : model.tables) {
        text += "    " + in_quotes(name_of(table.name)) + " {\n";
        for (const Column& column : table.columns) {
            std::string keys;
            const auto add = [&](bool is, const char* key) {
                if (is) keys += (keys.empty() ? " " : ", ") + std::string(key);
            };
            add(is_in_key(table, column.name), "PK");
            add(refers(table, column.name), "FK");
            add(!is_in_key(table, column.name) && is_unique(table, {column.name}), "UK");
            text += "        " + word(column.type.spelling) + ' ' + word(column.name) + keys + '\n';
        }
        text += "    }\n";
    }
    for_each_key(model, [&](const Table& table, const ForeignKey& key) {
        text += "    " + in_quotes(name_of(key.table)) +
                (may_be_null(table, key.columns) ? " |o--" : " ||--") +
                (is_unique(table, key.columns) ? "o| " : "o{ ") + in_quotes(name_of(table.name)) +
                " : " + in_quotes(list_of(key.columns)) + '\n';
    });
    return text;
}

std::string graphviz(const DatabaseSchema& model) {
    std::string text = "digraph schema {\n"
                       "    rankdir=LR;\n"
                       "    node [shape=plain, fontname=\"sans-serif\"];\n"
                       "    edge [fontname=\"sans-serif\", fontsize=10];\n";
    for (const Table& table : model.tables) {
        const std::string name = name_of(table.name);
        text += "    " + in_quotes(name) +
                " [label=<<table border=\"0\" cellborder=\"1\" cellspacing=\"0\">\n        <tr><td "
                "colspan=\"2\"><b>" +
                escaped(name) + "</b></td></tr>\n";
        for (const Column& column : table.columns) {
            const bool is_key = is_in_key(table, column.name);
            text += "        <tr><td align=\"left\">" + std::string(is_key ? "<u>" : "") +
                    escaped(column.name) + (is_key ? "</u>" : "") + "</td><td align=\"left\">" +
                    escaped(column.type.spelling) + (column.nullable ? "" : " not null") +
                    "</td></tr>\n";
        }
        text += "    </table>>];\n";
    }
    for_each_key(model, [&](const Table& table, const ForeignKey& key) {
        text += "    " + in_quotes(name_of(table.name)) + " -> " + in_quotes(name_of(key.table)) +
                " [label=" + in_quotes(list_of(key.columns)) +
                (may_be_null(table, key.columns) ? ", style=dashed" : "") + "];\n";
    });
    return text + "}\n";
}

} // namespace varve
