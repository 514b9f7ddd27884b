#include "plugins/dialects/postgresql/dialect.hpp"

#include <boost/test/unit_test.hpp>

namespace {

std::string losses(const char* sql) {
    const varve::postgresql::PostgresqlDialect dialect(150020, "15.20");
    std::string text;
    for (const varve::Finding& finding : dialect.classify({sql}).losses)
        text += finding.rule + ' ' + finding.object + ';';
    return text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(losses_suite)

BOOST_AUTO_TEST_CASE(finds_types_that_hold_less) {
    for (const char* const type : {"integer",
                                   "int",
                                   "int2",
                                   "pg_catalog.int4",
                                   "smallint",
                                   "real",
                                   "float4",
                                   "float(3)",
                                   "numeric(5, 2)",
                                   "decimal(3)",
                                   "date",
                                   "time",
                                   "time with time zone",
                                   "timestamp(0)",
                                   "timestamptz(3)",
                                   "timestamp(0) with time zone",
                                   "interval day",
                                   "interval(0)",
                                   "char",
                                   "char(3)",
                                   "character (2)",
                                   "national character(3)",
                                   "bpchar(1)",
                                   "name",
                                   "\"char\"",
                                   "integer[]"})
        BOOST_TEST_CONTEXT(type)
    BOOST_TEST(losses(("alter table S.t alter column c type " + std::string(type)).c_str()) ==
               "narrowing-type s.t;");
}

BOOST_AUTO_TEST_CASE(leaves_types_that_hold_as_much) {
    for (const char* const type : {"text",
                                   "varchar",
                                   "varchar(20)",
                                   "character varying(3)",
                                   "char varying(3)",
                                   "bigint",
                                   "int8",
                                   "double precision",
                                   "float8",
                                   "float",
                                   "numeric",
                                   "timestamp",
                                   "timestamptz",
                                   "timestamp with time zone",
                                   "interval",
                                   "jsonb",
                                   "uuid",
                                   "my.type(3)",
                                   "text collate \"C\"",
                                   "text using c::text",
                                   "text using (c)::text"})
        BOOST_TEST_CONTEXT(type)
    BOOST_TEST(
        losses(("alter table t alter c set data type " + std::string(type)).c_str()) ==
        (std::string_view(type).find("(c)") == std::string_view::npos ? "" : "narrowing-type t;"));
}

BOOST_AUTO_TEST_CASE(names_what_else_is_lost) {
    struct Case {
        const char *sql, *losses;
    };
    for (const Case& c : {
             Case{"alter table t alter a type bigint using a::bigint", "narrowing-type t;"},
             Case{"alter table t alter a type int, drop b, alter c type text, alter d type date",
                  "drop-column t;narrowing-type t;narrowing-type t;"},
             Case{"alter table t alter a set default 1", ""},
             Case{"alter table t alter constraint c deferrable", ""},
             Case{"alter type s.p alter attribute a type int", "narrowing-type s.p;"},
             Case{"alter type p drop attribute if exists a", "drop-column p;"},
             Case{"alter type p add attribute a int", ""},
             Case{"drop owned by alice cascade", "drop-owned ;"},
             Case{"drop extension hstore cascade", "drop-cascade ;"},
             Case{"drop extension hstore", ""},
             Case{"drop type e cascade", "drop-cascade ;"},
             Case{"drop schema s", ""},
             Case{"drop schema if exists s cascade", "drop-schema ;"},
             Case{"drop table \"A b\", c", "drop-table A b;drop-table c;"},
             Case{"truncate table a", "truncate a;"},
             Case{"delete from only t", "delete-without-where t;"},
         })
        BOOST_TEST_CONTEXT(c.sql)
    BOOST_TEST(losses(c.sql) == c.losses);
}

BOOST_AUTO_TEST_SUITE_END()
