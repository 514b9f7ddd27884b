#include "db/standard_traits.hpp"

#include <algorithm>

namespace varve {

namespace {

constexpr std::size_t longest_summary = 60;

// The first words, up to a parenthesis; never a literal, for it may be somebody's data.
std::string summary_of(std::span<const Token> tokens) {
    std::string summary;
    bool glue = true;
    for (const Token& token : tokens) {
        const bool literal = token.kind == TokenKind::string || token.kind == TokenKind::number;
        if (token.is("(") || literal || summary.size() + token.text.size() > longest_summary) break;
        if (!glue && !token.is(".") && !token.is(",")) summary += ' ';
        summary += token.text;
        glue = token.is(".");
    }
    return summary.empty() && !tokens.empty() ? std::string(tokens.front().text.substr(0, 40))
                                              : summary;
}

bool is_transaction_control(TokenCursor cursor) {
    if (cursor.accept("ROLLBACK")) return !cursor.has_ahead({"TO"});
    return cursor.accept_any({"BEGIN", "COMMIT", "END", "ABORT"}) ||
           cursor.accept({"START", "TRANSACTION"}) || cursor.accept({"PREPARE", "TRANSACTION"});
}

StatementTraits::Kind kind_of(TokenCursor cursor) {
    using enum StatementTraits::Kind;
    if (cursor.accept_any(
            {"CREATE", "ALTER", "DROP", "TRUNCATE", "COMMENT", "GRANT", "REVOKE", "RENAME"}))
        return ddl;
    if (cursor.accept_any({"INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE", "COPY"})) return dml;
    if (cursor.accept_any({"SELECT", "VALUES", "TABLE", "SHOW", "EXPLAIN"})) return query;
    if (cursor.accept_any({"SET", "RESET", "PRAGMA"})) return setting;
    return other;
}

// A common table expression may write, whatever the statement behind it does.
StatementTraits::Kind kind_of_with(std::span<const Token> tokens) {
    const auto writes = [](const Token& token) {
        return token.is("INSERT") || token.is("UPDATE") || token.is("DELETE") || token.is("MERGE");
    };
    for (std::size_t i = 1; i < tokens.size(); ++i)
        if (writes(tokens[i]) && (tokens[i - 1].is("(") || tokens[i - 1].is(")")))
            return StatementTraits::Kind::dml;
    return StatementTraits::Kind::query;
}

bool renames_table(TokenCursor cursor) {
    if (cursor.accept({"RENAME", "TABLE"})) return true;
    if (!cursor.accept({"ALTER", "TABLE"})) return false;
    cursor.accept({"IF", "EXISTS"});
    cursor.accept("ONLY");
    cursor.accept_name();
    return cursor.accept({"RENAME", "TO"}) || cursor.accept({"RENAME", "AS"});
}

// Names separated by commas, each reported as a loss of its own; of a table where there is a
// `normalize`.
void add_for_each_name(TokenCursor& cursor, StatementTraits& traits, const NormalizeName& normalize,
                       std::string_view rule, std::string_view deed) {
    do {
        const std::string name = cursor.accept_name();
        if (name.empty()) return;
        traits.losses.push_back({std::string(rule), std::string(deed) + ' ' + name,
                                 normalize ? normalize(name) : std::string()});
    } while (cursor.accept(","));
}

void find_drops(TokenCursor cursor, StatementTraits& traits, const NormalizeName& normalize) {
    if (!cursor.accept("DROP")) return;
    const bool cascades = cursor.has_ahead({"CASCADE"});
    const TokenCursor what = cursor;
    cursor.accept("TEMPORARY");
    if (cursor.accept("TABLE")) {
        cursor.accept({"IF", "EXISTS"});
        add_for_each_name(cursor, traits, normalize, "drop-table",
                          "drops with all its rows the table");
    } else if (cursor.accept("FOREIGN") && cursor.accept("TABLE")) {
        return; // the rows are another database's
    } else if (cursor.accept("SCHEMA")) {
        cursor.accept({"IF", "EXISTS"});
        add_for_each_name(cursor, traits, {}, "drop-schema", "drops all that is in the schema");
    } else if (cursor.accept("DATABASE")) {
        cursor.accept({"IF", "EXISTS"});
        add_for_each_name(cursor, traits, {}, "drop-database", "drops the whole database");
    } else if (cascades) {
        TokenCursor object = what;
        const std::string type(object.take().text);
        object.accept("VIEW");
        object.accept({"IF", "EXISTS"});
        traits.losses.push_back({"drop-cascade",
                                 "drops " + type + ' ' + object.accept_name() +
                                     " with everything that depends on it, columns included",
                                 {}});
    }
}

// ALTER TABLE t DROP COLUMN a, DROP b: each action starts after the name or a comma outside
// parentheses.
void find_dropped_columns(TokenCursor cursor, StatementTraits& traits,
                          const NormalizeName& normalize) {
    if (!cursor.accept({"ALTER", "TABLE"})) return;
    cursor.accept({"IF", "EXISTS"});
    cursor.accept("ONLY");
    const std::string table = cursor.accept_name();
    cursor.accept("*");
    do {
        if (!cursor.accept("DROP")) continue;
        if (cursor.accept_any({"CONSTRAINT", "INDEX", "KEY", "PRIMARY", "FOREIGN", "CHECK"}))
            continue;
        if (cursor.accept("PARTITION")) {
            traits.losses.push_back({"drop-partition",
                                     "drops with its rows a partition of " + table,
                                     normalize(table)});
            continue;
        }
        cursor.accept("COLUMN");
        cursor.accept({"IF", "EXISTS"});
        traits.losses.push_back(
            {"drop-column",
             "drops with its values the column " + cursor.accept_name() + " of " + table,
             normalize(table)});
    } while (cursor.skip_past({","}));
}

void find_truncate(TokenCursor cursor, StatementTraits& traits, const NormalizeName& normalize) {
    if (!cursor.accept("TRUNCATE")) return;
    cursor.accept("TABLE");
    cursor.accept("ONLY");
    add_for_each_name(cursor, traits, normalize, "truncate", "removes every row of");
}

// A DELETE at any depth (a common table expression may hold one) whose own level has no WHERE.
void find_unbounded_deletes(std::span<const Token> tokens, StatementTraits& traits,
                            const NormalizeName& normalize) {
    if (traits.kind != StatementTraits::Kind::dml) return;
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        const bool starts = i == 0 || tokens[i - 1].is("(") || tokens[i - 1].is(")");
        if (!starts || !tokens[i].is("DELETE") || !tokens[i + 1].is("FROM")) continue;
        TokenCursor cursor(tokens.subspan(i + 2));
        cursor.accept("ONLY");
        const std::string table = cursor.accept_name();
        int depth = 0;
        bool bounded = false;
        for (; !cursor.at_end() && depth >= 0 && !bounded; cursor.take()) {
            if (cursor.peek().is("(")) ++depth;
            if (cursor.peek().is(")")) --depth;
            bounded = depth == 0 && (cursor.peek().is("WHERE") || cursor.peek().is("LIMIT"));
        }
        if (!bounded)
            traits.losses.push_back(
                {"delete-without-where", "deletes every row of " + table, normalize(table)});
    }
}

void find_created_table(TokenCursor cursor, StatementTraits& traits,
                        const NormalizeName& normalize) {
    if (!cursor.accept("CREATE")) return;
    cursor.accept_any({"TEMP", "TEMPORARY", "UNLOGGED"});
    // With IF NOT EXISTS it may be there already, with somebody's rows.
    if (!cursor.accept("TABLE") || cursor.accept("IF")) return;
    traits.creates = normalize(cursor.accept_name());
}

} // namespace

StatementTraits standard_traits(std::span<const Token> tokens, const NormalizeName& normalize) {
    StatementTraits traits;
    const TokenCursor cursor(tokens);
    traits.kind = cursor.peek().is("WITH") ? kind_of_with(tokens) : kind_of(cursor);
    traits.renames = renames_table(cursor);
    traits.summary = summary_of(tokens);
    if (is_transaction_control(cursor)) traits.scope = Scope::control;
    find_created_table(cursor, traits, normalize);
    find_drops(cursor, traits, normalize);
    find_dropped_columns(cursor, traits, normalize);
    find_truncate(cursor, traits, normalize);
    find_unbounded_deletes(tokens, traits, normalize);
    return traits;
}

} // namespace varve
