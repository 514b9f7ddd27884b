#pragma once

#include <string>
#include <vector>

namespace varve::test {

/// What random schemas of one kind of database are made of. In all texts # stands for a number, and
/// @ for a column.
struct Vocabulary {
    struct Type {
        std::string name;
        std::string value;                 ///< of the row of this number; different in each
        std::vector<std::string> defaults; ///< constants and expressions
        /// What holds for all values, empty where nothing may be checked; an expression.
        std::string check = {}, computed = {};
        bool keeps_values = true; ///< may a column of another type get this one?
    };

    std::vector<std::string> names;         ///< of tables, columns, …: "t#", "\"a b#\""
    std::vector<std::string> keys;          ///< types of a key of numbers, "INTEGER PRIMARY KEY"
    std::vector<Type> types;                ///< each may be the type of any column
    std::vector<std::string> generated;     ///< "int AS (@) STORED"; empty where there is none
    std::vector<std::string> collations;    ///< " COLLATE NOCASE"; of the first type
    std::vector<std::string> actions;       ///< " ON DELETE CASCADE"
    std::vector<std::string> table_options; ///< behind the parenthesis
    std::vector<std::string> index_elements, index_predicates;
    /// {name}, {table}, {other} and @, a column of {other}; empty where there is none.
    std::vector<std::string> triggers;
    bool one_trigger_each = false;   ///< of a text and a table
    bool foreign_keys_apart = false; ///< made when all tables are there
};

const Vocabulary& sqlite_vocabulary();
const Vocabulary& postgresql_vocabulary();
const Vocabulary& mysql_vocabulary();
const Vocabulary& mariadb_vocabulary();

} // namespace varve::test
