// What schemas are written as, and read from what the servers tell. MySQL 8 by its manual: no such
// server runs the tests.
#include "understanding.hpp"

#include "plugins/dialects/mysql/catalog_text.hpp"
#include "plugins/dialects/mysql/ddl.hpp"

#include "varve/error.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace varve;
using namespace varve::mysql;
using namespace varve::schema;

using Texts = std::vector<std::string>;

const Name t{{}, "t"};

Column column(std::string name, std::string type) {
    return {.name = std::move(name), .type = {Kind::any, std::move(type)}};
}

std::optional<std::string> told(std::string text, std::string_view type, std::string_view extra,
                                const SqlMode& mode) {
    return default_of({std::move(text), type, extra}, mode);
}

} // namespace

BOOST_AUTO_TEST_SUITE(ddl_of_mysql)

BOOST_AUTO_TEST_CASE(all_changes_of_a_table_are_one_statement_and_foreign_keys_are_their_own) {
    const Constraint key{
        .name = "f", .rule = ForeignKey{{"a"}, {{}, "p"}, {"id"}, {}, ForeignKey::Action::cascade}};
    const std::vector<Change> changes{
        {Drop{PartOf<Constraint>{t, key}}},
        {Drop{PartOf<Column>{t, column("gone", "int")}}},
        {Create{View{.name = {{}, "v"}, .query = "select 1"}}},
        {Alter{PartOf<Column>{t, column("a", "int")}, PartOf<Column>{t, column("a", "bigint")}}},
        {Create{PartOf<Index>{t, {.name = "i", .unique = true, .elements = {{.column = "a"}}}}}},
        {Create{PartOf<Constraint>{t, key}}}};
    const Texts expected{
        "ALTER TABLE `t` DROP FOREIGN KEY `f`", "CREATE VIEW `v` AS select 1",
        "ALTER TABLE `t` DROP COLUMN `gone`, MODIFY COLUMN `a` bigint, ADD UNIQUE INDEX `i` (`a`)",
        "ALTER TABLE `t` ADD CONSTRAINT `f` FOREIGN KEY (`a`) REFERENCES `p` (`id`) ON DELETE "
        "CASCADE"};
    BOOST_TEST(mysql::ddl({}, changes, mariadb_10_11) == expected,
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_default_alone_does_not_say_the_type_again) {
    Column before = column("a", "int"), after = before;
    after.default_value = "3";
    const std::vector<Change> set{{Alter{PartOf<Column>{t, before}, PartOf<Column>{t, after}}}};
    BOOST_TEST(mysql::ddl({}, set, mysql_5_6).at(0) ==
               "ALTER TABLE `t` ALTER COLUMN `a` SET DEFAULT 3");
    after.default_value = "(1 + 2)";
    const std::vector<Change> all{{Alter{PartOf<Column>{t, before}, PartOf<Column>{t, after}}}};
    BOOST_TEST(mysql::ddl({}, all, mysql_8_0).at(0) ==
               "ALTER TABLE `t` MODIFY COLUMN `a` int DEFAULT (1 + 2)");
}

BOOST_AUTO_TEST_CASE(an_index_is_seen_or_not_without_being_made_again) {
    Index before{.name = "k", .elements = {{.column = "a"}}}, after = before;
    after.visible = false;
    const std::vector<Change> hide{{Alter{PartOf<Index>{t, before}, PartOf<Index>{t, after}}}};
    const std::vector<Change> show = reverse(hide);
    BOOST_TEST(mysql::ddl({}, hide, mysql_8_0).at(0) ==
               "ALTER TABLE `t` ALTER INDEX `k` INVISIBLE");
    BOOST_TEST(mysql::ddl({}, show, mysql_8_0).at(0) == "ALTER TABLE `t` ALTER INDEX `k` VISIBLE");
    BOOST_TEST(mysql::ddl({}, hide, mariadb_10_11).at(0) ==
               "ALTER TABLE `t` ALTER INDEX `k` IGNORED");
    BOOST_TEST(mysql::ddl({}, show, mariadb_10_11).at(0) ==
               "ALTER TABLE `t` ALTER INDEX `k` NOT IGNORED");
}

BOOST_AUTO_TEST_CASE(a_rename_is_what_the_server_has_words_for) {
    DatabaseSchema before{.tables = {{.name = t, .columns = {column("a", "int")}}}};
    const std::vector<Change> one{{Rename{{ObjectKind::column, t, "a"}, "b"}}};
    BOOST_TEST(mysql::ddl(before, one, mysql_8_0).at(0) ==
               "ALTER TABLE `t` RENAME COLUMN `a` TO `b`");
    BOOST_TEST(mysql::ddl(before, one, mysql_5_6).at(0) ==
               "ALTER TABLE `t` CHANGE COLUMN `a` `b` int");
    const std::vector<Change> index{{Rename{{ObjectKind::index, t, "i"}, "j"}}};
    BOOST_TEST(mysql::ddl(before, index, mysql_8_0).at(0) ==
               "ALTER TABLE `t` RENAME INDEX `i` TO `j`");
    BOOST_CHECK_THROW(mysql::ddl(before, index, mysql_5_6), Error);
}

BOOST_AUTO_TEST_CASE(mysql_8_has_columns_indexes_and_checks_of_its_own) {
    Table table{.name = t, .options = {{"engine", "InnoDB"}, {"collation", "utf8mb4_0900_ai_ci"}}};
    table.columns = {column("a", "int"), column("p", "point")};
    table.columns[0].options["invisible"] = "yes";
    table.columns[0].default_value = "(uuid_to_bin(uuid()))";
    table.columns[1].options["srid"] = "4326";
    table.constraints = {{.name = "c", .rule = Check{"`a` > 0"}, .enforced = false}};
    table.indexes = {{.name = "i", .elements = {{.expression = "(lower(`a`))"}}, .visible = false}};
    BOOST_TEST(mysql::ddl({}, std::vector<Change>{{Create{table}}}, mysql_8_0).at(0) ==
               "CREATE TABLE `t` (\n"
               "    `a` int DEFAULT (uuid_to_bin(uuid())) INVISIBLE,\n"
               "    `p` point SRID 4326,\n"
               "    CONSTRAINT `c` CHECK (`a` > 0) NOT ENFORCED,\n"
               "    INDEX `i` ((lower(`a`))) INVISIBLE\n"
               ") ENGINE=InnoDB DEFAULT CHARACTER SET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci");
    const Drop drop{PartOf<Constraint>{t, table.constraints[0]}};
    BOOST_TEST(mysql::ddl({}, std::vector<Change>{{drop}}, mysql_8_0).at(0) ==
               "ALTER TABLE `t` DROP CHECK `c`");
}

BOOST_AUTO_TEST_CASE(what_the_server_has_not_is_refused_by_name) {
    const std::vector<Change> changes{{Create{EnumType{.name = {{}, "mood"}}}}};
    BOOST_CHECK_EXCEPTION(mysql::ddl({}, changes, mariadb_10_11), Error, [](const Error& error) {
        return std::string(error.what()) == "MySQL has no such things: enum mood";
    });
}

BOOST_AUTO_TEST_CASE(a_default_is_read_as_each_server_tells_it) {
    BOOST_TEST(told("'a'", "varchar", "", mariadb_10_11).value() == "'a'");
    BOOST_TEST(!told("NULL", "varchar", "", mariadb_10_11));
    BOOST_TEST(told("uuid()", "uuid", "", mariadb_10_11).value() == "(uuid())");
    BOOST_TEST(told("NULL", "varchar", "", mysql_5_6).value() == "'NULL'");
    BOOST_TEST(told("CURRENT_TIMESTAMP", "varchar", "", mysql_5_6).value() ==
               "'CURRENT_TIMESTAMP'");
    BOOST_TEST(told("CURRENT_TIMESTAMP(3)", "datetime", "DEFAULT_GENERATED", mysql_8_0).value() ==
               "CURRENT_TIMESTAMP(3)");
    BOOST_TEST(
        told("concat(_utf8mb4\\'a\\',`b`)", "varchar", "DEFAULT_GENERATED", mysql_8_0).value() ==
        "(concat(_utf8mb4'a',`b`))");
    BOOST_TEST(told("0x41", "varchar", "", mysql_5_6).value() == "'0x41'");
    BOOST_TEST(told("0x41", "varbinary", "", mysql_8_0).value() == "0x41");
    BOOST_TEST(told("a\\b", "varchar", "", mysql_5_6).value() == "'a\\\\b'");
}

BOOST_AUTO_TEST_CASE(the_name_of_the_database_goes_and_what_it_qualified_is_told) {
    Texts named;
    const std::string text =
        without_database("select `d`.`t`.`a` AS `d`,'`d`.`x`' AS `s`,`o`.`d`.`c` from `d`.`t`", "d",
                         mariadb_10_11, [&](const std::string& name) { named.push_back(name); });
    BOOST_TEST(text == "select `t`.`a` AS `d`,'`d`.`x`' AS `s`,`o`.`d`.`c` from `t`");
    BOOST_TEST(named == (Texts{"t", "t"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
