#include "schema.hpp"

#include "dialect.hpp"

#include <algorithm>
#include <map>

namespace varve::sqlite {

namespace {

std::string text_of(const Value& value) {
    return value.is_null() ? std::string() : value.to_string();
}

std::vector<std::vector<std::string>> rows_of(Connection& connection, const Statement& statement,
                                              std::size_t columns) {
    const std::vector<Kind> kinds(columns, Kind::text);
    const auto rows = connection.query(statement, kinds, Fetch::all);
    std::vector<std::vector<std::string>> all;
    std::vector<Cell> row(columns);
    while (rows->next(row)) {
        auto& texts = all.emplace_back();
        for (const Cell& cell : row) texts.push_back(text_of(Value(cell)));
    }
    return all;
}

bool is_plain(std::string_view name) {
    return !name.empty() && std::ranges::all_of(name, [](unsigned char c) {
        return std::isalnum(c) != 0 || c == '_';
    }) && std::isdigit(static_cast<unsigned char>(name.front())) == 0;
}

// A rename writes names in quotes that their author wrote without.
std::string plain(std::string_view sql) {
    std::string text;
    for (const Token& token : tokenize(sql, lexical_rules())) {
        std::string_view word = token.text;
        if (token.kind == TokenKind::quoted_identifier && is_plain(word.substr(1, word.size() - 2)))
            word = word.substr(1, word.size() - 2);
        text += (text.empty() ? "" : " ") + std::string(word);
    }
    return canonical(text, lexical_rules());
}

// The conditions and expressions of a table, which only its text tells: CHECK (…), AS (…).
std::string expressions_of(std::string_view create_table) {
    std::vector<std::string> found;
    const std::string text = plain(create_table);
    const std::vector<Token> tokens = tokenize(text, lexical_rules());
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        if (!(tokens[i].is("CHECK") || tokens[i].is("AS")) || !tokens[i + 1].is("(")) continue;
        std::size_t end = i + 1;
        for (int depth = 0; end < tokens.size(); ++end) {
            depth += tokens[end].is("(") ? 1 : tokens[end].is(")") ? -1 : 0;
            if (depth == 0) break;
        }
        const std::size_t until = std::min(end, tokens.size() - 1);
        found.push_back(text.substr(
            tokens[i].offset, tokens[until].offset + tokens[until].text.size() - tokens[i].offset));
    }
    std::ranges::sort(found);
    std::string all;
    for (const std::string& one : found) all += (all.empty() ? "" : ", ") + one;
    return all;
}

bool mentions(std::string_view sql, std::string_view word) {
    return std::ranges::any_of(tokenize(sql, lexical_rules()),
                               [&](const Token& token) { return token.is(word); });
}

/// Collects what there is of one table after the other.
class Describer {
public:
    explicit Describer(Connection& connection) : connection_(connection) {}

    void table(const std::string& name, const std::string& sql) {
        std::string definition = mentions(sql, "AUTOINCREMENT") ? "autoincrement" : "";
        for (const auto& row : rows_of(
                 connection_,
                 {"SELECT wr, strict FROM pragma_table_list WHERE schema = 'main' AND name = ?1",
                  {name}},
                 2)) {
            if (row[0] != "0") definition += " without rowid";
            if (row[1] != "0") definition += " strict";
        }
        add("table", name, definition, name);
        if (std::string expressions = expressions_of(sql); !expressions.empty())
            add("constraint", name + " (conditions)", std::move(expressions), name);
        columns(name);
        foreign_keys(name);
        keys(name);
        rows(name);
    }

    void index(const std::string& name, const std::string& table, const std::string& sql) {
        add("index", name, plain(sql), table);
    }

    void other(const std::string& kind, const std::string& name, const std::string& table,
               const std::string& sql) {
        add(kind, name, plain(sql), kind == "view" ? "" : table);
    }

    std::vector<SchemaObject> take() { return std::move(objects_); }

private:
    void add(std::string kind, std::string name, std::string definition, std::string table) {
        objects_.push_back(
            {std::move(kind), std::move(name), std::move(definition), std::move(table)});
    }

    void columns(const std::string& table) {
        for (const auto& row : rows_of(connection_,
                                       {"SELECT name, type, \"notnull\", dflt_value, pk, hidden "
                                        "FROM pragma_table_xinfo(?1)",
                                        {table}},
                                       6)) {
            std::string definition = row[1];
            if (row[2] != "0") definition += " NOT NULL";
            if (!row[3].empty()) definition += " DEFAULT " + row[3];
            if (row[4] != "0") definition += " primary key, part " + row[4];
            if (row[5] == "2" || row[5] == "3") definition += " generated";
            add("column", table + '.' + row[0], std::move(definition), table);
        }
    }

    void foreign_keys(const std::string& table) {
        std::map<std::string, std::pair<std::string, std::string>> keys; // columns, what they do
        for (const auto& row :
             rows_of(connection_,
                     {"SELECT id, \"from\", \"table\", \"to\", on_update, on_delete FROM "
                      "pragma_foreign_key_list(?1) ORDER BY id, seq",
                      {table}},
                     6)) {
            auto& [from, definition] = keys[row[0]];
            from += (from.empty() ? "" : ", ") + row[1];
            definition += row[1] + " to " + row[2] + '.' + row[3] + " on update " + row[4] +
                          " on delete " + row[5] + "; ";
        }
        for (auto& [id, key] : keys)
            add("foreign key", table + " (" + key.first + ')', key.second, table);
    }

    // UNIQUE and PRIMARY KEY in a table have indexes without a text of their own.
    void keys(const std::string& table) {
        for (const auto& row :
             rows_of(connection_,
                     {"SELECT name FROM pragma_index_list(?1) WHERE origin = 'u'", {table}}, 1)) {
            std::string columns;
            for (const auto& column : rows_of(
                     connection_,
                     {"SELECT name, coll FROM pragma_index_xinfo(?1) WHERE key = 1", {row[0]}}, 2))
                columns += (columns.empty() ? "" : ", ") + column[0] +
                           (column[1] == "BINARY" ? "" : " collate " + column[1]);
            add("constraint", table + " unique (" + columns + ')', "", table);
        }
    }

    void rows(const std::string& table) {
        const auto count =
            rows_of(connection_, {"SELECT count(*) FROM " + connection_.dialect().quote(table)}, 1);
        add("rows", table, count.front().front(), table);
    }

    Connection& connection_;
    std::vector<SchemaObject> objects_;
};

} // namespace

std::vector<SchemaObject> describe(Connection& connection) {
    Describer describer(connection);
    for (const auto& row :
         rows_of(connection,
                 {"SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE "
                  "'sqlite\\_%' ESCAPE '\\' ORDER BY rowid"},
                 4)) {
        const std::string &type = row[0], &name = row[1], &table = row[2], &sql = row[3];
        if (type == "table")
            describer.table(name, sql);
        else if (type == "index")
            describer.index(name, table, sql);
        else
            describer.other(type, name, table, sql);
    }
    return describer.take();
}

} // namespace varve::sqlite
