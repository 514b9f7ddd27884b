#include "traits.hpp"

#include "dialect.hpp"

namespace varve::duckdb {

namespace {

using Kind = StatementTraits::Kind;

// DuckDB has more verbs than the standard, and a query may begin with its FROM.
Kind kind_of(TokenCursor cursor, Kind standard) {
    if (cursor.accept_any({"FROM", "DESCRIBE", "DESC", "SUMMARIZE", "PIVOT", "UNPIVOT"}))
        return Kind::query;
    if (cursor.accept_any({"USE", "LOAD", "PREPARE", "DEALLOCATE", "ATTACH", "DETACH"}))
        return Kind::setting;
    if (cursor.accept({"UPDATE", "EXTENSIONS"})) return Kind::other;
    return standard;
}

bool is_temporary(TokenCursor cursor) {
    if (!cursor.accept_any({"CREATE", "DROP", "ALTER"})) return false;
    cursor.accept({"OR", "REPLACE"});
    if (cursor.accept_any({"TEMP", "TEMPORARY"})) return true;
    cursor.take(); // TABLE, VIEW, …
    cursor.accept({"IF", "NOT", "EXISTS"});
    cursor.accept({"IF", "EXISTS"});
    return cursor.accept({"TEMP", "."});
}

// To attach a database, and to write the file out, is nothing that rolls back.
bool is_outside(TokenCursor cursor) {
    cursor.accept("FORCE");
    return cursor.accept_any({"ATTACH", "DETACH", "CHECKPOINT"});
}

// CREATE OR REPLACE drops what has the name.
void find_replaced_table(TokenCursor cursor, StatementTraits& traits,
                         const std::function<std::string(std::string_view)>& normalize) {
    if (!cursor.accept({"CREATE", "OR", "REPLACE", "TABLE"})) return;
    const std::string name = cursor.accept_name();
    traits.creates = normalize(name);
    traits.losses.push_back(
        {"drop-table", "replaces with all its rows the table " + name, traits.creates});
}

} // namespace

StatementTraits duckdb_traits(StatementTraits traits, std::string_view statement,
                              const std::function<std::string(std::string_view)>& normalize) {
    const std::vector<Token> tokens = tokenize(statement, lexical_rules());
    const TokenCursor cursor(tokens);
    traits.kind = kind_of(cursor, traits.kind);
    find_replaced_table(cursor, traits, normalize);
    if (is_outside(cursor)) {
        traits.scope = Scope::outside;
        traits.repeatable = traits.kind != Kind::setting; // a checkpoint
    }
    if (is_temporary(cursor)) {
        traits.kind = Kind::setting;
        traits.temporary = cursor.peek().is("CREATE");
        traits.losses.clear();
    }
    return traits;
}

} // namespace varve::duckdb
