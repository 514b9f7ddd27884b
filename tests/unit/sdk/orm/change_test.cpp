#include "golden.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve;
using test::on_mariadb;
using test::on_mysql;
using test::on_postgresql;
using test::on_sqlite;

BOOST_AUTO_TEST_SUITE(orm_change)

BOOST_AUTO_TEST_CASE(inserts_what_the_database_does_not_make) {
    const Stone stone;
    BOOST_TEST(on_sqlite(insert<Stone>().values(stone)) ==
               "INSERT INTO \"stones\" (\"quarry_id\", \"label\", \"weight\", \"age\", \"size\", "
               "\"grade\", \"photo\") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
    BOOST_TEST(
        on_mysql(
            insert<Owner>().set<&Owner::stone_id>(3).set<&Owner::name>("Ann").set<&Owner::share>(
                50)) == "INSERT INTO `owners` (`stone_id`, `name`, `share`) VALUES (?, ?, ?)");
}

BOOST_AUTO_TEST_CASE(inserts_many_rows_at_once) {
    const std::vector<Owner> owners(3);
    BOOST_TEST(on_postgresql(insert<Owner>().values(owners)) ==
               "INSERT INTO \"owners\" (\"stone_id\", \"name\", \"share\") VALUES ($1, $2, $3), "
               "($4, $5, $6), ($7, $8, $9)");
}

BOOST_AUTO_TEST_CASE(inserts_the_rows_of_a_query) {
    BOOST_TEST(on_sqlite(insert<Owner>().query<&Owner::stone_id, &Owner::name, &Owner::share>(
                   from<Stone>.select(f<&Stone::id>, f<&Stone::label>, value(100)))) ==
               "INSERT INTO \"owners\" (\"stone_id\", \"name\", \"share\") SELECT "
               "\"stones\".\"id\", \"stones\".\"label\", ?1 FROM \"stones\"");
}

BOOST_AUTO_TEST_CASE(changes_the_row_that_is_there) {
    const Owner owner;
    const auto upsert = insert<Owner>().values(owner).on_conflict<&Owner::stone_id, &Owner::name>();
    const auto sum = upsert.set<&Owner::share>(f<&Owner::share> + inserted<&Owner::share>);
    BOOST_TEST(on_postgresql(sum) ==
               "INSERT INTO \"owners\" (\"stone_id\", \"name\", \"share\") VALUES ($1, $2, $3) ON "
               "CONFLICT (\"stone_id\", \"name\") DO UPDATE SET \"share\" = \"owners\".\"share\" + "
               "excluded.\"share\"");
    BOOST_TEST(on_mysql(sum) ==
               "INSERT INTO `owners` (`stone_id`, `name`, `share`) VALUES (?, ?, ?) ON DUPLICATE "
               "KEY UPDATE `share` = `owners`.`share` + VALUES(`share`)");
    BOOST_TEST(
        on_sqlite(upsert.do_update()).ends_with("DO UPDATE SET \"share\" = excluded.\"share\""));
    BOOST_TEST(on_sqlite(upsert.do_nothing())
                   .ends_with("ON CONFLICT (\"stone_id\", \"name\") DO NOTHING"));
    BOOST_TEST(on_mariadb(upsert.do_nothing())
                   .ends_with("ON DUPLICATE KEY UPDATE `stone_id` = `stone_id`"));
}

BOOST_AUTO_TEST_CASE(counts_the_versions_of_an_upsert) {
    const Quarry quarry;
    BOOST_TEST(on_sqlite(insert<Quarry>().values(quarry).on_conflict<&Quarry::name>().do_update())
                   .ends_with("\"updated_at\" = excluded.\"updated_at\", \"name\" = "
                              "excluded.\"name\", \"place_country\" = excluded.\"place_country\", "
                              "\"place_city\" = excluded.\"place_city\", \"parent_id\" = "
                              "excluded.\"parent_id\", \"notes\" = excluded.\"notes\", "
                              "\"deleted_at\" = excluded.\"deleted_at\", \"version\" = "
                              "\"quarries\".\"version\" + 1"));
}

BOOST_AUTO_TEST_CASE(returns_what_it_has_done_where_that_can_be) {
    const Stone stone;
    const auto insert_one = insert<Stone>().values(stone).returning(f<&Stone::id>);
    BOOST_TEST(on_mariadb(insert_one).ends_with(" RETURNING `stones`.`id`"));
    BOOST_TEST(on_mysql(insert_one).find("has no insert_returning") != std::string::npos);
    const auto change = update<Stone>(3).set<&Stone::label>("red").returning(f<&Stone::label>);
    BOOST_TEST(on_postgresql(change) ==
               "UPDATE \"stones\" SET \"label\" = $1 WHERE \"stones\".\"id\" "
               "= $2 RETURNING \"stones\".\"label\"");
    BOOST_TEST(on_mariadb(change).find("has no update_returning") != std::string::npos);
    const auto removal = remove<Stone>(3).returning(f<&Stone::label>);
    BOOST_TEST(on_mariadb(removal) ==
               "DELETE FROM `stones` WHERE `stones`.`id` = ? RETURNING `stones`.`label`");
    BOOST_TEST(on_mysql(removal).find("has no delete_returning") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(updates_the_version_and_the_moment) {
    BOOST_TEST(
        on_sqlite(update<Quarry>(1).set<&Quarry::name>("a").set<&Quarry::parentId>(std::nullopt)) ==
        "UPDATE \"quarries\" SET \"name\" = ?1, \"parent_id\" = ?2, \"updated_at\" = ?3, "
        "\"version\" = \"version\" + 1 WHERE \"quarries\".\"id\" = ?4 AND "
        "\"quarries\".\"deleted_at\" IS NULL");
    BOOST_TEST(
        on_sqlite(
            update<Quarry>().with_deleted().everywhere().set<&Quarry::place, &test::Place::town>(
                "b")) ==
        "UPDATE \"quarries\" SET \"place_city\" = ?1, \"updated_at\" = ?2, \"version\" = "
        "\"version\" + 1");
}

BOOST_AUTO_TEST_CASE(does_not_write_what_was_not_read) {
    const Stone stone;
    using Columns = orm::ColumnsWhere<Stone, orm::is_written_over>;
    BOOST_TEST(
        on_sqlite(orm::UpdateRow<Stone, Columns>{stone, {}}) ==
        "UPDATE \"stones\" SET \"quarry_id\" = ?1, \"label\" = ?2, \"weight\" = ?3, \"age\" = "
        "?4, \"size\" = ?5, \"grade\" = ?6 WHERE \"id\" = ?7");
    BOOST_TEST(on_sqlite(insert<Stone>().values(stone).on_conflict<&Stone::id>().do_update())
                   .find("\"photo\" =") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(removes_rows) {
    BOOST_TEST(
        on_sqlite(remove<Owner>(3, "Ann")) ==
        "DELETE FROM \"owners\" WHERE \"owners\".\"stone_id\" = ?1 AND \"owners\".\"name\" = ?2");
    BOOST_TEST(
        on_sqlite(remove<Owner>().where(f<&Owner::share> < 1 || f<&Owner::share> > 100)) ==
        "DELETE FROM \"owners\" WHERE \"owners\".\"share\" < ?1 OR \"owners\".\"share\" > ?2");
    BOOST_TEST(on_sqlite(remove<Owner>().everywhere()) == "DELETE FROM \"owners\"");
}

BOOST_AUTO_TEST_SUITE_END()
