#include "understanding.hpp"

#include "plugins/dialects/mysql/splitter.hpp"

#include <boost/test/unit_test.hpp>

/// What is special to MySQL 8.0, 8.4 and 9, by their manual: no such server runs the tests.
namespace {

using namespace varve::mysql;

constexpr SqlMode mysql_8_4{.version_number = 80403};
constexpr SqlMode mysql_9{.version_number = 90200};

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

BOOST_AUTO_TEST_CASE(javascript_between_dollars_is_one_string_from_9_on) {
    const std::string script = "create function f(a int) returns int language javascript as $js$\n"
                               "let x = 'it''s'; if (a) { return x; }\n$js$;\nselect 1;";
    const std::vector<std::string> found = statements(script, mysql_9);
    BOOST_REQUIRE(found.size() == 2);
    BOOST_TEST(found[0] == script.substr(0, script.rfind("$js$") + 4));
    BOOST_TEST(found[1] == "select 1");
    BOOST_TEST(statements(script, mysql_8_4)[0] != found[0]);
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

BOOST_AUTO_TEST_SUITE_END()
