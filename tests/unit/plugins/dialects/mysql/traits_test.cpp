#include "understanding.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace varve::mysql;
using varve::Scope;
using Kind = varve::StatementTraits::Kind;

} // namespace

BOOST_AUTO_TEST_SUITE(traits_suite)

BOOST_AUTO_TEST_CASE(knows_what_commits_by_itself) {
    for (const char* const sql : {
             "create table t (a int)",
             "CREATE OR REPLACE TABLE t (a int)",
             "/*!50003 create*/ /*!50017 definer=`a`@`%`*/ /*!50003 trigger t before insert on x "
             "for "
             "each row set @a = 1 */",
             "create index i on t (a)",
             "create definer = 'a'@'b' procedure p() select 1",
             "create user u",
             "create database d",
             "alter table t add a int",
             "alter online table t add a int",
             "alter user u identified by 'x'",
             "drop table t",
             "drop function f",
             "rename table a to b",
             "rename user a to b",
             "truncate t",
             "grant select on t to u",
             "revoke select on t from u",
             "set password = 'x'",
             "set default role r for u",
             "install plugin p soname 'p.so'",
             "analyze table t",
             "analyze local table t",
             "optimize no_write_to_binlog tables t, u",
             "check table t",
             "repair table t",
             "cache index t in c",
             "load index into cache t",
             "flush privileges",
             "reset query cache",
             "start slave",
             "stop replica",
             "change master to master_host = 'x'",
             "call p()",
             "execute s",
             "execute immediate 'select 1'",
             "begin not atomic drop table t; end",
             "if 1 then commit; end if",
             "set statement max_statement_time = 1 for alter table t add a int",
             "set transaction isolation level read committed",
             "set autocommit = 0",
             "SET @@session.AUTOCOMMIT=1",
             "set @a = 1, autocommit := 0",
             "set global max_connections = 100",
             "set @@global.max_connections = 100",
             "set @a = 1, persist max_connections = 100",
         })
        BOOST_TEST_CONTEXT(sql)
    BOOST_TEST((traits_of(sql).scope == Scope::outside));
}

BOOST_AUTO_TEST_CASE(knows_what_rolls_back) {
    for (const char* const sql : {
             "insert into t values (1)",
             "replace t set a = 1",
             "update t set a = 1",
             "delete from t where a = 1",
             "load data infile '/f' into table t",
             "select 1",
             "with a as (select 1) select * from a",
             "create temporary table t (a int)",
             "create or replace temporary table t (a int)",
             "drop temporary table t",
             "drop temporary tables if exists t, u",
             "set @a = 1",
             "set names utf8mb4",
             "set session transaction isolation level serializable",
             "set foreign_key_checks = 0",
             "use d",
             "unlock tables",
             "prepare s from 'drop table t'",
             "deallocate prepare s",
             "drop prepare s",
             "analyze select 1",
             "analyze format=json update t set a = 1",
             "begin not atomic insert into t values (1); end",
             "savepoint s",
             "rollback to s",
             "/*!50700 drop table t */",
         })
        BOOST_TEST_CONTEXT(sql)
    BOOST_TEST((traits_of(sql).scope == Scope::transactional));
    BOOST_TEST((traits_of("/*!50700 drop table t */", mysql_8_0).scope == Scope::outside));
}

BOOST_AUTO_TEST_CASE(knows_transaction_control) {
    for (const char* const sql :
         {"begin", "begin work", "start transaction read only", "commit", "commit and chain",
          "rollback", "xa start 'x'", "xa commit 'x'", "/*! commit */"})
        BOOST_TEST_CONTEXT(sql)
    BOOST_TEST((traits_of(sql).scope == Scope::control));
}

BOOST_AUTO_TEST_CASE(refuses_what_has_no_place_in_a_migration) {
    struct Case {
        const char *sql, *words;
    };
    for (const Case& c : {
             Case{"lock tables t write", "--skip-add-locks"},
             Case{"lock table t read", "history cannot be written"},
             Case{"flush tables with read lock", "history cannot be written"},
             Case{"flush tables t for export", "history cannot be written"},
             Case{"backup stage start", "history cannot be written"},
             Case{"load data local infile '/f' into table t", "its client"},
             Case{"shutdown", "ends the server"},
             Case{"do release_all_locks()", "migration lock"},
         })
        BOOST_TEST_CONTEXT(c.sql) {
            const varve::StatementTraits found = traits_of(c.sql);
            BOOST_TEST((found.scope == Scope::forbidden));
            BOOST_TEST(found.objection.find(c.words) != std::string::npos, found.objection);
        }
}

BOOST_AUTO_TEST_CASE(tells_kinds_apart) {
    struct Case {
        const char* sql;
        Kind kind;
    };
    for (const Case& c : {
             Case{"create table t (a int)", Kind::ddl},
             Case{"alter ignore table t add a int", Kind::ddl},
             Case{"install soname 'x'", Kind::ddl},
             Case{"set password for u = 'x'", Kind::ddl},
             Case{"grant a to b", Kind::ddl},
             Case{"load data infile '/f' into table t", Kind::dml},
             Case{"replace into t values (1)", Kind::dml},
             Case{"with a as (select 1) delete from t where b in (select * from a)", Kind::dml},
             Case{"select 1", Kind::query},
             Case{"show tables", Kind::query},
             Case{"desc t", Kind::query},
             Case{"select count(*) into @a from t", Kind::setting},
             Case{"select @a := max(b) from t", Kind::setting},
             Case{"select a into outfile '/f' from t", Kind::query},
             Case{"set @a = 1", Kind::setting},
             Case{"/*!40101 SET NAMES utf8 */", Kind::setting},
             Case{"use d", Kind::setting},
             Case{"prepare s from @a", Kind::setting},
             Case{"create temporary table t (a int)", Kind::setting},
             Case{"drop temporary table t", Kind::setting},
             Case{"unlock tables", Kind::setting},
             Case{"set global a = 1", Kind::other},
             Case{"call p()", Kind::dml},
             Case{"begin not atomic drop table t; end", Kind::dml},
             Case{"do sleep(1)", Kind::other},
             Case{"set statement a = 1 for update t set a = 1", Kind::dml},
         })
        BOOST_TEST_CONTEXT(c.sql)
    BOOST_TEST((traits_of(c.sql).kind == c.kind));
}

BOOST_AUTO_TEST_CASE(knows_what_is_made_and_renamed) {
    BOOST_TEST(traits_of("create table `A``b`.T (a int)").creates == "A`b.T");
    BOOST_TEST(traits_of("create or replace table t (a int)").creates == "t");
    BOOST_TEST(traits_of("create table if not exists t (a int)").creates.empty());
    BOOST_TEST(traits_of("create temporary table t (a int)").temporary);
    BOOST_TEST(!traits_of("drop temporary table t").temporary);
    BOOST_TEST(traits_of("create table \"a b\" (a int)", {.ansi_quotes = true}).creates == "a b");
    for (const char* const sql :
         {"rename table a to b", "rename tables a to b, c to d", "alter table a rename b",
          "alter table a add c int, rename to b", "alter ignore table a wait 5 rename as b"})
        BOOST_TEST(traits_of(sql).renames, sql);
    for (const char* const sql :
         {"alter table a rename column b to c", "alter table a rename key b to c",
          "rename user a to b", "alter table a add `rename` int"})
        BOOST_TEST(!traits_of(sql).renames, sql);
}

BOOST_AUTO_TEST_CASE(knows_what_only_its_session_can_go_on_with) {
    for (const char* const sql :
         {"set @a = last_insert_id()", "select last_insert_id() into @a",
          "insert into t values (LAST_INSERT_ID(), 1)", "set @n = row_count()",
          "select max(a) into @a from t", "select @a := max(a) from t",
          "set @b = 1, @a = (select max(a) from t)"})
        BOOST_TEST(traits_of(sql).temporary, sql);
    for (const char* const sql :
         {"set @a = 1", "set @old = @@sql_mode, sql_mode = ''", "set names utf8mb4",
          "select count(*) into @n from information_schema.tables where table_name = 't'",
          "insert into t select a from u", "update t set a = (@n := @n + 1)",
          "insert into t select @n := @n + 1, a from u", "prepare s from @a", "prepare s from 'x'",
          "set @y = extract(year from now())", "set global a = 1",
          "insert into t (last_insert_id) values (1)",
          "create trigger g after insert on t for each row insert into u values "
          "(last_insert_id())",
          "begin not atomic insert into t values (1); set @a = last_insert_id(); end"})
        BOOST_TEST(!traits_of(sql).temporary, sql);
}

BOOST_AUTO_TEST_CASE(sums_up_without_what_is_beside_the_point) {
    BOOST_TEST(traits_of("CREATE DEFINER='a'@'b' PROCEDURE p() select 1").summary ==
               "CREATE PROCEDURE p");
    BOOST_TEST(traits_of("set statement max_statement_time=1 for drop table t").summary ==
               "drop table t");
    BOOST_TEST(traits_of("/*!50001 CREATE ALGORITHM=UNDEFINED */ /*!50013 DEFINER=`a`@`%` SQL "
                         "SECURITY DEFINER */ /*!50001 VIEW `v` AS select 1 */")
                   .summary == "CREATE VIEW `v` AS select");
    BOOST_TEST(traits_of("/*!50003 CREATE*/ /*!50017 DEFINER=`a`@`%`*/ /*!50003 TRIGGER t BEFORE "
                         "INSERT ON x FOR EACH ROW SET @a = 1 */")
                   .summary.starts_with("CREATE TRIGGER t BEFORE INSERT ON x"));
}

BOOST_AUTO_TEST_CASE(knows_what_reaches_beyond_the_database) {
    for (const char* const sql :
         {"create user u", "drop role r", "rename user a to b", "create database d",
          "drop schema d", "create or replace database d", "alter tablespace t add datafile 'x'",
          "grant select on t to u", "revoke all on *.* from u", "set global a = 1",
          "set @@persist.a = 1", "set password = 'x'", "create server s foreign data wrapper mysql",
          "install plugin p soname 'x'", "flush logs",
          "create aggregate function f returns int soname 'x'", "start slave"})
        BOOST_TEST(traits_of(sql).beyond_database, sql);
    for (const char* const sql :
         {"create table user (a int)", "create function f() returns int return 1",
          "create spatial index i on t (a)", "drop table t", "set role r", "set @a = 1",
          "set @a = 'global'", "start transaction", "drop function f"})
        BOOST_TEST(!traits_of(sql).beyond_database, sql);
}

BOOST_AUTO_TEST_SUITE_END()
