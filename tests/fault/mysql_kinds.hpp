#pragma once

#include "kinds.hpp"

/// What the kinds of statements of MySQL and MariaDB are written with. In their texts {} is a name
/// of the kind's own.
namespace varve::test {

inline const std::string table =
    "CREATE TABLE {} (id INT PRIMARY KEY, x INT, name VARCHAR(20)) ENGINE = InnoDB;\n"
    "INSERT INTO {} VALUES (1, 10, 'one'), (2, 20, 'two'), (3, 30, 'three');\n";
inline const std::string indexed = table + "CREATE INDEX {}_x ON {} (x);\n";
inline const std::string partitioned =
    "CREATE TABLE {} (id INT PRIMARY KEY) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN "
    "(10), PARTITION p1 VALUES LESS THAN (20));\nINSERT INTO {} VALUES (1), (11);\n";
inline const std::string referring =
    table + "CREATE TABLE {}_child (id INT PRIMARY KEY, parent INT, KEY (parent));\n";
inline const std::string row_of_ten_thousand =
    "SELECT a.d + 10 * b.d + 100 * c.d + 1000 * e.d, a.d, "
    "'row' FROM digits a, digits b, digits c, digits e";
inline const std::string many = "CREATE TABLE {} (id INT PRIMARY KEY, x INT, name VARCHAR(20));\n"
                                "INSERT INTO {} " +
                                row_of_ten_thousand + ";\n";

inline std::string count(const std::string& view, const std::string& condition) {
    return "SELECT COUNT(*) FROM information_schema." + view + " WHERE " + condition;
}
inline std::string tables(const std::string& names) {
    return count("TABLES", "TABLE_SCHEMA = DATABASE() AND TABLE_NAME IN (" + names + ")");
}
inline std::string of_table(const std::string& view, const std::string& condition) {
    return count(view, "TABLE_SCHEMA = DATABASE() AND TABLE_NAME = '{}' AND " + condition);
}
inline std::string columns(const std::string& names) {
    return "SELECT GROUP_CONCAT(CONCAT(COLUMN_NAME, ' ', DATA_TYPE, IF(IS_NULLABLE = 'NO', '!', "
           "'')) ORDER BY ORDINAL_POSITION) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = "
           "DATABASE() AND TABLE_NAME = '{}' AND COLUMN_NAME IN (" +
           names + ")";
}
inline std::string index(const std::string& name) {
    return of_table("STATISTICS", "INDEX_NAME = '" + name + "'");
}
inline std::string constraints(const std::string& name) {
    return count("TABLE_CONSTRAINTS",
                 "CONSTRAINT_SCHEMA = DATABASE() AND CONSTRAINT_NAME = '" + name + "'");
}
inline std::string of_tables(const std::string& column) {
    return "SELECT " + column +
           " FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = '{}'";
}
inline std::string partitions() {
    return "SELECT GROUP_CONCAT(PARTITION_NAME ORDER BY PARTITION_ORDINAL_POSITION) FROM "
           "information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = '{}'";
}
inline std::string routines() {
    return count("ROUTINES", "ROUTINE_SCHEMA = DATABASE() AND ROUTINE_NAME = '{}'");
}
inline std::string triggers() {
    return count("TRIGGERS", "TRIGGER_SCHEMA = DATABASE() AND TRIGGER_NAME = '{}_trigger'");
}
inline std::string events() {
    return count("EVENTS", "EVENT_SCHEMA = DATABASE() AND EVENT_NAME LIKE '{}%'");
}
inline std::string rows(const std::string& what) {
    return "SELECT " + what + " FROM {}";
}

const std::vector<Kind>& table_kinds();
const std::vector<Kind>& column_kinds();
const std::vector<Kind>& index_kinds();
const std::vector<Kind>& partition_kinds();

} // namespace varve::test
