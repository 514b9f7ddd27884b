#include "definitions.hpp"

#include "dialect.hpp"

#include "varve/error.hpp"

#include <algorithm>
#include <array>

namespace varve::sqlite {

namespace {

using namespace schema;

/// Walks over the tokens of one statement.
class Walk {
public:
    explicit Walk(std::string_view sql)
        : sql_(sql), tokens_(tokenize(sql, lexical_rules())), cursor_(tokens_) {}

    bool at_end() const { return cursor_.at_end(); }
    bool is(std::string_view word) const { return cursor_.peek().is(word); }
    template <class... Words> bool is_any(const Words&... words) const {
        return (is(words) || ...);
    }
    bool accept(std::string_view word) { return cursor_.accept(word); }
    bool accept(std::initializer_list<std::string_view> words) { return cursor_.accept(words); }
    Token take() { return cursor_.take(); }

    /// A name, without its schema.
    std::string name() {
        std::string name = unquoted(take().text);
        return accept(".") ? unquoted(take().text) : name;
    }
    /// All up to one of these outside of parentheses, or up to a closing one, as it was written.
    template <class... Words> std::string until(const Words&... words) {
        const Token first = cursor_.peek();
        std::size_t end = first.offset;
        while (!at_end() && !is_any(words...) && !is(")")) end = skip();
        return std::string(sql_.substr(first.offset, end - first.offset));
    }
    /// What stands in the parentheses that come next.
    std::string in_parentheses() {
        const Token open = cursor_.peek();
        const std::size_t end = skip();
        return std::string(sql_.substr(open.offset + 1, end - open.offset - 2));
    }
    /// All that is left.
    std::string rest() {
        return std::string(at_end() ? std::string_view() : sql_.substr(cursor_.peek().offset));
    }
    /// Skips a token, or all that it opens; returns where that ends.
    std::size_t skip() {
        Token token = take();
        for (int depth = token.is("(") ? 1 : 0; depth > 0 && !at_end();) {
            token = take();
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
        }
        return token.offset + token.text.size();
    }
    std::vector<std::string> names() {
        std::vector<std::string> list;
        take(); // (
        while (!at_end() && !accept(")")) {
            list.push_back(unquoted(take().text));
            accept(",");
        }
        return list;
    }

private:
    std::string_view sql_;
    std::vector<Token> tokens_;
    TokenCursor cursor_;
};

bool mentions(std::string_view sql, std::string_view word) {
    return std::ranges::any_of(tokenize(sql, lexical_rules()),
                               [&](const Token& token) { return token.is(word); });
}

// What a term of an index has behind its column or expression.
IndexElement element_of(Walk& walk) {
    IndexElement element;
    const std::string term = walk.until("COLLATE", "ASC", "DESC", "AUTOINCREMENT", ",");
    const std::vector<Token> tokens = tokenize(term, lexical_rules());
    const bool is_name = tokens.size() == 1 && (tokens[0].kind == TokenKind::word ||
                                                tokens[0].kind == TokenKind::quoted_identifier);
    (is_name ? element.column : element.expression) = is_name ? unquoted(term) : term;
    if (walk.accept("COLLATE")) element.collation = walk.name();
    element.descending = walk.accept("DESC");
    walk.accept("ASC");
    walk.accept("AUTOINCREMENT");
    return element;
}

std::vector<IndexElement> elements_of(Walk& walk) {
    std::vector<IndexElement> elements;
    walk.take(); // (
    while (!walk.at_end() && !walk.accept(")")) {
        elements.push_back(element_of(walk));
        walk.accept(",");
    }
    return elements;
}

ForeignKey::Action action_of(Walk& walk) {
    using Action = ForeignKey::Action;
    if (walk.accept("CASCADE")) return Action::cascade;
    if (walk.accept("RESTRICT")) return Action::restrict;
    if (walk.accept({"SET", "NULL"})) return Action::set_null;
    if (walk.accept({"SET", "DEFAULT"})) return Action::set_default;
    walk.accept({"NO", "ACTION"});
    return Action::no_action;
}

/// Reads what stands between the outer parentheses of CREATE TABLE.
class TableReader {
public:
    explicit TableReader(std::string_view sql) : walk_(sql) {}

    Table read() {
        while (!walk_.at_end() && !walk_.accept("TABLE")) walk_.take();
        walk_.accept({"IF", "NOT", "EXISTS"});
        table_.name.name = walk_.name();
        walk_.accept("(");
        while (!walk_.at_end() && !walk_.accept(")")) {
            if (walk_.is_any("CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"))
                table_constraint();
            else
                column();
            walk_.accept(",");
        }
        while (!walk_.at_end()) {
            if (walk_.accept({"WITHOUT", "ROWID"})) table_.options.emplace("without_rowid", "on");
            if (walk_.accept("STRICT")) table_.options.emplace("strict", "on");
            if (!walk_.at_end()) walk_.accept(",");
        }
        return std::move(table_);
    }

private:
    void column() {
        Column& column = table_.columns.emplace_back();
        column.name = unquoted(walk_.take().text);
        column.type.spelling =
            walk_.until("CONSTRAINT", "PRIMARY", "NOT", "NULL", "UNIQUE", "CHECK", "DEFAULT",
                        "COLLATE", "REFERENCES", "GENERATED", "AS", ",");
        while (!walk_.at_end() && !walk_.is(",") && !walk_.is(")")) column_constraint(column);
    }

    void column_constraint(Column& column) {
        if (walk_.accept("CONSTRAINT")) name_ = walk_.name();
        if (walk_.accept({"NOT", "NULL"})) {
            column.nullable = false;
            if (const std::string conflict = conflict_clause(); !conflict.empty())
                column.options.emplace("not_null_conflict", conflict);
        } else if (walk_.accept("NULL")) {
        } else if (walk_.accept("DEFAULT")) {
            column.default_value = default_value();
        } else if (walk_.accept("COLLATE")) {
            column.collation = walk_.name();
        } else if (walk_.is_any("GENERATED", "AS")) {
            walk_.accept({"GENERATED", "ALWAYS"});
            walk_.accept("AS");
            std::string expression = walk_.in_parentheses();
            const bool stored = walk_.accept("STORED");
            walk_.accept("VIRTUAL");
            column.generated = Generated{std::move(expression), stored};
        } else if (walk_.accept({"PRIMARY", "KEY"})) {
            primary_key_of(column);
        } else if (walk_.accept("UNIQUE")) {
            add(Unique{{column.name}}, conflict_clause());
        } else if (walk_.accept("CHECK")) {
            add(Check{walk_.in_parentheses()});
        } else if (walk_.is("REFERENCES")) {
            foreign_key({column.name});
        } else {
            walk_.take();
        }
        name_.clear();
    }

    // A descending INTEGER PRIMARY KEY is none of those that name the row.
    void primary_key_of(Column& column) {
        const bool descending = walk_.accept("DESC");
        walk_.accept("ASC");
        const std::string conflict = conflict_clause();
        if (walk_.accept("AUTOINCREMENT")) column.identity = Identity{};
        add(PrimaryKey{{column.name}}, conflict);
        if (descending) table_.constraints.back().options.emplace("descending", "on");
    }

    std::string default_value() {
        if (walk_.is("(")) return '(' + walk_.in_parentheses() + ')';
        std::string value;
        if (walk_.is("-") || walk_.is("+")) value = walk_.take().text;
        const bool is_blob = walk_.is("X");
        const Token token = walk_.take();
        value += token.text;
        // x'00' is two tokens, 1e-3 is three.
        if (token.kind == TokenKind::number && walk_.is_any("+", "-"))
            value += walk_.take().text;
        else if (!is_blob)
            return value;
        return value + std::string(walk_.take().text);
    }

    void table_constraint() {
        if (walk_.accept("CONSTRAINT")) name_ = walk_.name();
        if (walk_.accept({"PRIMARY", "KEY"}))
            key(PrimaryKey());
        else if (walk_.accept("UNIQUE"))
            key(Unique());
        else if (walk_.accept("CHECK"))
            add(Check{walk_.in_parentheses()}, conflict_clause());
        else if (walk_.accept({"FOREIGN", "KEY"}))
            foreign_key(walk_.names());
        name_.clear();
    }

    // Sorting and collations of a key's own are kept as they were written.
    template <class Key> void key(Key key) {
        const std::string terms = Walk(walk_.rest()).in_parentheses();
        bool plain = true;
        for (const IndexElement& element : elements_of(walk_)) {
            key.columns.push_back(element.column);
            plain = plain && element.collation.empty() && !element.descending;
        }
        add(std::move(key), conflict_clause());
        if (!plain) table_.constraints.back().options.emplace("terms", terms);
        if (!mentions(terms, "AUTOINCREMENT")) return;
        for (Column& column : table_.columns)
            if (column.name == unquoted(tokenize(terms, lexical_rules()).front().text))
                column.identity = Identity{};
    }

    void foreign_key(std::vector<std::string> columns) {
        walk_.accept("REFERENCES");
        ForeignKey key{.columns = std::move(columns), .table = {{}, walk_.name()}};
        if (walk_.is("(")) key.referenced = walk_.names();
        auto deferral = Constraint::Deferral::none;
        while (true) {
            if (walk_.accept({"ON", "DELETE"}))
                key.on_delete = action_of(walk_);
            else if (walk_.accept({"ON", "UPDATE"}))
                key.on_update = action_of(walk_);
            else if (walk_.accept("MATCH"))
                walk_.take(); // it is read and not heeded
            else if (walk_.accept({"NOT", "DEFERRABLE"}))
                deferral_of();
            else if (walk_.accept("DEFERRABLE"))
                deferral = deferral_of();
            else
                break;
        }
        add(std::move(key));
        table_.constraints.back().deferral = deferral;
    }

    Constraint::Deferral deferral_of() {
        if (walk_.accept({"INITIALLY", "DEFERRED"}))
            return Constraint::Deferral::initially_deferred;
        walk_.accept({"INITIALLY", "IMMEDIATE"});
        return Constraint::Deferral::none; // what is not deferred at first, never is
    }

    std::string conflict_clause() {
        return walk_.accept({"ON", "CONFLICT"}) ? std::string(walk_.take().text) : std::string();
    }

    template <class Rule> void add(Rule rule, const std::string& conflict = {}) {
        Constraint constraint{.name = name_, .rule = std::move(rule)};
        if (!conflict.empty()) constraint.options.emplace("conflict", conflict);
        table_.constraints.push_back(std::move(constraint));
    }

    Walk walk_;
    Table table_;
    std::string name_; ///< of the constraint that comes next
};

} // namespace

std::string unquoted(std::string_view name) {
    if (name.empty() || std::string_view("\"'`[").find(name.front()) == std::string_view::npos)
        return std::string(name);
    std::string text;
    const char quote = name.front() == '[' ? ']' : name.front();
    for (std::size_t i = 1; i + 1 < name.size(); ++i) {
        text += name[i];
        if (name[i] == quote && quote != ']') ++i; // doubled
    }
    return text;
}

Table table_of(std::string_view sql) {
    return TableReader(sql).read();
}

Index index_of(std::string_view sql) {
    Walk walk(sql);
    Index index;
    walk.accept("CREATE");
    index.unique = walk.accept("UNIQUE");
    walk.accept("INDEX");
    walk.accept({"IF", "NOT", "EXISTS"});
    index.name = walk.name();
    walk.accept("ON");
    walk.name();
    index.elements = elements_of(walk);
    if (walk.accept("WHERE")) index.predicate = walk.rest();
    return index;
}

View view_of(std::string_view sql) {
    Walk walk(sql);
    View view;
    while (!walk.at_end() && !walk.accept("VIEW")) walk.take();
    walk.accept({"IF", "NOT", "EXISTS"});
    view.name.name = walk.name();
    if (walk.is("(")) view.options.emplace("columns", walk.in_parentheses());
    walk.accept("AS");
    view.query = walk.rest();
    return view;
}

} // namespace varve::sqlite
