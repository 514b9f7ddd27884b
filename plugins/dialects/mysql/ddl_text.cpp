#include "ddl_text.hpp"

#include "catalog_text.hpp"
#include "dialect.hpp"

#include "varve/error.hpp"

#include <algorithm>
#include <array>

namespace varve::mysql {

using namespace schema;

namespace {

// What the model keeps among them and SQL says in another way.
constexpr std::array own_words{"engine", "collation", "system_versioned", "partitions"};

bool is_own_word(const std::string& name) {
    return std::ranges::find(own_words, name) != own_words.end();
}

std::string option_text(std::string name, const std::string& value) {
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::toupper(c); });
    return name + '=' + value;
}

// As it is where nobody chose.
std::string standard_of(const std::string& name) {
    constexpr std::array numbers{"key_block_size", "checksum", "delay_key_write",
                                 "max_rows",       "min_rows", "avg_row_length"};
    return std::ranges::find(numbers, name) == numbers.end() ? "DEFAULT" : "0";
}

std::string generation_of(const Column& column) {
    const std::string& expression = column.generated->expression;
    const bool marks_time = expression == "ROW START" || expression == "ROW END";
    if (marks_time) return " GENERATED ALWAYS AS " + expression;
    return " GENERATED ALWAYS AS (" + expression +
           (column.generated->stored ? ") STORED" : ") VIRTUAL");
}

// A TIMESTAMP is NOT NULL where nothing is said, to some servers.
std::string nullability_of(const Column& column) {
    if (column.generated && column.generated->expression.starts_with("ROW ")) return "";
    if (!column.nullable) return " NOT NULL";
    return column.type.spelling.starts_with("timestamp") && !column.generated ? " NULL" : "";
}

std::string element_text(const IndexElement& element) {
    const std::string length = element.prefix_length == 0
                                   ? std::string()
                                   : '(' + std::to_string(element.prefix_length) + ')';
    return (element.column.empty() ? element.expression : quoted_identifier(element.column)) +
           length + (element.descending ? " DESC" : "");
}

std::string action_of(std::string_view event, ForeignKey::Action action) {
    const std::string begin = " ON " + std::string(event);
    switch (action) {
    case ForeignKey::Action::cascade: return begin + " CASCADE";
    case ForeignKey::Action::set_null: return begin + " SET NULL";
    case ForeignKey::Action::set_default: return begin + " SET DEFAULT";
    case ForeignKey::Action::restrict:
    case ForeignKey::Action::no_action: break;
    }
    return "";
}

struct RuleText {
    const Constraint& constraint;

    std::string operator()(const PrimaryKey& rule) const {
        const std::string terms = option(constraint.options, "terms");
        const std::string method = option(constraint.options, "method");
        return "PRIMARY KEY" + (method.empty() ? "" : " USING " + method) + " (" +
               (terms.empty() ? spelled(rule.columns) : terms) + ')';
    }
    std::string operator()(const Unique& rule) const {
        return named("UNIQUE (" + spelled(rule.columns) + ')');
    }
    std::string operator()(const Check& rule) const {
        return named("CHECK (" + rule.expression + ')') +
               (constraint.enforced ? "" : " NOT ENFORCED");
    }
    std::string operator()(const ForeignKey& rule) const {
        return named("FOREIGN KEY (" + spelled(rule.columns) + ") REFERENCES " +
                     spelled(rule.table) + " (" + spelled(rule.referenced) + ')') +
               action_of("UPDATE", rule.on_update) + action_of("DELETE", rule.on_delete);
    }
    std::string operator()(const Exclusion&) const {
        throw Error("MySQL has no exclusion constraints: " + constraint.name);
    }
    std::string named(const std::string& text) const {
        return constraint.name.empty()
                   ? text
                   : "CONSTRAINT " + quoted_identifier(constraint.name) + ' ' + text;
    }
};

void add_period(const Table& table, const std::function<void(const std::string&)>& add) {
    const auto marking = [&](const char* word) {
        return std::ranges::find_if(table.columns, [&](const Column& column) {
            return column.generated && column.generated->expression == word;
        });
    };
    const auto start = marking("ROW START"), end = marking("ROW END");
    if (start != table.columns.end() && end != table.columns.end())
        add("PERIOD FOR SYSTEM_TIME (" + quoted_identifier(start->name) + ", " +
            quoted_identifier(end->name) + ')');
}

} // namespace

std::string spelled(const Name& name) {
    return (name.name_space.empty() ? "" : quoted_identifier(name.name_space) + '.') +
           quoted_identifier(name.name);
}

std::string spelled(const std::vector<std::string>& names) {
    std::string list;
    for (const std::string& name : names)
        list += (list.empty() ? "" : ", ") + quoted_identifier(name);
    return list;
}

std::string option(const Options& options, std::string_view name) {
    const auto found = options.find(name);
    return found == options.end() ? std::string() : found->second;
}

std::string comment_of(const std::string& comment, const SqlMode& mode) {
    return comment.empty() ? comment : " COMMENT " + quoted_text(comment, mode);
}

std::string definition_of(const Column& column, std::string_view collation, const SqlMode& mode) {
    std::string text = quoted_identifier(column.name) + ' ' + column.type.spelling;
    if (!column.collation.empty() && column.collation != collation)
        text += " COLLATE " + column.collation;
    if (column.generated) text += generation_of(column);
    text += nullability_of(column);
    if (column.default_value) text += " DEFAULT " + *column.default_value;
    if (const std::string value = option(column.options, "on_update"); !value.empty())
        text += " ON UPDATE " + value;
    if (column.identity) text += " AUTO_INCREMENT";
    if (const std::string value = option(column.options, "srid"); !value.empty())
        text += " SRID " + value;
    if (column.options.contains("invisible")) text += " INVISIBLE";
    if (column.options.contains("without_system_versioning")) text += " WITHOUT SYSTEM VERSIONING";
    text += comment_of(column.comment, mode);
    if (const std::string check = option(column.options, "check"); !check.empty())
        text += " CHECK (" + check + ')';
    return text;
}

std::string definition_of(const Constraint& constraint) {
    return std::visit(RuleText{constraint}, constraint.rule);
}

std::string definition_of(const Index& index, const SqlMode& mode) {
    std::string elements;
    for (const IndexElement& element : index.elements)
        elements += (elements.empty() ? "" : ", ") + element_text(element);
    const bool is_kind = index.method == "FULLTEXT" || index.method == "SPATIAL";
    std::string text = is_kind        ? index.method + " INDEX "
                       : index.unique ? "UNIQUE INDEX "
                                      : "INDEX ";
    text += quoted_identifier(index.name);
    if (!is_kind && !index.method.empty()) text += " USING " + index.method;
    text += " (" + elements + ')' + comment_of(index.comment, mode);
    return index.visible ? text : text + (mode.is_mariadb ? " IGNORED" : " INVISIBLE");
}

std::string create_table(const Table& table, const SqlMode& mode) {
    std::string items;
    const auto add = [&](const std::string& item) {
        items += (items.empty() ? "\n    " : ",\n    ") + item;
    };
    const std::string collation = option(table.options, "collation");
    for (const Column& column : table.columns) add(definition_of(column, collation, mode));
    for (const Constraint& constraint : table.constraints) add(definition_of(constraint));
    for (const Index& index : table.indexes) add(definition_of(index, mode));
    add_period(table, add);
    std::string text = "CREATE TABLE " + spelled(table.name) + " (" + items + "\n)";
    for (const std::string& one : changed_options({}, table, mode)) text += ' ' + one;
    if (const std::string parts = option(table.options, "partitions"); !parts.empty())
        text += "\nPARTITION BY " + parts;
    return text;
}

std::vector<std::string> changed_options(const Table& before, const Table& after,
                                         const SqlMode& mode) {
    std::vector<std::string> texts;
    const auto changes = [&](std::string_view name) {
        return option(before.options, name) != option(after.options, name);
    };
    if (changes("engine")) texts.push_back("ENGINE=" + option(after.options, "engine"));
    if (changes("collation")) {
        const std::string collation = option(after.options, "collation");
        texts.push_back("DEFAULT CHARACTER SET=" + character_set_of(collation) +
                        " COLLATE=" + collation);
    }
    for (const auto& [name, value] : before.options)
        if (!after.options.contains(name) && !is_own_word(name))
            texts.push_back(option_text(name, standard_of(name)));
    for (const auto& [name, value] : after.options)
        if (changes(name) && !is_own_word(name)) texts.push_back(option_text(name, value));
    if (before.comment != after.comment)
        texts.push_back("COMMENT=" + quoted_text(after.comment, mode));
    if (changes("system_versioned")) {
        const bool is_new = before.name.name.empty();
        const bool has = after.options.contains("system_versioned");
        texts.emplace_back(!has     ? "DROP SYSTEM VERSIONING"
                           : is_new ? "WITH SYSTEM VERSIONING"
                                    : "ADD SYSTEM VERSIONING");
    }
    return texts;
}

void refuse(const ObjectId& id, const std::string& what) {
    throw Error("MySQL has no " + what + ": " + in_words(id));
}

} // namespace varve::mysql
