#include "understanding.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(lock_levels)

BOOST_AUTO_TEST_CASE(tells_how_strongly_a_statement_locks) {
    using enum varve::LockLevel;
    struct Case {
        const char* sql;
        varve::LockLevel lock;
    };
    for (const Case& c : {
             Case{"create table t (a int)", none},
             Case{"create table t (a int references s (a))", blocks_schema},
             Case{"create table t as select * from s", blocks_writes},
             Case{"create or replace table t (a int)", blocks_all},
             Case{"create temporary table t as select * from s", none},
             Case{"create index i on t (a)", blocks_schema},
             Case{"create unique index i on t (a)", blocks_schema},
             Case{"create index i on t (a) lock = shared", blocks_writes},
             Case{"create fulltext index i on t (a)", blocks_writes},
             Case{"create view v as select 1", none},
             Case{"create or replace algorithm = merge view v as select 1", blocks_all},
             Case{"create trigger g before insert on t for each row set @a = 1", blocks_writes},
             Case{"create or replace procedure p() select 1", none},
             Case{"alter table t add a int", blocks_schema},
             Case{"alter table t add a int, add index (a), drop b", blocks_schema},
             Case{"alter table t add `view` int", blocks_schema},
             Case{"alter table t add a int auto_increment primary key", blocks_writes},
             Case{"alter table t add a int generated always as (b + 1) stored", blocks_writes},
             Case{"alter table t add a int generated always as (b + 1) virtual", blocks_schema},
             Case{"alter table t add constraint c foreign key (a) references s (a)", blocks_writes},
             Case{"alter table t add constraint c check (a > 0)", blocks_writes},
             Case{"alter table t add primary key (a)", blocks_schema},
             Case{"alter table t add fulltext (a)", blocks_writes},
             Case{"alter table t drop primary key", blocks_writes},
             Case{"alter table t drop foreign key c, drop index i", blocks_schema},
             Case{"alter table t modify a bigint", blocks_writes},
             Case{"alter table t change a b int", blocks_writes},
             Case{"alter table t modify a bigint, algorithm = instant", blocks_schema},
             Case{"alter table t modify a bigint, lock=none, algorithm=inplace", blocks_schema},
             Case{"alter table t order by a, algorithm=instant", blocks_writes},
             Case{"alter table t add lock int", blocks_schema},
             Case{"alter table t add a int, algorithm=copy", blocks_writes},
             Case{"alter table t add a int, lock=exclusive", blocks_all},
             Case{"alter table t rename column a to b, alter c set default 1", blocks_schema},
             Case{"alter table t rename to u", blocks_all},
             Case{"alter table t engine=innodb", blocks_writes},
             Case{"alter table t comment='x' engine=innodb", blocks_writes},
             Case{"alter table t comment='x'", blocks_schema},
             Case{"alter table t force", blocks_schema},
             Case{"alter table t convert to character set utf8mb4", blocks_writes},
             Case{"alter table t default character set utf8mb4", blocks_schema},
             Case{"alter table t drop partition p", blocks_writes},
             Case{"alter table t exchange partition p with table u", blocks_all},
             Case{"alter table t discard tablespace", blocks_all},
             Case{"alter view v as select 1", blocks_all},
             Case{"alter user u account lock", none},
             Case{"drop table t", blocks_all},
             Case{"drop temporary table t", none},
             Case{"drop index i on t", blocks_schema},
             Case{"drop procedure p", none},
             Case{"drop database d", blocks_all},
             Case{"rename table a to b", blocks_all},
             Case{"rename user a to b", none},
             Case{"truncate t", blocks_all},
             Case{"optimize table t", blocks_schema},
             Case{"analyze table t", blocks_schema},
             Case{"analyze select 1", none},
             Case{"repair table t", blocks_all},
             Case{"lock tables t write", blocks_all},
             Case{"lock tables t read", blocks_writes},
             Case{"insert into t values (1)", none},
             Case{"select 1", none},
         })
        BOOST_TEST_CONTEXT(c.sql)
    BOOST_TEST((varve::mysql::traits_of(c.sql).lock == c.lock));
}

BOOST_AUTO_TEST_SUITE_END()
