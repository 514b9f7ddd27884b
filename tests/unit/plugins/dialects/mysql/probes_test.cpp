#include "understanding.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace varve::mysql;

bool holds(const std::string& text, std::string_view piece) {
    return text.find(piece) != std::string::npos;
}

std::string state_of(const char* sql, const SqlMode& mode = mariadb_10_11) {
    const varve::StatementTraits found = traits_of(sql, mode);
    return found.probe ? found.probe->state : "";
}

} // namespace

BOOST_AUTO_TEST_SUITE(probes)

BOOST_AUTO_TEST_CASE(asks_where_the_object_is_found) {
    struct Case {
        const char *sql, *state;
    };
    for (const Case& c : {
             Case{"create table T (a int)",
                  "TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'T'"},
             Case{"create table `s`.`a``b` (a int)",
                  "TABLES WHERE TABLE_SCHEMA = 's' AND TABLE_NAME = 'a`b'"},
             Case{"create table `o'd\\d` (a int)", "TABLE_NAME = _utf8mb4 0x6f27645c64"},
             Case{"create table t as select 1", "TABLE_NAME = 't'"},
             Case{"drop table a, s.b", "TABLE_NAME = 'a') + (SELECT"},
             Case{"drop table a, s.b", "TABLE_SCHEMA = 's' AND TABLE_NAME = 'b') WHEN 0 THEN "
                                       "'absent' WHEN 2 THEN 'present' ELSE 'partial'"},
             Case{"alter online table s.t wait 3 add a int",
                  "COLUMNS WHERE TABLE_SCHEMA = 's' AND TABLE_NAME = 't'"},
             Case{"create unique index i using btree on s.t (a)",
                  "STATISTICS WHERE TABLE_SCHEMA = 's' AND TABLE_NAME = 't'"},
             Case{"drop index i on t",
                  "STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 't'"},
             Case{"create algorithm = merge definer = a@b sql security invoker view v as select 1",
                  "VIEWS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'v'"},
             Case{"drop view v, w", "WHEN 2 THEN 'present'"},
             Case{"create definer = a@b procedure s.p() select 1",
                  "ROUTINE_TYPE = 'PROCEDURE' AND ROUTINE_SCHEMA = 's' AND ROUTINE_NAME = 'p'"},
             Case{"create aggregate function f(a int) returns int return 1",
                  "ROUTINE_TYPE = 'FUNCTION' AND"},
             Case{"drop function f", "ROUTINE_NAME = 'f'"},
             Case{"create trigger s.t before insert on x for each row set @a = 1",
                  "TRIGGER_SCHEMA = 's' AND TRIGGER_NAME = 't'"},
             Case{"drop trigger t", "TRIGGER_NAME = 't'"},
             Case{"create event e on schedule every 1 day do select 1", "EVENT_NAME = 'e'"},
             Case{"alter event e rename to f", "EVENT_NAME = 'e'"},
             Case{"drop sequence s", "TABLE_NAME = 's'"},
             Case{"create schema d", "SCHEMATA WHERE SCHEMA_NAME = 'd'"},
             Case{"drop database d", "SCHEMATA WHERE SCHEMA_NAME = 'd'"},
             Case{"rename table a to b, s.c wait 3 to d",
                  "TABLE_SCHEMA = 's' AND TABLE_NAME = 'c'"},
             Case{"rename table if exists a to b", "TABLE_NAME = 'a'"},
         })
        BOOST_TEST_CONTEXT(c.sql) {
            const std::string state = state_of(c.sql);
            BOOST_TEST(holds(state, c.state), state);
            BOOST_TEST(!traits_of(c.sql).repeatable);
        }
}

BOOST_AUTO_TEST_CASE(asks_for_columns_that_the_server_has) {
    struct Case {
        const char* column;
        bool on_mysql_5_6, on_mysql_8_0, on_mariadb;
    };
    const char* const sql = "alter table t add a int";
    for (const Case& c : {
             Case{"COLUMN_TYPE", true, true, true},
             Case{"GENERATION_EXPRESSION", false, true, true},
             Case{"IS_VISIBLE", false, true, false},
             Case{"IGNORED", false, false, true},
             Case{"ENFORCED", false, true, false},
             Case{"CHECK_CLAUSE", false, true, true},
             Case{"TABLE_CONSTRAINTS USING", false, true, false},
         })
        BOOST_TEST_CONTEXT(c.column) {
            BOOST_TEST(holds(state_of(sql, mysql_5_6), c.column) == c.on_mysql_5_6);
            BOOST_TEST(holds(state_of(sql, mysql_8_0), c.column) == c.on_mysql_8_0);
            BOOST_TEST(holds(state_of(sql, mariadb_10_11), c.column) == c.on_mariadb);
        }
}

BOOST_AUTO_TEST_CASE(knows_what_may_simply_run_twice) {
    for (const char* const sql :
         {"create table if not exists t (a int)", "drop table if exists t, u",
          "create or replace view v as select 1",
          "create or replace definer = a@b procedure p() select 1", "alter view v as select 1",
          "alter procedure p comment 'x'", "alter event e disable",
          "alter database d character set utf8mb4", "alter sequence s increment 5",
          "create user if not exists u", "alter user u identified by 'x'", "grant select on t to u",
          "set password = 'x'", "set global a = 1", "analyze table t", "optimize table t",
          "flush privileges", "create index if not exists i on t (a)"}) {
        BOOST_TEST(traits_of(sql).repeatable, sql);
        BOOST_TEST(!traits_of(sql).probe.has_value(), sql);
    }
}

BOOST_AUTO_TEST_CASE(leaves_to_a_person_what_cannot_be_known) {
    for (const char* const sql : {"truncate t",
                                  "create or replace table t (a int)",
                                  "rename table a to c, b to a, c to b",
                                  "rename table if exists a to c, b to a, c to b",
                                  "create or replace sequence s",
                                  "create sequence s",
                                  "create sequence if not exists s",
                                  "create event e on schedule at now() do call p()",
                                  "create or replace event e on schedule at now() do call p()",
                                  "alter event e on schedule at now()",
                                  "alter user u identified by 'x' retain current password",
                                  "alter table t exchange partition p with table u",
                                  "alter table t truncate partition p",
                                  "alter table t discard tablespace",
                                  "alter table t import tablespace",
                                  "alter sequence s restart 5",
                                  "create user u",
                                  "drop user u",
                                  "rename user a to b",
                                  "revoke select on t from u",
                                  "create function f returns int soname 'f.so'",
                                  "install plugin p soname 'x'",
                                  "call p()",
                                  "execute s",
                                  "begin not atomic drop table t; end",
                                  "reset slave"}) {
        BOOST_TEST((traits_of(sql).scope == varve::Scope::outside), sql);
        BOOST_TEST(!traits_of(sql).repeatable, sql);
        BOOST_TEST(!traits_of(sql).probe.has_value(), sql);
    }
}

BOOST_AUTO_TEST_CASE(trusts_a_table_made_from_a_query_where_that_is_atomic) {
    const char* const sql = "create table t as select 1";
    BOOST_TEST(state_of(sql, mysql_5_6).empty());
    BOOST_TEST(!state_of(sql, mysql_8_0).empty());
    BOOST_TEST(state_of(sql, {.is_mariadb = true, .version_number = 100500}).empty());
    BOOST_TEST(!state_of("create table t (a int)", mysql_5_6).empty());
    BOOST_TEST(!traits_of("create table if not exists t as select 1", mysql_5_6).repeatable);
    BOOST_TEST(traits_of("create table if not exists t as select 1", mysql_8_0).repeatable);
    BOOST_TEST(traits_of("create table if not exists t (a int)", mysql_5_6).repeatable);
}

BOOST_AUTO_TEST_CASE(finishes_what_a_drop_of_several_objects_left) {
    const auto cleanup = [](const char* sql) { return traits_of(sql).probe->cleanup; };
    BOOST_TEST(cleanup("drop tables a, s.`b c` cascade") == "DROP TABLE IF EXISTS a, s.`b c`");
    BOOST_TEST(cleanup("drop view v, w") == "DROP view IF EXISTS v, w");
    BOOST_TEST(cleanup("drop table a") == "");
    BOOST_TEST(traits_of("drop table a, b").probe->cleanup_completes);
}

BOOST_AUTO_TEST_SUITE_END()
