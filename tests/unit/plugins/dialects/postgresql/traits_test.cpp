#include "plugins/dialects/postgresql/dialect.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using varve::Scope;
using Kind = varve::StatementTraits::Kind;

constexpr int version_11 = 110000;

varve::StatementTraits traits(std::string sql, int version = 150020) {
    return varve::postgresql::PostgresqlDialect(version, "15.20").classify({std::move(sql)});
}

} // namespace

BOOST_AUTO_TEST_SUITE(traits_suite)

BOOST_AUTO_TEST_CASE(knows_what_cannot_run_in_a_transaction) {
    for (const char* const sql : {
             "create database d",
             "DROP DATABASE IF EXISTS d WITH (FORCE)",
             "alter database d set tablespace t",
             "create tablespace t location '/x'",
             "drop tablespace if exists t",
             "create index concurrently i on t (a)",
             "create unique index concurrently if not exists i on only s.t using gin (a)",
             "drop index concurrently if exists s.i",
             "reindex index concurrently i",
             "reindex table concurrently t",
             "reindex (verbose, concurrently) table t",
             "reindex (concurrently true) index i",
             "reindex schema s",
             "reindex database d",
             "reindex system d",
             "reindex (verbose) database concurrently d",
             "vacuum",
             "vacuum (full, analyze) t",
             "cluster",
             "cluster verbose",
             "cluster (verbose)",
             "alter system set work_mem = '1MB'",
             "alter table p detach partition q concurrently",
             "alter table if exists only p detach partition s.q concurrently",
             "create subscription s connection 'x' publication p",
             "create subscription s connection 'x' publication p with (slot_name = x)",
             "drop subscription s",
             "alter subscription s refresh publication",
             "alter subscription s set publication p",
             "commit prepared 'x'",
             "rollback prepared 'x'",
             "do $$ begin update t set x = 1; commit; end $$",
             "do language plpgsql 'begin rollback; end'",
         })
        BOOST_TEST_CONTEXT(sql)
    BOOST_TEST((traits(sql).scope == Scope::outside));
}

BOOST_AUTO_TEST_CASE(knows_what_can) {
    for (const char* const sql : {
             "create index i on t (a)",
             "create table concurrently (a int)",
             "drop index i",
             "reindex table t",
             "reindex (verbose) index i",
             "cluster t using i",
             "cluster (verbose) t",
             "cluster verbose t",
             "alter database d set work_mem = '1MB'",
             "alter table p detach partition q",
             "alter table p detach partition q finalize",
             "alter table p attach partition q default",
             "create subscription s connection 'x' publication p with (connect = false)",
             "create subscription s connection 'x' publication p with (create_slot = off)",
             "alter subscription s set publication p with (refresh = false)",
             "alter subscription s disable",
             "alter type e add value 'x'",
             "analyze t",
             "truncate t",
             "create extension x",
             "create role r",
             "refresh material view concurrently v",
             "select 'vacuum'",
             "set transaction isolation level serializable",
             "do $$ begin perform f('commit'); end $$",
             "prepare p as select 1",
         })
        BOOST_TEST_CONTEXT(sql)
    BOOST_TEST((traits(sql).scope == Scope::transactional));
}

BOOST_AUTO_TEST_CASE(enum_values_stayed_outside_before_version_12) {
    BOOST_TEST((traits("alter type e add value 'x'", version_11).scope == Scope::outside));
    BOOST_TEST(
        (traits("alter type e rename value 'x' to 'y'", version_11).scope == Scope::transactional));
}

BOOST_AUTO_TEST_CASE(knows_transaction_control) {
    for (const char* const sql : {"begin", "start transaction", "commit", "end", "rollback",
                                  "abort", "commit and chain", "prepare transaction 'x'"})
        BOOST_TEST_CONTEXT(sql)
    BOOST_TEST((traits(sql).scope == Scope::control));
}

BOOST_AUTO_TEST_CASE(refuses_what_has_no_place_in_a_migration) {
    struct Case {
        const char *sql, *words;
    };
    for (const Case& c : {
             Case{"discard all", "migration lock"},
             Case{"create index concurrently on t (a)", "name it"},
             Case{"create unique index concurrently on t (a)", "name it"},
             Case{"copy t to stdout", "no place"},
             Case{"copy (select 1) to stdout with (format csv)", "no place"},
             Case{"copy t from stdin", "none follow"},
         })
        BOOST_TEST_CONTEXT(c.sql) {
            const varve::StatementTraits found = traits(c.sql);
            BOOST_TEST((found.scope == Scope::forbidden));
            BOOST_TEST(found.objection.find(c.words) != std::string::npos, found.objection);
        }
    const varve::postgresql::PostgresqlDialect dialect(150020, "15.20");
    BOOST_TEST((dialect.classify({"copy t from stdin", 1, ""}).scope == Scope::transactional));
    for (const char* const sql : {"copy t from '/file'", "copy t to '/file'", "discard temp",
                                  "select pg_advisory_unlock_all()"})
        BOOST_TEST_CONTEXT(sql)
    BOOST_TEST((traits(sql).scope == Scope::transactional));
}

BOOST_AUTO_TEST_CASE(tells_kinds_apart) {
    struct Case {
        const char* sql;
        Kind kind;
    };
    for (const Case& c : {
             Case{"set search_path to a", Kind::setting},
             Case{"reset all", Kind::setting},
             Case{"discard temp", Kind::setting},
             Case{"load 'x'", Kind::setting},
             Case{"listen x", Kind::setting},
             Case{"deallocate all", Kind::setting},
             Case{"prepare p as select 1", Kind::setting},
             Case{"create temp table t (a int)", Kind::setting},
             Case{"create local temporary table t (a int)", Kind::setting},
             Case{"create or replace temp view v as select 1", Kind::setting},
             Case{"create temporary sequence s", Kind::setting},
             Case{"create table if not exists pg_temp.t (a int)", Kind::setting},
             Case{"select 1 into temp t", Kind::setting},
             Case{"select 1 into t", Kind::ddl},
             Case{"with x as (select 1) select * into t from x", Kind::ddl},
             Case{"create table t (a int)", Kind::ddl},
             Case{"import foreign schema s from server r into t", Kind::ddl},
             Case{"security label on table t is 'x'", Kind::ddl},
             Case{"reassign owned by a to b", Kind::ddl},
             Case{"select (select 1)", Kind::query},
             Case{"with x as (delete from t where a returning *) select * from x", Kind::dml},
             Case{"insert into t select 1", Kind::dml},
             Case{"copy t from '/f'", Kind::dml},
             Case{"refresh materialized view v", Kind::dml},
             Case{"explain select 1", Kind::query},
             Case{"explain (analyze) delete from t", Kind::other},
             Case{"do $$ $$", Kind::other},
             Case{"call p()", Kind::other},
         })
        BOOST_TEST_CONTEXT(c.sql)
    BOOST_TEST((traits(c.sql).kind == c.kind));
}

BOOST_AUTO_TEST_CASE(knows_what_concerns_the_session_only) {
    for (const char* const sql :
         {"select set_config('search_path', 's', false)",
          "SELECT pg_catalog.set_config('a.b', coalesce('x', 'y'), false)", "set role r",
          "create temp table t (x int)", "select 1 as x into temp t"})
        BOOST_TEST((traits(sql).kind == Kind::setting), sql);
    BOOST_TEST((traits("select set_config('a.b', x, false) from t").kind == Kind::query));
    BOOST_TEST(traits("create temp table t as select 1").temporary);
    BOOST_TEST(traits("select 1 as x into temporary t").temporary);
    BOOST_TEST(!traits("set role r").temporary);
}

BOOST_AUTO_TEST_CASE(knows_what_reaches_beyond_the_database) {
    for (const char* const sql :
         {"create role r", "alter user u password 'x'", "drop group g", "create database d",
          "alter tablespace t rename to s", "alter system set a = 1", "grant a to b",
          "revoke a from b", "comment on role r is 'x'", "security label on role r is 'x'"})
        BOOST_TEST(traits(sql).beyond_database, sql);
    for (const char* const sql :
         {"create table role (a int)", "create user mapping for u server s",
          "grant select on t to r", "comment on table t is 'x'",
          "alter default privileges grant select on tables to r", "drop table t", "set role r"})
        BOOST_TEST(!traits(sql).beyond_database, sql);
}

BOOST_AUTO_TEST_CASE(sees_what_a_common_table_expression_deletes) {
    for (const char* const sql :
         {"with d as (delete from users returning *) select count(*) from d",
          "with d as materialized (delete from users returning *) insert into a select * from d",
          "with a as (select 1) delete from users"}) {
        BOOST_TEST((traits(sql).kind == Kind::dml), sql);
        BOOST_TEST_REQUIRE(traits(sql).losses.size() == 1U, sql);
        BOOST_TEST(traits(sql).losses[0].rule == "delete-without-where");
    }
    BOOST_TEST(traits("with d as (delete from users where id = 1 returning *) select * from d")
                   .losses.empty());
    BOOST_TEST((traits("with a as (select 1) select * from a for update").kind == Kind::query));
}

BOOST_AUTO_TEST_SUITE_END()
