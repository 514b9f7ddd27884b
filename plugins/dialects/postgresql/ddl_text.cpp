#include "ddl_text.hpp"

#include "names.hpp"
#include "spelling.hpp"

#include <algorithm>
#include <array>

namespace varve::postgresql {

namespace {

using schema::Constraint;

// These are no parameters of storage, and have statements or places of their own.
constexpr auto other_options =
    std::to_array<std::string_view>({"access_method", "cluster", "index_comment", "of", "period",
                                     "populated", "replica_identity", "tablespace"});

bool is_plain_value(std::string_view value) {
    return !value.empty() && std::ranges::all_of(value, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '_' || c == '.';
    });
}

std::string in_parentheses(const std::vector<std::string>& columns) {
    return " (" + spelled(columns) + ')';
}

std::string include_text(const std::vector<std::string>& columns) {
    return columns.empty() ? "" : " INCLUDE" + in_parentheses(columns);
}

std::string_view text_of(schema::ForeignKey::Action action) {
    using Action = schema::ForeignKey::Action;
    switch (action) {
    case Action::restrict: return "RESTRICT";
    case Action::cascade: return "CASCADE";
    case Action::set_null: return "SET NULL";
    case Action::set_default: return "SET DEFAULT";
    case Action::no_action: break;
    }
    return "";
}

/// What a constraint says, between its name and its deferral.
struct RuleText {
    const Constraint& constraint;

    std::string index_parameters() const {
        const std::string_view tablespace = option(constraint.options, "tablespace");
        return storage_parameters(constraint.options) +
               (tablespace.empty() ? "" : " USING INDEX TABLESPACE " + spelled(tablespace));
    }
    std::string key(const std::vector<std::string>& columns,
                    const std::vector<std::string>& include) const {
        const bool period = constraint.options.contains("period");
        return " (" + spelled(columns) + (period ? " WITHOUT OVERLAPS)" : ")") +
               include_text(include) + index_parameters();
    }

    std::string operator()(const schema::PrimaryKey& rule) const {
        return "PRIMARY KEY" + key(rule.columns, rule.include);
    }
    std::string operator()(const schema::Unique& rule) const {
        return std::string("UNIQUE") + (rule.nulls_distinct ? "" : " NULLS NOT DISTINCT") +
               key(rule.columns, rule.include);
    }
    std::string operator()(const schema::Check& rule) const {
        return "CHECK (" + rule.expression + ')' + (rule.no_inherit ? " NO INHERIT" : "");
    }
    std::string columns(const std::vector<std::string>& list) const {
        if (!constraint.options.contains("period")) return in_parentheses(list);
        const std::vector<std::string> others(list.begin(), list.end() - 1);
        return " (" + spelled(others) + ", PERIOD " + spelled(list.back()) + ')';
    }
    std::string operator()(const schema::ForeignKey& rule) const {
        std::string text = "FOREIGN KEY" + columns(rule.columns) + " REFERENCES " +
                           spelled(rule.table) + columns(rule.referenced);
        if (rule.match == schema::ForeignKey::Match::full) text += " MATCH FULL";
        if (const auto action = text_of(rule.on_update); !action.empty())
            text += " ON UPDATE " + std::string(action);
        if (const auto action = text_of(rule.on_delete); !action.empty())
            text += " ON DELETE " + std::string(action);
        if (!rule.on_delete_columns.empty()) text += in_parentheses(rule.on_delete_columns);
        return text;
    }
    std::string operator()(const schema::Exclusion& rule) const {
        std::string list;
        for (const auto& [of, sign] : rule.elements)
            list += (list.empty() ? "" : ", ") + postgresql::text_of(of) + " WITH " + sign;
        return "EXCLUDE USING " + (rule.method.empty() ? "btree" : spelled(rule.method)) + " (" +
               list + ')' + include_text(rule.include) + index_parameters() +
               (rule.predicate.empty() ? "" : " WHERE (" + rule.predicate + ')');
    }
};

} // namespace

std::string text_of(const Constraint& constraint) {
    std::string text =
        constraint.name.empty() ? "" : "CONSTRAINT " + spelled(constraint.name) + ' ';
    text += std::visit(RuleText{constraint}, constraint.rule);
    if (constraint.deferral != Constraint::Deferral::none) text += " DEFERRABLE";
    if (constraint.deferral == Constraint::Deferral::initially_deferred)
        text += " INITIALLY DEFERRED";
    if (!constraint.enforced) return text + " NOT ENFORCED";
    return constraint.validated ? text : text + " NOT VALID";
}

std::string text_of(const schema::Counting& counting) {
    std::string text;
    const auto add = [&](std::string_view word, const std::optional<std::int64_t>& number) {
        if (number) text += std::string(word) + std::to_string(*number);
    };
    add(" INCREMENT BY ", counting.increment);
    add(" MINVALUE ", counting.minimum);
    add(" MAXVALUE ", counting.maximum);
    add(" START WITH ", counting.start);
    add(" CACHE ", counting.cache);
    return counting.cycle ? text + " CYCLE" : text;
}

std::string identity_text(const schema::Identity& identity) {
    std::string options = text_of(identity.counting);
    if (!identity.sequence.name.empty())
        options.insert(0, " SEQUENCE NAME " + spelled(identity.sequence));
    return std::string(identity.always ? "GENERATED ALWAYS" : "GENERATED BY DEFAULT") +
           " AS IDENTITY" + (options.empty() ? "" : " (" + options.substr(1) + ')');
}

std::string text_of(const schema::Column& column) {
    std::string text = spelled(column.name) + ' ' + column.type.spelling;
    if (!column.collation.empty()) text += " COLLATE " + column.collation;
    if (column.generated)
        text += " GENERATED ALWAYS AS (" + column.generated->expression +
                (column.generated->stored ? ") STORED" : ") VIRTUAL");
    if (column.identity) text += ' ' + identity_text(*column.identity);
    if (column.default_value) text += " DEFAULT " + *column.default_value;
    return column.nullable ? text : text + " NOT NULL";
}

std::string text_of(const schema::IndexElement& element) {
    using Nulls = schema::IndexElement::Nulls;
    std::string text = element.column.empty() ? element.expression : spelled(element.column);
    if (!element.collation.empty()) text += " COLLATE " + element.collation;
    if (!element.operator_class.empty()) text += ' ' + element.operator_class;
    if (element.descending) text += " DESC";
    if (element.nulls == Nulls::standard) return text;
    return text + (element.nulls == Nulls::first ? " NULLS FIRST" : " NULLS LAST");
}

bool is_storage_parameter(std::string_view name) {
    return !std::ranges::binary_search(other_options, name) && !name.starts_with("statistics.");
}

std::string storage_parameters(const schema::Options& options) {
    std::string list;
    for (const auto& [name, value] : options)
        if (is_storage_parameter(name))
            list += (list.empty() ? "" : ", ") + name + '=' +
                    (is_plain_value(value) ? value : string_literal(value));
    return list.empty() ? list : " WITH (" + list + ')';
}

std::string_view option(const schema::Options& options, std::string_view name) {
    const auto found = options.find(name);
    return found == options.end() ? std::string_view() : found->second;
}

std::string comment_on(std::string_view thing, std::string_view comment) {
    return "COMMENT ON " + std::string(thing) + " IS " +
           (comment.empty() ? "NULL" : string_literal(comment));
}

std::string spelled_part(const schema::Name& table, std::string_view part) {
    return spelled(table) + '.' + spelled(part);
}

std::string spelled_index(const schema::Name& table, std::string_view index) {
    return spelled(schema::Name{table.name_space, std::string(index)});
}

} // namespace varve::postgresql
