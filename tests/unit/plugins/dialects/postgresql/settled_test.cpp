#include "plugins/dialects/postgresql/settled.hpp"

#include <boost/test/unit_test.hpp>

using varve::postgresql::settled;

BOOST_AUTO_TEST_SUITE(settled_expressions)

// As a server of version 15 writes them the first time and the second.
BOOST_AUTO_TEST_CASE(an_expression_is_written_as_it_will_be_the_next_time) {
    struct Case {
        const char *name, *first, *second;
    };
    for (const Case& c : {
             Case{"one of a list",
                  "((v)::text = ANY ((ARRAY['a'::character varying, 'b'::character "
                  "varying])::text[]))",
                  "((v)::text = ANY (ARRAY[('a'::character varying)::text, ('b'::character "
                  "varying)::text]))"},
             Case{"signs and quotes in a list",
                  "((v)::text <> ALL ((ARRAY['it''s'::character varying, 'b,])c'::character "
                  "varying, NULL::character varying])::text[]))",
                  "((v)::text <> ALL (ARRAY[('it''s'::character varying)::text, "
                  "('b,])c'::character varying)::text, (NULL::character varying)::text]))"},
             Case{"between, and more", "(((i >= 1) AND (i <= 2)) AND (b > 0))",
                  "((i >= 1) AND (i <= 2) AND (b > 0))"},
             Case{"not between, or more", "(((i < 1) OR (i > 2)) OR (b > 0))",
                  "((i < 1) OR (i > 2) OR (b > 0))"},
             Case{"between in between",
                  "((u = v) AND (((i >= 1) AND (i <= 3)) AND ((s >= 1) AND (s <= 2))) AND c)",
                  "((u = v) AND ((i >= 1) AND (i <= 3) AND ((s >= 1) AND (s <= 2))) AND c)"},
             Case{"three in a row", "((((a AND b) AND c) AND d) OR e)",
                  "((a AND b AND c AND d) OR e)"},
             Case{"in a query",
                  " SELECT x\n   FROM t\n  WHERE ((x)::text = ANY ((ARRAY['a'::character "
                  "varying])::text[]))",
                  " SELECT x\n   FROM t\n  WHERE ((x)::text = ANY (ARRAY[('a'::character "
                  "varying)::text]))"},
         })
        BOOST_TEST_CONTEXT(c.name) {
            BOOST_TEST(settled(c.first) == c.second);
            BOOST_TEST(settled(c.second) == c.second);
        }
}

BOOST_AUTO_TEST_CASE(what_is_always_written_alike_stays) {
    for (const char* const text : {
             "((a OR b) AND c)",
             "(a AND (b AND c))",
             "'((a AND b) AND c)'::text",
             "((a = '(ARRAY[''a''::character varying])::text[]'::text))",
             "((ARRAY[ARRAY['a'::character varying]])::text[] = b)", // a list of lists
             "((ARRAY[a, b])::text[] = c)",                          // which may be one
             "((ARRAY['a'::character varying] || b))::text[]",
             "sum(a) OVER ((x) ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)",
             "f((a AND b), (c AND d))",
             "(\"AND\" AND b)",
             "",
         })
        BOOST_TEST(settled(text) == text);
}

BOOST_AUTO_TEST_SUITE_END()
