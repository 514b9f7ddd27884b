#include "plugins/dialects/postgresql/dialect.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(lock_levels)

BOOST_AUTO_TEST_CASE(tells_how_strongly_a_statement_locks) {
    using enum varve::LockLevel;
    struct Case {
        const char* sql;
        varve::LockLevel lock;
    };
    const varve::postgresql::PostgresqlDialect dialect(150020, "15.20");
    for (const Case& c : {
             Case{"create table t (a int)", none},
             Case{"create table t (a int references s)", blocks_writes},
             Case{"create table t (a int, foreign key (a) references s)", blocks_writes},
             Case{"create table t partition of p default", blocks_all},
             Case{"create table t () inherits (s)", blocks_schema},
             Case{"create temp table t (a int)", none},
             Case{"create index i on t (a)", blocks_writes},
             Case{"create unique index concurrently i on t (a)", blocks_schema},
             Case{"create view v as select 1", none},
             Case{"create or replace view v as select 1", blocks_all},
             Case{"create or replace function f() returns int language sql as ''", none},
             Case{"create trigger g before insert on t execute function f()", blocks_writes},
             Case{"create or replace trigger g before insert on t execute function f()",
                  blocks_writes},
             Case{"create rule r as on insert to t do nothing", blocks_all},
             Case{"create policy p on t", blocks_all},
             Case{"create statistics s on a, b from t", blocks_schema},
             Case{"alter table t add a int", blocks_all},
             Case{"alter table t add column a int, add b int", blocks_all},
             Case{"alter table t add constraint c foreign key (a) references s not valid",
                  blocks_writes},
             Case{"alter table t add foreign key (a) references s", blocks_writes},
             Case{"alter table t add constraint c check (a > 0)", blocks_all},
             Case{"alter table t validate constraint c", blocks_schema},
             Case{"alter table t validate constraint c, add b int", blocks_all},
             Case{"alter table t alter a set statistics 1000", blocks_schema},
             Case{"alter table t alter column a set default 1", blocks_all},
             Case{"alter table t alter a type bigint", blocks_all},
             Case{"alter table t set (fillfactor = 70)", blocks_schema},
             Case{"alter table t reset (fillfactor)", blocks_schema},
             Case{"alter table t set schema s", blocks_all},
             Case{"alter table t rename to u", blocks_all},
             Case{"alter table t rename a to b", blocks_all},
             Case{"alter table t disable trigger all", blocks_writes},
             Case{"alter table t enable replica trigger g", blocks_writes},
             Case{"alter table t enable row level security", blocks_all},
             Case{"alter table p attach partition q default", blocks_schema},
             Case{"alter table p detach partition q", blocks_all},
             Case{"alter table p detach partition q concurrently", blocks_schema},
             Case{"alter index i rename to j", blocks_schema},
             Case{"alter index i set tablespace t", blocks_all},
             Case{"alter sequence s restart", blocks_writes},
             Case{"alter type e add value 'x'", blocks_schema},
             Case{"alter role r login", none},
             Case{"drop table t", blocks_all},
             Case{"drop index i", blocks_all},
             Case{"drop index concurrently i", blocks_schema},
             Case{"drop trigger g on t", blocks_all},
             Case{"drop function f()", none},
             Case{"drop schema s cascade", blocks_all},
             Case{"truncate t", blocks_all},
             Case{"cluster t", blocks_all},
             Case{"reindex table t", blocks_all},
             Case{"reindex table concurrently t", blocks_schema},
             Case{"reindex (concurrently) index i", blocks_schema},
             Case{"vacuum t", blocks_schema},
             Case{"vacuum full t", blocks_all},
             Case{"vacuum (full, verbose) t", blocks_all},
             Case{"analyze t", blocks_schema},
             Case{"refresh materialized view v", blocks_all},
             Case{"refresh materialized view concurrently v", blocks_writes},
             Case{"lock t", blocks_all},
             Case{"lock table t, u in share row exclusive mode", blocks_writes},
             Case{"lock table t in share update exclusive mode nowait", blocks_schema},
             Case{"lock table t in access share mode", none},
             Case{"lock table t in access exclusive mode", blocks_all},
             Case{"lock table t in row exclusive mode", none},
             Case{"comment on table t is 'x'", blocks_schema},
             Case{"insert into t values (1)", none},
             Case{"select 1", none},
         })
        BOOST_TEST_CONTEXT(c.sql)
    BOOST_TEST((dialect.classify({c.sql}).lock == c.lock));
}

BOOST_AUTO_TEST_SUITE_END()
