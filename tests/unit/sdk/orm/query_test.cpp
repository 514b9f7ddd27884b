#include "golden.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve;
using test::condition;
using test::on_mariadb;
using test::on_mysql;
using test::on_postgresql;
using test::on_sqlite;

namespace {

constexpr auto parent = alias<Quarry, "parent">;

/// Names that need their quotes.
struct Odd {
    int a = 0;
};

struct Labelled {
    std::string label;
    std::optional<std::string> quarry;
};

constexpr auto labels = from<Stone>.select(f<&Stone::label>);

} // namespace

template <> struct varve::Entity<Odd> {
    static constexpr auto mapping = table<Odd>("o\"d`d", column<&Odd::a>.named("a\"$1"));
};

BOOST_AUTO_TEST_SUITE(orm_query)

BOOST_AUTO_TEST_CASE(selects_the_columns_of_an_entity) {
    BOOST_TEST(on_postgresql(from<Stone>) ==
               "SELECT \"stones\".\"id\", \"stones\".\"quarry_id\", \"stones\".\"label\", "
               "\"stones\".\"weight\", \"stones\".\"age\", \"stones\".\"size\", "
               "\"stones\".\"grade\" FROM \"stones\"");
    BOOST_TEST(on_mysql(labels) == "SELECT `stones`.`label` FROM `stones`");
}

BOOST_AUTO_TEST_CASE(writes_conditions_with_the_parentheses_that_they_need) {
    const auto where = [](auto wanted) {
        std::string tail = condition(on_postgresql(labels.where(wanted)));
        for (std::size_t at; (at = tail.find("\"stones\".")) != std::string::npos;)
            tail.erase(at, 9);
        return tail;
    };
    const auto heavy = f<&Stone::weight> > 5;
    const auto grey = f<&Stone::label> == "grey";
    const auto old = f<&Stone::age> >= 100;
    BOOST_TEST(where(heavy && grey) == "\"weight\" > $1 AND \"label\" = $2");
    BOOST_TEST(where((heavy || grey) && old) ==
               "(\"weight\" > $1 OR \"label\" = $2) AND \"age\" >= $3");
    BOOST_TEST(where(heavy || (grey && old)) ==
               "\"weight\" > $1 OR \"label\" = $2 AND \"age\" >= $3");
    BOOST_TEST(where(!(heavy || grey)) == "NOT (\"weight\" > $1 OR \"label\" = $2)");
    BOOST_TEST(where(!is_null(f<&Stone::age>)) == "NOT (\"age\" IS NULL)");
    BOOST_TEST(where((f<&Stone::age> - 1) * 2 < f<&Stone::id> - (f<&Stone::age> - 3)) ==
               "(\"age\" - $1) * $2 < \"id\" - (\"age\" - $3)");
    BOOST_TEST(where(between(f<&Stone::age>, 3, 5)) == "\"age\" BETWEEN $1 AND $2");
    BOOST_TEST(where(starts_with(f<&Stone::label>, "100%")) == "\"label\" LIKE $1 ESCAPE '!'");
    BOOST_TEST(where(f<&Stone::size> == test::Size::boulder) == "\"size\" = $1");
    BOOST_TEST(where(sql<"mod({}, 2) = {}", bool>(f<&Stone::id>, 0)) ==
               "mod(\"id\", 2) = CAST($1 AS bigint)");
}

BOOST_AUTO_TEST_CASE(leaves_out_what_is_not_wanted) {
    const auto query = [](bool grey, bool old) {
        return on_sqlite(labels.where(f<&Stone::weight> > 5 &&
                                      dynamic(grey, f<&Stone::label> == "grey") &&
                                      dynamic(old, f<&Stone::age> > 100)));
    };
    const std::string start =
        "SELECT \"stones\".\"label\" FROM \"stones\" WHERE \"stones\".\"weight\" > ?1 AND ";
    BOOST_TEST(query(false, false) == start + "1 = 1 AND 1 = 1");
    BOOST_TEST(query(true, false) == start + "(\"stones\".\"label\" = ?2) AND 1 = 1");
    BOOST_TEST(query(false, true) == start + "1 = 1 AND (\"stones\".\"age\" > ?2)");
    BOOST_TEST(query(true, true) ==
               start + "(\"stones\".\"label\" = ?2) AND (\"stones\".\"age\" > ?3)");
    BOOST_TEST(
        on_sqlite(labels.where(f<&Stone::weight> > 5 || dynamic(false, f<&Stone::age> > 100))) ==
        "SELECT \"stones\".\"label\" FROM \"stones\" WHERE \"stones\".\"weight\" > ?1 OR 1 = 0");
}

BOOST_AUTO_TEST_CASE(writes_lists_as_long_as_they_are) {
    const auto query = [](std::vector<std::int64_t> ids) {
        return condition(on_mariadb(labels.where(in(f<&Stone::id>, ids))));
    };
    BOOST_TEST(query({}) == "1 = 0");
    BOOST_TEST(query({1}) == "`stones`.`id` IN (?)");
    BOOST_TEST(query({1, 2, 3}) == "`stones`.`id` IN (?, ?, ?, ?)");
    const auto none = labels.where(not_in(f<&Stone::id>, {}) && f<&Stone::id> > 3);
    BOOST_TEST(condition(on_mariadb(none)) == "1 = 1 AND `stones`.`id` > ?");
}

BOOST_AUTO_TEST_CASE(gives_lists_as_one_array_where_there_are_arrays) {
    const auto query = [](auto list) {
        return condition(on_postgresql(labels.where(list && f<&Stone::age> > 3)));
    };
    const std::string rest = " AND \"stones\".\"age\" > $2";
    for (const std::vector<std::int64_t>& ids : {std::vector<std::int64_t>{}, {1}, {1, 2, 3}}) {
        BOOST_TEST(query(in(f<&Stone::id>, ids)) == "\"stones\".\"id\" = ANY ($1)" + rest);
        BOOST_TEST(query(not_in(f<&Stone::id>, ids)) == "\"stones\".\"id\" <> ALL ($1)" + rest);
    }
}

BOOST_AUTO_TEST_CASE(joins_entities_also_with_themselves) {
    BOOST_TEST(
        on_postgresql(
            from<Stone>.join<Quarry>(f<&Stone::quarry_id> == of<Quarry>.f<&Record::id>).select(f<&Stone::label>, f<&Quarry::name>)) ==
        "SELECT \"stones\".\"label\", \"quarries\".\"name\" FROM \"stones\" JOIN \"quarries\" "
        "ON \"stones\".\"quarry_id\" = \"quarries\".\"id\" AND \"quarries\".\"deleted_at\" "
        "IS NULL");
    BOOST_TEST(on_postgresql(from<Quarry>
                                 .left_join(parent, f<&Quarry::parentId> == parent.f<&Record::id>)
                                 .with_deleted()
                                 .select_as<Labelled>(f<&Quarry::name>, parent.f<&Quarry::name>)) ==
               "SELECT \"quarries\".\"name\", \"parent\".\"name\" FROM \"quarries\" LEFT JOIN "
               "\"quarries\" AS \"parent\" ON \"quarries\".\"parent_id\" = \"parent\".\"id\"");
}

BOOST_AUTO_TEST_CASE(does_not_see_rows_that_count_as_deleted) {
    const auto names = from<Quarry>.select(f<&Quarry::name>);
    BOOST_TEST(on_sqlite(names) == "SELECT \"quarries\".\"name\" FROM \"quarries\" WHERE "
                                   "\"quarries\".\"deleted_at\" IS NULL");
    BOOST_TEST(
        on_sqlite(names.where(f<&Quarry::name> == "a" || f<&Quarry::name> == "b")) ==
        "SELECT \"quarries\".\"name\" FROM \"quarries\" WHERE \"quarries\".\"deleted_at\" IS "
        "NULL AND (\"quarries\".\"name\" = ?1 OR \"quarries\".\"name\" = ?2)");
    BOOST_TEST(on_sqlite(names.with_deleted()) == "SELECT \"quarries\".\"name\" FROM \"quarries\"");
}

BOOST_AUTO_TEST_CASE(groups_orders_and_pages) {
    const auto query = from<Stone>.group_by(f<&Stone::quarry_id>)
                           .having(count() > 2)
                           .select(f<&Stone::quarry_id>, count(), max(f<&Stone::weight>))
                           .order_by(desc(count()), f<&Stone::quarry_id>)
                           .limit(10)
                           .offset(20);
    const std::string start =
        "SELECT \"stones\".\"quarry_id\", COUNT(*), MAX(\"stones\".\"weight\") FROM \"stones\" "
        "GROUP BY \"stones\".\"quarry_id\" HAVING COUNT(*) > ";
    const std::string order = " ORDER BY COUNT(*) DESC, \"stones\".\"quarry_id\" ";
    BOOST_TEST(on_sqlite(query) == start + "?1" + order + "LIMIT ?2 OFFSET ?3");
    BOOST_TEST(on_postgresql(query) ==
               start + "$1" + order + "OFFSET $3 ROWS FETCH NEXT $2 ROWS ONLY");
    BOOST_TEST(on_sqlite(labels.offset(5)) ==
               "SELECT \"stones\".\"label\" FROM \"stones\" LIMIT -1 OFFSET ?1");
    BOOST_TEST(on_mysql(labels.offset(5)) ==
               "SELECT `stones`.`label` FROM `stones` LIMIT 18446744073709551615 OFFSET ?");
}

BOOST_AUTO_TEST_CASE(sees_the_columns_of_the_query_around_it) {
    const auto stones = from<Stone>.where(f<&Stone::quarry_id> == of<Quarry>.f<&Record::id>);
    BOOST_TEST(
        on_sqlite(from<Quarry>.with_deleted().select(f<&Quarry::name>).where(exists(stones))) ==
        "SELECT \"quarries\".\"name\" FROM \"quarries\" WHERE EXISTS (SELECT 1 FROM "
        "\"stones\" WHERE \"stones\".\"quarry_id\" = \"quarries\".\"id\")");
    BOOST_TEST(on_sqlite(from<Quarry>.with_deleted().select(scalar(stones.select(count())))) ==
               "SELECT (SELECT COUNT(*) FROM \"stones\" WHERE \"stones\".\"quarry_id\" = "
               "\"quarries\".\"id\") FROM \"quarries\"");
    BOOST_TEST(
        on_sqlite(labels.where(in(f<&Stone::id>, from<Owner>.select(f<&Owner::stone_id>)))) ==
        "SELECT \"stones\".\"label\" FROM \"stones\" WHERE \"stones\".\"id\" IN (SELECT "
        "\"owners\".\"stone_id\" FROM \"owners\")");
}

BOOST_AUTO_TEST_CASE(chooses_by_cases) {
    const auto query = from<Stone>.select(case_when(f<&Stone::weight> > 100, "heavy")
                                              .when(f<&Stone::weight> > 10, "fair")
                                              .otherwise("light"));
    BOOST_TEST(
        on_sqlite(query) ==
        "SELECT CASE WHEN \"stones\".\"weight\" > ?1 THEN ?2 WHEN \"stones\".\"weight\" > ?3 "
        "THEN ?4 ELSE ?5 END FROM \"stones\"");
    BOOST_TEST(on_postgresql(query).find("THEN CAST($2 AS text)") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(puts_queries_together) {
    const auto both = union_all(labels, from<Owner>.select(f<&Owner::name>));
    BOOST_TEST(on_mysql(both.order_by(desc(position<1>)).limit(3)) ==
               "SELECT `stones`.`label` FROM `stones` UNION ALL SELECT `owners`.`name` FROM "
               "`owners` ORDER BY 1 DESC LIMIT ? OFFSET ?");
    const auto common = intersect(labels, from<Owner>.select(f<&Owner::name>));
    BOOST_TEST(on_sqlite(common).find("\"stones\" INTERSECT SELECT") != std::string::npos);
    BOOST_TEST(on_mysql(common) ==
               "MySQL 5.6.24 has no set_operations; ask Dialect::supports(Feature::set_operations) "
               "before such a query");
}

BOOST_AUTO_TEST_CASE(names_queries) {
    const auto counts = cte<Count>(
        from<Stone>.group_by(f<&Stone::quarry_id>).select(f<&Stone::quarry_id>, count()));
    const auto query = from<Count>.with_queries(counts).where(f<&Count::stones> > 3);
    BOOST_TEST(
        on_sqlite(query) ==
        "WITH RECURSIVE \"counts\" (\"quarry_id\", \"stones\") AS (SELECT "
        "\"stones\".\"quarry_id\", COUNT(*) FROM \"stones\" GROUP BY "
        "\"stones\".\"quarry_id\") SELECT \"counts\".\"quarry_id\", \"counts\".\"stones\" FROM "
        "\"counts\" WHERE \"counts\".\"stones\" > ?1");
    BOOST_TEST(on_mysql(query).find("has no common_table_expressions") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(looks_through_windows) {
    const auto query =
        from<Stone>.select(over(sum(f<&Stone::weight>), partition_by(f<&Stone::quarry_id>),
                                order_by(desc(f<&Stone::id>))),
                           over(row_number(), order_by(f<&Stone::id>)));
    BOOST_TEST(on_mariadb(query) ==
               "SELECT SUM(`stones`.`weight`) OVER (PARTITION BY `stones`.`quarry_id` ORDER BY "
               "`stones`.`id` DESC), ROW_NUMBER() OVER (ORDER BY `stones`.`id`) FROM `stones`");
    BOOST_TEST(on_mysql(query).find("has no window_functions") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(locks_rows_where_there_are_locks) {
    BOOST_TEST(
        on_postgresql(labels.for_update().skip_locked()).ends_with(" FOR UPDATE SKIP LOCKED"));
    BOOST_TEST(on_postgresql(labels.for_share().no_wait()).ends_with(" FOR SHARE NOWAIT"));
    BOOST_TEST(on_mysql(labels.for_share()).ends_with(" LOCK IN SHARE MODE"));
    BOOST_TEST(on_mysql(labels.for_update().skip_locked()).find("has no skip_locked") !=
               std::string::npos);
    BOOST_TEST(on_sqlite(labels.for_update()).find("has no row_locks") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(leaves_out_equal_rows) {
    BOOST_TEST(on_sqlite(labels.distinct()).starts_with("SELECT DISTINCT \"stones\".\"label\""));
    const auto first = labels.distinct_on(f<&Stone::quarry_id>);
    BOOST_TEST(on_postgresql(first).starts_with(
        "SELECT DISTINCT ON (\"stones\".\"quarry_id\") \"stones\".\"label\""));
    BOOST_TEST(on_sqlite(first).find("has no distinct_on") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(looks_into_documents) {
    const auto query =
        from<Quarry>.with_deleted().select(json_text<"owner", "name">(f<&Quarry::notes>));
    BOOST_TEST(on_postgresql(query) ==
               "SELECT (\"quarries\".\"notes\" #>> '{\"owner\",\"name\"}') FROM \"quarries\"");
    BOOST_TEST(on_sqlite(query) == "SELECT json_extract(\"quarries\".\"notes\", "
                                   "'$.\"owner\".\"name\"') FROM \"quarries\"");
    const std::string found = "JSON_EXTRACT(`quarries`.`notes`, '$.\"owner\".\"name\"')";
    BOOST_TEST(on_mariadb(query) == "SELECT IF(JSON_TYPE(" + found +
                                        ") = 'NULL', NULL, JSON_UNQUOTE(" + found +
                                        ")) FROM `quarries`");
    BOOST_TEST(on_mysql(query).find("has no json") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(keeps_names_and_literals_as_they_are) {
    BOOST_TEST(
        on_sqlite(from<Odd>.where(f<&Odd::a> == 1)) ==
        "SELECT \"o\"\"d`d\".\"a\"\"$1\" FROM \"o\"\"d`d\" WHERE \"o\"\"d`d\".\"a\"\"$1\" = ?1");
    BOOST_TEST(on_mysql(from<Odd>) == "SELECT `o\"d``d`.`a\"$1` FROM `o\"d``d`");
    BOOST_TEST(
        on_sqlite(labels.where(sql<"{} = 'it''s $1 \"x\"'", bool>(f<&Stone::label>) &&
                               f<&Stone::id> == 5)) ==
        "SELECT \"stones\".\"label\" FROM \"stones\" WHERE (\"stones\".\"label\" = 'it''s $1 "
        "\"x\"') AND \"stones\".\"id\" = ?1");
    BOOST_TEST(on_postgresql(from<Quarry>.with_deleted().select(
                   json_text<"$type">(f<&Quarry::notes>), value(1))) ==
               "SELECT (\"quarries\".\"notes\" #>> '{\"$type\"}'), CAST($1 AS bigint) FROM "
               "\"quarries\"");
}

BOOST_AUTO_TEST_CASE(joins_texts) {
    const auto query = from<Stone>.select(concat(f<&Stone::label>, "!"));
    BOOST_TEST(on_sqlite(query) == "SELECT \"stones\".\"label\" || ?1 FROM \"stones\"");
    BOOST_TEST(on_mysql(query) == "SELECT CONCAT(`stones`.`label`, ?) FROM `stones`");
}

BOOST_AUTO_TEST_SUITE_END()
