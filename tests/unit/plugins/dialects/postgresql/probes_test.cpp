#include "plugins/dialects/postgresql/dialect.hpp"

#include <boost/test/unit_test.hpp>

namespace {

varve::StatementTraits traits(std::string sql) {
    return varve::postgresql::PostgresqlDialect(110000, "11.0").classify({std::move(sql)});
}

bool holds(const std::string& text, std::string_view piece) {
    return text.find(piece) != std::string::npos;
}

} // namespace

BOOST_AUTO_TEST_SUITE(probes)

BOOST_AUTO_TEST_CASE(asks_the_catalog_that_holds_the_object) {
    struct Case {
        const char *sql, *state, *cleanup;
    };
    for (const Case& c : {
             Case{"create index concurrently I on T (a)", "to_regclass('T') AND c.relname = 'i'",
                  "DROP INDEX CONCURRENTLY IF EXISTS \"i\""},
             Case{"create unique index concurrently if not exists \"I\" on only \"S\".t (a)",
                  "to_regclass('\"S\".t') AND c.relname = 'I'",
                  "DROP INDEX CONCURRENTLY IF EXISTS \"S\".\"I\""},
             Case{"drop index concurrently s.i", "to_regclass('s.i')", ""},
             Case{"reindex index concurrently s.i", "to_regclass('s.i')", "DROP INDEX"},
             Case{"reindex (concurrently) table t", "to_regclass('t')", "DROP INDEX"},
             Case{"create database D", "pg_database WHERE datname = 'd'", ""},
             Case{"drop database \"D\"", "pg_database WHERE datname = 'D'", ""},
             Case{"create tablespace t location '/x'", "pg_tablespace WHERE spcname = 't'", ""},
             Case{"drop tablespace t", "pg_tablespace WHERE spcname = 't'", ""},
             Case{"create subscription s connection 'x' publication p", "subname = 's'", ""},
             Case{"drop subscription s", "subname = 's'", ""},
             Case{"alter subscription s add publication p", "subpublications", ""},
             Case{"alter table P detach partition S.q concurrently", "to_regclass('S.q')",
                  "ALTER TABLE P DETACH PARTITION S.q FINALIZE"},
             Case{"alter type e add value 'it''s' before 'x'", "enumlabel = 'it''s'", ""},
             Case{"commit prepared 'x'", "gid = 'x'", ""},
         })
        BOOST_TEST_CONTEXT(c.sql) {
            const varve::StatementTraits found = traits(c.sql);
            BOOST_TEST_REQUIRE(found.probe.has_value());
            BOOST_TEST(holds(found.probe->state, c.state), found.probe->state);
            if (*c.cleanup == '\0')
                BOOST_TEST(found.probe->cleanup.empty());
            else
                BOOST_TEST(holds(found.probe->cleanup, c.cleanup), found.probe->cleanup);
        }
}

BOOST_AUTO_TEST_CASE(knows_what_may_simply_run_twice) {
    for (const char* const sql :
         {"vacuum", "cluster", "alter system set a = 1", "alter database d set tablespace t",
          "reindex database d", "reindex schema concurrently s", "reindex table concurrently t",
          "drop index concurrently if exists i", "drop database if exists d",
          "alter subscription s refresh publication", "alter type e add value if not exists 'x'"})
        BOOST_TEST_CONTEXT(sql)
    BOOST_TEST(traits(sql).repeatable);
    for (const char* const sql :
         {"create database d", "drop database d",
          "create index concurrently if not exists i on t (a)", "alter type e add value 'x'"})
        BOOST_TEST_CONTEXT(sql)
    BOOST_TEST(!traits(sql).repeatable);
}

BOOST_AUTO_TEST_SUITE_END()
