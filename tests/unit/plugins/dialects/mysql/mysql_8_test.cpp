#include "understanding.hpp"

#include "plugins/dialects/mysql/splitter.hpp"

#include <boost/test/unit_test.hpp>

/// What is special to MySQL 8.0, 8.4 and 9, by their manual: no such server runs the tests.
namespace {

using namespace varve::mysql;

constexpr SqlMode mysql_8_4{.version_number = 80403};
constexpr SqlMode mysql_9{.version_number = 90200};

std::string word(varve::StatementTraits::Kind kind) {
    using enum varve::StatementTraits::Kind;
    switch (kind) {
    case query: return "query";
    case dml: return "dml";
    case ddl: return "ddl";
    case setting: return "setting";
    case other: break;
    }
    return "other";
}

std::string word(varve::Scope scope) {
    using enum varve::Scope;
    switch (scope) {
    case transactional: return "inside";
    case outside: return "outside";
    case no_effect: return "no_effect";
    case control: return "control";
    case forbidden: break;
    }
    return "forbidden";
}

std::string word(varve::LockLevel lock) {
    using enum varve::LockLevel;
    switch (lock) {
    case none: return "none";
    case blocks_schema: return "schema";
    case blocks_writes: return "writes";
    case blocks_all: break;
    }
    return "all";
}

// Kind, scope and lock, and then what else there is of the statement.
std::string in_words(const varve::StatementTraits& traits) {
    std::string text = word(traits.kind) + ' ' + word(traits.scope) + ' ' + word(traits.lock);
    if (traits.beyond_database) text += " beyond";
    if (traits.repeatable) text += " repeatable";
    if (traits.probe) text += " probe";
    for (const varve::Finding& loss : traits.losses) text += " loses:" + loss.rule;
    return text;
}

std::vector<std::string> statements(std::string_view script, const SqlMode& mode) {
    std::vector<std::string> texts;
    const varve::Script split = split_script(script, 1, mode);
    for (const varve::ScriptProblem& problem : split.problems) texts.push_back(problem.sentence);
    for (const varve::ScriptStatement& statement : split.statements)
        texts.push_back(statement.text);
    return texts;
}

} // namespace

BOOST_AUTO_TEST_SUITE(mysql_8)

BOOST_AUTO_TEST_CASE(statements_are_what_the_manual_says_of_them) {
    struct Case {
        const char *sql, *traits;
    };
    for (const Case& c : {
             // Columns and indexes
             Case{"alter table t add a int invisible", "ddl outside schema probe"},
             Case{"alter table t alter column a set invisible", "ddl outside schema probe"},
             Case{"alter table t alter index i invisible", "ddl outside schema probe"},
             Case{"alter table t rename column a to b", "ddl outside schema probe"},
             Case{"alter table t drop column a, algorithm=instant",
                  "ddl outside schema probe loses:drop-column"},
             Case{"alter table t add index ((lower(a))), add index (b desc)",
                  "ddl outside schema probe"},
             Case{"create index i on t ((cast(a->'$.ids' as unsigned array)))",
                  "ddl outside writes probe"},
             Case{"alter table t add index ((cast(a->'$.ids' as unsigned array)))",
                  "ddl outside writes probe"},
             Case{"alter table t add a int default (uuid_to_bin(uuid()))",
                  "ddl outside schema probe"},
             Case{"alter table t modify g point not null srid 4326", "ddl outside writes probe"},
             Case{"alter table t add v vector(3)", "ddl outside schema probe"},
             Case{"alter table t add primary key (id), drop column my_row_id",
                  "ddl outside schema probe loses:drop-column"},
             // Checks
             Case{"alter table t add constraint c check (a > 0)", "ddl outside writes probe"},
             Case{"alter table t alter check c enforced", "ddl outside writes probe"},
             Case{"alter table t alter constraint c not enforced", "ddl outside schema probe"},
             Case{"alter table t drop check c", "ddl outside schema probe"},
             Case{"alter table t drop constraint c", "ddl outside schema probe"},
             // Whole at once since DDL is atomic
             Case{"drop table a, b", "ddl outside all probe loses:drop-table loses:drop-table"},
             Case{"create table t as select * from s", "ddl outside writes probe"},
             Case{"create table t as table s", "ddl outside writes probe"},
             // Accounts, rights and the server
             Case{"create role r", "ddl outside none beyond"},
             Case{"drop role r", "ddl outside none beyond"},
             Case{"grant r to u", "ddl outside none beyond repeatable"},
             Case{"set default role r to u", "ddl outside none beyond repeatable"},
             Case{"set role r", "setting inside none"},
             Case{"set persist max_connections = 9", "other outside none beyond repeatable"},
             Case{"set resource group g", "setting inside none"},
             Case{"reset persist", "other outside none beyond repeatable"},
             Case{"alter instance rotate innodb master key", "ddl outside none beyond"},
             Case{"create spatial reference system 4120 name 'g' definition 'd'",
                  "ddl outside none beyond"},
             Case{"create undo tablespace u add datafile 'u.ibu'", "ddl outside none beyond"},
             Case{"alter database d read only = 1", "ddl outside none beyond repeatable"},
             Case{"install component 'file://component_mle'", "ddl outside none beyond"},
             Case{"start group_replication", "other outside none beyond"},
             Case{"clone instance from 'u'@'h':3306 identified by 'p'", "other forbidden none"},
             Case{"lock instance for backup", "other forbidden schema"},
             Case{"restart", "other forbidden none"},
             // Rows
             Case{"table t", "query inside none"},
             Case{"values row(1), row(2)", "query inside none"},
             Case{"with c as (select 1) select * from c", "query inside none"},
             Case{"with c as (select 1) update t set a = 1", "dml inside none"},
             Case{"with c as (select 1) delete from t where a in (select * from c)",
                  "dml inside none"},
             Case{"select * from t for update skip locked", "query inside none"},
             Case{"insert into t values (1) as n on duplicate key update a = n.a",
                  "dml inside none"},
             Case{"explain format = json into @plan select 1", "setting inside none"},
             Case{"explain analyze select 1", "query inside none"},
             Case{"analyze table t update histogram on a with 8 buckets",
                  "other outside schema repeatable"},
             Case{"import table from '/tmp/t.sdi'", "other outside none"},
             // Programs
             Case{"create procedure if not exists p() select 1", "ddl outside none repeatable"},
             Case{"create trigger if not exists g before insert on t for each row set @a = 1",
                  "ddl outside writes repeatable"},
             Case{"create function f(a int) returns int language javascript as 'return a'",
                  "ddl outside none probe"},
             Case{"create library l language javascript as 'export function f() {}'",
                  "ddl outside none probe"},
             Case{"drop library l", "ddl outside none probe"},
             Case{"drop library if exists l", "ddl outside none repeatable"},
         })
        for (const SqlMode& mode : {mysql_8_0, mysql_8_4, mysql_9})
            BOOST_TEST_CONTEXT(mode.version_number << ": " << c.sql) {
                BOOST_TEST(in_words(traits_of(c.sql, mode)) == c.traits);
            }
}

BOOST_AUTO_TEST_CASE(javascript_between_dollars_is_one_string_from_9_on) {
    const std::string script = "create function f(a int) returns int language javascript as $js$\n"
                               "let x = 'it''s'; if (a) { return x; }\n$js$;\nselect 1;";
    const std::vector<std::string> found = statements(script, mysql_9);
    BOOST_REQUIRE(found.size() == 2);
    BOOST_TEST(found[0] == script.substr(0, script.rfind("$js$") + 4));
    BOOST_TEST(found[1] == "select 1");
    BOOST_TEST(statements(script, mysql_8_4)[0] != found[0]);
    BOOST_TEST(traits_of(found[0], mysql_9).probe.has_value());
}

BOOST_AUTO_TEST_CASE(dollars_that_delimit_statements_quote_nothing) {
    const std::vector<std::string> expected{"create procedure p() begin select 1; select 2; end",
                                            "select '$$'", "select 3"};
    for (const SqlMode& mode : {mysql_8_0, mysql_8_4, mysql_9})
        BOOST_TEST_CONTEXT(mode.version_number) {
            BOOST_TEST(statements("delimiter $$\n"
                                  "create procedure p() begin select 1; select 2; end $$\n"
                                  "select '$$'$$\ndelimiter ;\nselect 3;\n",
                                  mode) == expected,
                       boost::test_tools::per_element());
        }
}

BOOST_AUTO_TEST_CASE(javascript_goes_with_another_delimiter) {
    const std::vector<std::string> expected{
        "create function f() returns int language javascript as $$ return 1; // one $$",
        "select 2"};
    BOOST_TEST(statements("delimiter //\ncreate function f() returns int language javascript as $$ "
                          "return 1; // one $$//\nselect 2//",
                          mysql_9) == expected,
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(dollars_that_are_never_closed_are_named) {
    const std::vector<std::string> found = statements("create library l as $a$ x;\n", mysql_9);
    BOOST_REQUIRE(found.size() == 1);
    BOOST_TEST(found[0] == "what starts here with $a$ is never closed");
}

BOOST_AUTO_TEST_CASE(a_table_made_from_rows_is_probed_where_it_is_made_at_once) {
    for (const char* const sql : {"create table t select 1", "create table t table s"})
        BOOST_TEST_CONTEXT(sql) {
            BOOST_TEST(!traits_of(sql, {.version_number = 80020}).probe.has_value());
            BOOST_TEST(traits_of(sql, {.version_number = 80021}).probe.has_value());
        }
}

BOOST_AUTO_TEST_CASE(probes_see_what_only_it_has) {
    const auto state = [](const SqlMode& mode) {
        return traits_of("alter table t modify g point srid 4326", mode).probe->state;
    };
    BOOST_TEST(state(mysql_8_0).find("SRS_ID") != std::string::npos);
    BOOST_TEST(state(mysql_8_0).find("IS_VISIBLE") != std::string::npos);
    BOOST_TEST(state(mysql_8_0).find("ENFORCED") != std::string::npos);
    BOOST_TEST(state(mariadb_10_11).find("SRS_ID") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
