#include "names.hpp"
#include "traits.hpp"

#include <algorithm>

namespace varve::mysql {

namespace {

class Losses {
public:
    Losses(StatementTraits& traits, const SqlMode& mode) : traits_(traits), mode_(mode) {}

    void add(std::string_view rule, const std::string& reason, std::string_view table) {
        traits_.losses.push_back({std::string(rule), reason, normalized_name(table, mode_)});
    }
    void take_back(std::string_view rule) {
        std::erase_if(traits_.losses, [&](const Finding& finding) { return finding.rule == rule; });
    }
    bool is_strict() const noexcept { return mode_.strict; }

private:
    StatementTraits& traits_;
    const SqlMode& mode_;
};

// May a change to this type drop part of a value without a word? In a strict mode what does not fit
// is an error; fractions and times of day are cut all the same, and so are blanks behind a CHAR.
bool may_cut(std::span<const Token> type, bool is_strict) {
    TokenCursor cursor(type);
    if (!is_strict) return !cursor.accept_any({"LONGTEXT", "LONGBLOB", "JSON"});
    if (cursor.accept_any({"TINYINT", "SMALLINT", "MEDIUMINT", "INT",     "INTEGER",
                           "INT1",    "INT2",     "INT3",      "INT4",    "BOOL",
                           "BOOLEAN", "BIT",      "FLOAT",     "FLOAT4",  "DATE",
                           "YEAR",    "DECIMAL",  "DEC",       "NUMERIC", "FIXED"}))
        return true;
    if (cursor.accept_any({"TIME", "DATETIME", "TIMESTAMP"}))
        return !cursor.accept("(") || cursor.peek().text != "6";
    cursor.accept("NATIONAL");
    return cursor.accept_any({"CHAR", "CHARACTER", "NCHAR"}) && !cursor.accept("VARYING");
}

// What stands behind MODIFY or CHANGE. The old type is not in the text.
void find_narrowing(TokenCursor cursor, std::span<const Token> action, std::string_view table,
                    Losses& losses) {
    const bool changes_name = cursor.accept("CHANGE");
    if (!changes_name && !cursor.accept("MODIFY")) return;
    cursor.accept("COLUMN");
    cursor.accept({"IF", "EXISTS"});
    const std::string column = cursor.accept_name();
    if (changes_name) cursor.accept_name();
    if (may_cut(action.subspan(count_taken(cursor, action)), losses.is_strict()))
        losses.add("narrowing-type",
                   "may lose part of the values of column " + column + " of " + std::string(table) +
                       " if its type holds more now",
                   table);
}

// CONVERT TO CHARACTER SET latin1
bool converts_to_smaller_set(TokenCursor cursor) {
    if (!cursor.accept({"CONVERT", "TO"})) return false;
    if (!cursor.accept({"CHARACTER", "SET"}) && !cursor.accept({"CHAR", "SET"}))
        cursor.accept("CHARSET");
    return !cursor.accept("UTF8MB4") && cursor.peek().text != "'utf8mb4'";
}

void find_in_drop(TokenCursor cursor, const std::string& table, Losses& losses) {
    if (cursor.accept("PARTITION")) {
        losses.add("drop-partition", "drops with its rows a partition of " + table, table);
    } else if (cursor.accept({"SYSTEM", "VERSIONING"})) {
        losses.add("truncate", "removes what the rows of " + table + " were before", table);
    } else if (!cursor.accept_any({"CONSTRAINT", "INDEX", "KEY", "PRIMARY", "FOREIGN", "CHECK"}) &&
               !cursor.accept({"PERIOD", "FOR"})) {
        cursor.accept("COLUMN");
        cursor.accept({"IF", "EXISTS"});
        losses.add("drop-column",
                   "drops with its values the column " + cursor.accept_name() + " of " + table,
                   table);
    }
}

void find_in_alter_table(std::span<const Token> tokens, Losses& losses) {
    const std::optional<AlterTable> alter = read_alter_table(tokens);
    if (!alter) return;
    losses.take_back("drop-column");
    losses.take_back("drop-partition");
    const std::string& table = alter->table;
    if (alter->ignores_errors)
        losses.add("delete-without-where",
                   "deletes rows of " + table + " that a new key finds twice, for IGNORE", table);
    for (const std::span<const Token> action : alter->actions) {
        TokenCursor cursor(action);
        find_narrowing(cursor, action, table, losses);
        if (converts_to_smaller_set(cursor))
            losses.add("narrowing-type",
                       "may lose characters of " + table + " that the new character set lacks",
                       table);
        if (cursor.accept("DROP"))
            find_in_drop(cursor, table, losses);
        else if (cursor.accept({"TRUNCATE", "PARTITION"}))
            losses.add("truncate", "removes every row of a partition of " + table, table);
        else if (cursor.accept("DISCARD"))
            losses.add("truncate", "discards the rows of " + table, table);
    }
}

// DELETE a FROM a JOIN b ON …, DELETE HISTORY FROM t BEFORE …
void find_unbounded_delete(TokenCursor cursor, Losses& losses) {
    const bool deletes =
        cursor.accept("WITH") ? cursor.skip_past({"DELETE"}) : cursor.accept("DELETE");
    if (!deletes) return;
    losses.take_back("delete-without-where");
    while (cursor.accept_any({"LOW_PRIORITY", "QUICK", "IGNORE", "HISTORY"})) {}
    cursor.accept("FROM");
    const std::string table = cursor.accept_name();
    if (!cursor.has_ahead({"WHERE", "LIMIT", "ON", "BEFORE"}))
        losses.add("delete-without-where", "deletes every row of " + table, table);
}

// CREATE OR REPLACE drops what is there.
void find_replaced(TokenCursor cursor, StatementTraits& traits, Losses& losses) {
    if (!cursor.accept({"CREATE", "OR", "REPLACE"})) return;
    if (cursor.accept("TABLE")) {
        const std::string table = cursor.accept_name();
        losses.add("drop-table", "drops with all its rows the table " + table + " if it is there",
                   table);
    } else if (cursor.accept("DATABASE")) {
        traits.losses.push_back(
            {"drop-database",
             "drops the whole database " + cursor.accept_name() + " if it is there",
             {}});
    }
}

} // namespace

void add_losses(StatementTraits& traits, std::span<const Token> tokens, const SqlMode& mode) {
    const TokenCursor cursor(tokens);
    Losses losses(traits, mode);
    losses.take_back("drop-cascade"); // CASCADE is read and ignored
    find_in_alter_table(tokens, losses);
    find_unbounded_delete(cursor, losses);
    find_replaced(cursor, traits, losses);
    if (traits.kind == StatementTraits::Kind::setting) traits.losses.clear(); // a temporary table
}

} // namespace varve::mysql
