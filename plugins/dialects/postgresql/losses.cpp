#include "dialect.hpp"
#include "names.hpp"
#include "traits.hpp"

#include <algorithm>

namespace varve::postgresql {

namespace {

std::string joined(const QualifiedName& name) {
    return name.name_space.empty() ? name.name : name.name_space + '.' + name.name;
}

// The tokens that `cursor`, which reads from `tokens`, has not taken yet.
std::span<const Token> rest_of(TokenCursor cursor, std::span<const Token> tokens) {
    std::size_t count = 0;
    for (; !cursor.at_end(); cursor.take()) ++count;
    return tokens.subspan(tokens.size() - count);
}

// The words of a type, up to what follows it in ALTER COLUMN … TYPE.
std::span<const Token> type_tokens(std::span<const Token> from) {
    std::size_t size = 0;
    for (int depth = 0; size < from.size(); ++size) {
        const Token& token = from[size];
        if (token.is("(")) ++depth;
        if (token.is(")")) --depth;
        const bool ends = token.is(",") || token.is("USING") || token.is("COLLATE") ||
                          token.is("CASCADE") || token.is("RESTRICT");
        if (depth == 0 && ends) break;
    }
    return from.first(size);
}

bool has_bound(std::span<const Token> type) {
    return std::ranges::any_of(type, [](const Token& token) { return token.is("("); });
}

// May the cast that ALTER COLUMN makes by itself drop part of a value without a word? varchar(n) is
// not among them: what is too long for it is an error.
bool may_cut(std::span<const Token> type) {
    TokenCursor cursor(type);
    cursor.accept({"PG_CATALOG", "."});
    if (cursor.accept_any({"SMALLINT", "INT2", "INTEGER", "INT", "INT4", "REAL", "FLOAT4", "DATE",
                           "TIME", "TIMETZ", "NAME"}))
        return true;
    if (cursor.accept_any({"NUMERIC", "DECIMAL", "DEC", "FLOAT", "TIMESTAMP", "TIMESTAMPTZ"}))
        return has_bound(type);
    if (cursor.accept("INTERVAL")) return !cursor.at_end();
    cursor.accept("NATIONAL");
    if (cursor.accept_any({"CHARACTER", "CHAR", "NCHAR"})) return !cursor.accept("VARYING");
    return cursor.accept("BPCHAR") || cursor.peek().text == "\"char\"";
}

// USING c::text keeps all that there is.
bool is_cast_to_text(TokenCursor cursor) {
    cursor.accept_name();
    return cursor.accept({":", ":", "TEXT"}) && (cursor.at_end() || cursor.peek().is(","));
}

// What stands after ALTER [COLUMN] or ALTER ATTRIBUTE.
void find_narrowing(TokenCursor cursor, std::span<const Token> tokens, const QualifiedName& table,
                    StatementTraits& traits) {
    const std::string column = cursor.accept_name();
    cursor.accept({"SET", "DATA"});
    if (!cursor.accept("TYPE")) return;
    const std::span<const Token> type = type_tokens(rest_of(cursor, tokens));
    for (std::size_t i = 0; i < type.size(); ++i) cursor.take();
    if (cursor.accept("COLLATE")) cursor.accept_name();
    const std::string where = column + " of " + joined(table);
    if (cursor.accept("USING") && !is_cast_to_text(cursor))
        traits.losses.push_back({"narrowing-type",
                                 "replaces by an expression the values of column " + where,
                                 joined(table)});
    else if (may_cut(type))
        traits.losses.push_back(
            {"narrowing-type", "may lose part of the values of column " + where, joined(table)});
}

void find_in_alter_table(TokenCursor cursor, std::span<const Token> tokens,
                         StatementTraits& traits) {
    if (!cursor.accept({"ALTER", "TABLE"})) return;
    cursor.accept({"IF", "EXISTS"});
    cursor.accept("ONLY");
    const QualifiedName table = read_name(cursor.accept_name());
    cursor.accept("*");
    do {
        if (!cursor.accept("ALTER") || cursor.accept("CONSTRAINT")) continue;
        cursor.accept("COLUMN");
        find_narrowing(cursor, tokens, table, traits);
    } while (cursor.skip_past({","}));
}

// The columns of a composite type are columns of the tables that hold it.
void find_in_alter_type(TokenCursor cursor, std::span<const Token> tokens,
                        StatementTraits& traits) {
    if (!cursor.accept({"ALTER", "TYPE"})) return;
    const QualifiedName type = read_name(cursor.accept_name());
    do {
        if (cursor.accept({"ALTER", "ATTRIBUTE"})) {
            find_narrowing(cursor, tokens, type, traits);
        } else if (cursor.accept({"DROP", "ATTRIBUTE"})) {
            cursor.accept({"IF", "EXISTS"});
            traits.losses.push_back({"drop-column",
                                     "drops with its values the attribute " + cursor.accept_name() +
                                         " of type " + joined(type),
                                     joined(type)});
        }
    } while (cursor.skip_past({","}));
}

void find_drop_owned(TokenCursor cursor, StatementTraits& traits) {
    if (!cursor.accept({"DROP", "OWNED"})) return;
    cursor.accept("BY");
    traits.losses = {
        {"drop-owned", "drops everything that belongs to " + cursor.accept_name(), {}}};
}

} // namespace

void add_losses(StatementTraits& traits, std::span<const Token> tokens) {
    const TokenCursor cursor(tokens);
    find_in_alter_table(cursor, tokens, traits);
    find_in_alter_type(cursor, tokens, traits);
    find_drop_owned(cursor, traits);
    // Without CASCADE only an empty schema can be dropped.
    if (!cursor.has_ahead({"CASCADE"}))
        std::erase_if(traits.losses,
                      [](const Finding& finding) { return finding.rule == "drop-schema"; });
}

} // namespace varve::postgresql
