#include "understanding.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace varve::mysql;

std::string losses(const std::string& sql, const SqlMode& mode = mariadb_10_11) {
    std::string text;
    for (const varve::Finding& finding : traits_of(sql, mode).losses)
        text += finding.rule + ' ' + finding.object + ';';
    return text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(losses_suite)

BOOST_AUTO_TEST_CASE(finds_types_that_hold_less) {
    for (const char* const type : {"int",
                                   "INTEGER unsigned",
                                   "tinyint(1)",
                                   "smallint",
                                   "mediumint",
                                   "bool",
                                   "bit(3)",
                                   "float",
                                   "decimal(5, 2)",
                                   "numeric(3)",
                                   "date",
                                   "year",
                                   "time",
                                   "datetime",
                                   "datetime(3)",
                                   "timestamp(0) null",
                                   "char(3)",
                                   "character(2)",
                                   "national char(3)",
                                   "int not null first"}) {
        BOOST_TEST(losses("alter table S.t modify c " + std::string(type)) == "narrowing-type S.t;",
                   type);
        BOOST_TEST(losses("alter table t change column if exists c d " + std::string(type)) ==
                       "narrowing-type t;",
                   type);
    }
}

BOOST_AUTO_TEST_CASE(leaves_types_that_hold_as_much) {
    for (const char* const type :
         {"bigint", "double", "real", "varchar(20)", "character varying(3)", "national varchar(3)",
          "text", "longtext", "blob", "json", "datetime(6)", "timestamp(6)", "time(6)", "enum('a')",
          "uuid"})
        BOOST_TEST(losses("alter table t modify column c " + std::string(type)).empty(), type);
}

BOOST_AUTO_TEST_CASE(trusts_few_types_where_values_are_cut) {
    constexpr SqlMode lenient{.strict = false, .version_number = 50624};
    for (const char* const type : {"bigint", "varchar(20)", "text", "enum('a')", "datetime(6)"})
        BOOST_TEST(losses("alter table t modify c " + std::string(type), lenient) ==
                       "narrowing-type t;",
                   type);
    for (const char* const type : {"longtext", "longblob", "json"})
        BOOST_TEST(losses("alter table t modify c " + std::string(type), lenient).empty(), type);
}

BOOST_AUTO_TEST_CASE(names_what_else_is_lost) {
    struct Case {
        const char *sql, *losses;
    };
    for (const Case& c : {
             Case{"drop table `A b`, s.c", "drop-table A b;drop-table s.c;"},
             Case{"drop tables a cascade", "drop-table a;"},
             Case{"drop temporary table a", ""},
             Case{"create or replace table a (b int)", "drop-table a;"},
             Case{"create or replace temporary table a (b int)", ""},
             Case{"drop view v cascade", ""},
             Case{"drop database d", "drop-database ;"},
             Case{"drop schema if exists d", "drop-database ;"},
             Case{"create or replace database d", "drop-database ;"},
             Case{"alter table t drop a, drop column if exists `b`, drop primary key, drop index i",
                  "drop-column t;drop-column t;"},
             Case{"alter online table t wait 5 drop a", "drop-column t;"},
             Case{"alter table t nowait drop foreign key a, drop check b, drop constraint c", ""},
             Case{"alter table t drop period for system_time", ""},
             Case{"alter table t drop system versioning", "truncate t;"},
             Case{"alter table t drop partition a, b", "drop-partition t;"},
             Case{"alter table t truncate partition a", "truncate t;"},
             Case{"alter table t discard tablespace", "truncate t;"},
             Case{"alter table t exchange partition a with table b", ""},
             Case{"alter table t alter a drop default", ""},
             Case{"alter ignore table t add unique (a)", "delete-without-where t;"},
             Case{"alter table t convert to character set latin1", "narrowing-type t;"},
             Case{"alter table t convert to charset utf8mb3", "narrowing-type t;"},
             Case{"alter table t convert to character set utf8mb4 collate utf8mb4_bin", ""},
             Case{"alter table t add a int, modify b int, drop c",
                  "narrowing-type t;drop-column t;"},
             Case{"truncate table a", "truncate a;"},
             Case{"delete from t", "delete-without-where t;"},
             Case{"delete low_priority quick ignore from s.t", "delete-without-where s.t;"},
             Case{"delete from t limit 1", ""},
             Case{"delete from t where a = 1", ""},
             Case{"delete a, b from a join b", "delete-without-where a;"},
             Case{"delete a from a join b on a.x = b.x", ""},
             Case{"delete from t where a in (select 1)", ""},
             Case{"delete from t order by (select 1 where 1)", "delete-without-where t;"},
             Case{"delete history from t", "delete-without-where t;"},
             Case{"delete history from t before system_time '2020-01-01'", ""},
             Case{"with a as (select 1 where 1) delete from t", "delete-without-where t;"},
             Case{"/*! delete from t */", "delete-without-where t;"},
             Case{"set statement a = 1 for delete from t", "delete-without-where t;"},
         })
        BOOST_TEST_CONTEXT(c.sql)
    BOOST_TEST(losses(c.sql) == c.losses);
}

BOOST_AUTO_TEST_SUITE_END()
