#include "varve/db/standard_dialect.hpp"

#include <boost/test/unit_test.hpp>

namespace {

const varve::StandardDialect dialect("standard", "Standard 1", {});

varve::StatementTraits traits(const char* sql) {
    return dialect.classify({sql});
}

std::string rules(const char* sql) {
    std::string result;
    for (const varve::Finding& finding : traits(sql).losses)
        result += finding.rule + ' ' + finding.object + ';';
    return result;
}

} // namespace

BOOST_AUTO_TEST_SUITE(standard_dialect)

BOOST_AUTO_TEST_CASE(splits_at_semicolons_and_keeps_lines) {
    const varve::Script script =
        dialect.split("-- first\ncreate table t(a);;\n\ninsert into t values (';') ; ", 10);
    BOOST_TEST(script.problems.empty());
    BOOST_TEST_REQUIRE(script.statements.size() == 2U);
    BOOST_TEST(script.statements[0].text == "create table t(a)");
    BOOST_TEST(script.statements[0].line == 11U);
    BOOST_TEST(script.statements[1].text == "insert into t values (';')");
    BOOST_TEST(script.statements[1].line == 13U);
}

BOOST_AUTO_TEST_CASE(says_where_a_quote_is_never_closed) {
    const varve::Script script = dialect.split("select 1;\nselect 'x;\n", 1);
    BOOST_TEST_REQUIRE(script.problems.size() == 1U);
    BOOST_TEST(script.problems[0].line == 2U);
}

BOOST_AUTO_TEST_CASE(names_what_a_statement_loses) {
    struct Case {
        const char *sql, *rules;
    };
    for (const Case& c : {
             Case{"DROP TABLE IF EXISTS a, \"B\" CASCADE", "drop-table a;drop-table B;"},
             Case{"drop schema s cascade", "drop-schema ;"},
             Case{"drop view v", ""},
             Case{"drop index i cascade", "drop-cascade ;"},
             Case{"alter table t drop column a, add b int default (1, 2), drop c",
                  "drop-column t;drop-column t;"},
             Case{"alter table t drop constraint c", ""},
             Case{"alter table t alter column c drop default", ""},
             Case{"truncate table a, b", "truncate a;truncate b;"},
             Case{"delete from t", "delete-without-where t;"},
             Case{"delete from t where a in (select 1)", ""},
             Case{"delete from t using (select 1 where true) x", "delete-without-where t;"},
             Case{"with x as (delete from t returning *) insert into u select * from x where 1=1",
                  "delete-without-where t;"},
             Case{"insert into t values ('delete from t')", ""},
         })
        BOOST_TEST_CONTEXT(c.sql)
    BOOST_TEST(rules(c.sql) == c.rules);
}

BOOST_AUTO_TEST_CASE(knows_transaction_control) {
    using varve::Scope;
    BOOST_TEST((traits("begin").scope == Scope::control));
    BOOST_TEST((traits("START TRANSACTION").scope == Scope::control));
    BOOST_TEST((traits("commit work").scope == Scope::control));
    BOOST_TEST((traits("rollback").scope == Scope::control));
    BOOST_TEST((traits("rollback to savepoint a").scope == Scope::transactional));
    BOOST_TEST((traits("savepoint a").scope == Scope::transactional));
}

BOOST_AUTO_TEST_CASE(summaries_never_hold_a_literal) {
    BOOST_TEST(traits("create table public.users (id int)").summary == "create table public.users");
    BOOST_TEST(traits("insert into t values ('secret')").summary == "insert into t values");
    BOOST_TEST(traits("update users set password = 'secret'").summary ==
               "update users set password =");
}

BOOST_AUTO_TEST_CASE(tells_which_table_a_statement_makes) {
    BOOST_TEST(traits("create table A.b (x int)").creates == "a.b");
    BOOST_TEST(traits("create table if not exists a (x int)").creates == "");
}

BOOST_AUTO_TEST_SUITE_END()
