#include "plugins/dialects/postgresql/splitter.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using varve::Script;
using varve::postgresql::split_script;
using Texts = std::vector<std::string>;

Texts texts(const Script& script) {
    Texts result;
    for (const varve::ScriptStatement& statement : script.statements)
        result.push_back(statement.text);
    return result;
}

Script split(std::string_view script) {
    return split_script(script, 1);
}

} // namespace

BOOST_AUTO_TEST_SUITE(splitter)

BOOST_AUTO_TEST_CASE(ends_statements_where_psql_does) {
    struct Case {
        const char* name;
        std::string script;
        Texts statements;
    };
    const Case cases[]{
        {"plain", "select 1; select 2", {"select 1", "select 2"}},
        {"empty statements", ";; select 1 ;;", {"select 1"}},
        {"comment behind", "select 1 -- ; x\n; -- end", {"select 1 -- ; x"}},
        {"byte order mark", "\xEF\xBB\xBFselect 1;", {"select 1"}},
        {"CRLF", "select 1;\r\nselect\r\n2;\r\n", {"select 1", "select\r\n2"}},
        {"dollar quotes",
         "do $x$ begin; $$;$$ end $x$; select 1",
         {"do $x$ begin; $$;$$ end $x$", "select 1"}},
        {"nested comment",
         "select /* a /* ; */ ; */ 1; select 2",
         {"select /* a /* ; */ ; */ 1", "select 2"}},
        {"escape string", "select E'\\';'; select ';'", {"select E'\\';'", "select ';'"}},
        {"unicode string", "select U&'\\';select 2", {"select U&'\\'", "select 2"}},
        {"rule",
         "create rule r as on insert to t do (select 1; select 2); select 3",
         {"create rule r as on insert to t do (select 1; select 2)", "select 3"}},
        {"atomic body",
         "create or replace procedure p() begin atomic select case when true then 1 end; end; "
         "select 1",
         {"create or replace procedure p() begin atomic select case when true then 1 end; end",
          "select 1"}},
        {"empty atomic body",
         "create function f() begin atomic end; select 1",
         {"create function f() begin atomic end", "select 1"}},
        {"end as a name",
         "create function f() begin atomic select t.end, 1 as end, 2 end; end; select 1",
         {"create function f() begin atomic select t.end, 1 as end, 2 end; end", "select 1"}},
        {"begin as a name",
         "create function f() begin atomic select begin atomic from t; end; select 1",
         {"create function f() begin atomic select begin atomic from t; end", "select 1"}},
        {"a transaction is no body",
         "begin; select 1; end; select 2",
         {"begin", "select 1", "end", "select 2"}},
        {"lines of a dump", "\\restrict abc\nselect 1;\n\\unrestrict abc\n", {"select 1"}},
    };
    for (const Case& c : cases) {
        BOOST_TEST_CONTEXT(c.name) {
            const Script script = split(c.script);
            BOOST_TEST(script.problems.empty());
            BOOST_TEST(texts(script) == c.statements, boost::test_tools::per_element());
        }
    }
}

BOOST_AUTO_TEST_CASE(takes_the_rows_of_a_copy) {
    struct Case {
        const char* name;
        std::string script;
        Texts statements;
        std::vector<std::optional<std::string>> inputs;
    };
    const Case cases[]{
        {"marked end",
         "copy t from stdin;\n1\t;\n'\n\\.\nselect 1;",
         {"copy t from stdin", "select 1"},
         {"1\t;\n'\n", std::nullopt}},
        {"CRLF",
         "COPY public.\"T\" (a, b) FROM STDIN WITH (FORMAT csv);\r\n1\r\n\\.\r\nselect 1;\r\n",
         {"COPY public.\"T\" (a, b) FROM STDIN WITH (FORMAT csv)", "select 1"},
         {"1\r\n", std::nullopt}},
        {"end of the script", "copy t from stdin;\n1\n2", {"copy t from stdin"}, {"1\n2"}},
        {"no rows", "copy t from stdin;\n\\.\n", {"copy t from stdin"}, {""}},
        {"nothing after it", "copy t from stdin", {"copy t from stdin"}, {""}},
        {"more on its line",
         "copy t from stdin; select 1;\nrow\n\\.\nselect 2",
         {"copy t from stdin", "select 1", "select 2"},
         {"row\n", std::nullopt, std::nullopt}},
        {"two on one line",
         "copy a from stdin; copy b from stdin;\n1\n\\.\n2\n\\.\nselect 3",
         {"copy a from stdin", "copy b from stdin", "select 3"},
         {"1\n", "2\n", std::nullopt}},
        {"not from the client",
         "copy t from '/f'; copy (select 1 from stdin) to '/f'",
         {"copy t from '/f'", "copy (select 1 from stdin) to '/f'"},
         {std::nullopt, std::nullopt}},
        {"a marker within a row",
         "copy t from stdin;\na\\.\n \\.\n\\. \n\\.\n",
         {"copy t from stdin"},
         {"a\\.\n \\.\n\\. \n"}},
    };
    for (const Case& c : cases) {
        BOOST_TEST_CONTEXT(c.name) {
            const Script script = split(c.script);
            BOOST_TEST(script.problems.empty());
            BOOST_TEST(texts(script) == c.statements, boost::test_tools::per_element());
            BOOST_TEST_REQUIRE(script.statements.size() == c.inputs.size());
            for (std::size_t i = 0; i < c.inputs.size(); ++i)
                BOOST_TEST((script.statements[i].input == c.inputs[i]));
        }
    }
}

BOOST_AUTO_TEST_CASE(counts_lines_over_rows_and_dump_lines) {
    const Script script =
        split_script("\\restrict x\n\ncopy t from stdin;\n1\n\\.\n\nselect 1;", 10);
    BOOST_TEST_REQUIRE(script.statements.size() == 2U);
    BOOST_TEST(script.statements[0].line == 12U);
    BOOST_TEST(script.statements[1].line == 16U);
}

BOOST_AUTO_TEST_CASE(says_what_is_wrong_and_where) {
    struct Case {
        const char* name;
        std::string script;
        std::uint32_t line;
        const char* words;
    };
    const Case cases[]{
        {"psql command", "select 1;\n\\d users\n", 2, "\\d is a command of psql"},
        {"psql command in a statement", "select 1 \\gexec\n", 1, "\\gexec is a command of psql"},
        {"include", "\\i other.sql", 1, "\\i is a command of psql"},
        {"restrict in a statement", "select\n\\restrict x\n1", 2,
         "\\restrict is a command of psql"},
        {"end of rows", "\nselect 1;\n\\.\n", 3, "none is open"},
        {"quote", "select\n'abc", 2, "starts here with ' "},
        {"escape quote", "select E'abc", 1, "starts here with E' "},
        {"dollar quote", "\n\ndo $body$ begin end $bodi$;", 3, "starts here with $body$ "},
        {"comment", "select 1; /* /* */", 1, "starts here with /* "},
        {"parenthesis", "create table t (\na int;\nselect 1;", 1, "parenthesis"},
        {"body", "\ncreate function f() begin atomic select 1;", 2, "no END"},
        {"NUL byte", std::string("select 1;\nselect \0;", 19), 2, "NUL"},
        {"quote over rows", "copy t from stdin; select '\nx\n\\.\n';", 1, "over the rows"},
    };
    for (const Case& c : cases) {
        BOOST_TEST_CONTEXT(c.name) {
            const Script script = split(c.script);
            BOOST_TEST_REQUIRE(script.problems.size() == 1U);
            BOOST_TEST(script.problems[0].line == c.line);
            BOOST_TEST(script.problems[0].sentence.find(c.words) != std::string::npos,
                       script.problems[0].sentence);
        }
    }
}

BOOST_AUTO_TEST_CASE(reports_every_psql_command) {
    BOOST_TEST(split("\\set a 1\n\\set b 2\nselect 1;").problems.size() == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
