#include "vocabulary.hpp"

namespace varve::test {

const Vocabulary& sqlite_vocabulary() {
    static const Vocabulary vocabulary{
        .names = {"x#", "Y#", "\"a b#\"", "\"select#\"", "\"q\"\"#\"", "\"é#\"", "\"#;--\""},
        .keys = {"INTEGER PRIMARY KEY", "INTEGER PRIMARY KEY AUTOINCREMENT", "INT PRIMARY KEY",
                 "INTEGER PRIMARY KEY DESC", "INTEGER NOT NULL UNIQUE"},
        .types = {{"TEXT",
                   "'text #'",
                   {"'it''s'", "(upper('x'))", "CURRENT_TIMESTAMP"},
                   "length(@) < 100",
                   "length(@)"},
                  {"INTEGER", "#", {"7", "-1", "(1 + 2)"}, "@ <> -99", "@ + 1"},
                  {"REAL", "#.5", {"1.5", "1e-3"}, "@ > -99.5", "@ * 2"},
                  {"BLOB", "x'0#'", {"x'00ff'", "NULL"}, "@ IS NOT 'none'", "hex(@)"}},
        .generated = {"ANY AS (@)", "ANY GENERATED ALWAYS AS (@) STORED"},
        .collations = {" COLLATE NOCASE", " COLLATE RTRIM"},
        .actions = {"", " ON DELETE CASCADE", " ON DELETE SET NULL ON UPDATE CASCADE",
                    " DEFERRABLE INITIALLY DEFERRED"},
        .table_options = {"", " STRICT"},
        .index_elements = {"@", "@ DESC", "lower(@)"},
        .index_predicates = {"", " WHERE @ IS NOT NULL"},
        .triggers = {
            "CREATE TRIGGER {name} AFTER INSERT ON {table} BEGIN UPDATE {other} SET @ = @; "
            "END",
            "CREATE TRIGGER {name} BEFORE DELETE ON {table} BEGIN DELETE FROM {other} WHERE "
            "@ = 'none'; END"}};
    return vocabulary;
}

} // namespace varve::test
