#include "kernel/migrate/placeholders.hpp"

#include "migrate/samples.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve;

namespace {

const Placeholders values{{"schema", "app"}, {"role", "runtime"}, {"odd", "${schema}"}};

std::string filled(const std::string& text, StatementProblems* problems = nullptr) {
    SqlOperation operation = samples::sql(text);
    operation.placeholders = true;
    StatementProblems found;
    SqlOperation result = with_values(operation, values, found);
    if (problems != nullptr)
        *problems = std::move(found);
    else
        BOOST_TEST(found.empty());
    return result.fragments.front().text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(placeholders)

BOOST_AUTO_TEST_CASE(values_stand_in_their_places) {
    BOOST_TEST(filled("GRANT SELECT ON ${schema}.t TO ${role};") ==
               "GRANT SELECT ON app.t TO runtime;");
    BOOST_TEST(filled("${schema}${role}") == "appruntime");
    BOOST_TEST(filled("${odd}") == "${schema}"); // not looked at again
}

BOOST_AUTO_TEST_CASE(what_only_looks_like_one_is_left) {
    for (const char* const text : {"SELECT '$', '{', '${', '${}'", "DO $${schema$$", "${ schema }",
                                   "$schema ${sche-ma} ${schema"})
        BOOST_TEST(filled(text) == text);
}

BOOST_AUTO_TEST_CASE(a_name_without_a_value_is_a_problem_with_its_line) {
    StatementProblems problems;
    filled("SELECT 1;\nGRANT x TO ${rol};\nSELECT ${other};", &problems);
    BOOST_TEST_REQUIRE(problems.size() == 2U); // a sample begins in line 2 of its file
    BOOST_TEST(problems[0].line == 3U);
    BOOST_TEST(problems[0].sentence.find("no value for ${rol}") != std::string::npos);
    BOOST_TEST(problems[0].sentence.find("did you mean 'role'?") != std::string::npos);
    BOOST_TEST(problems[1].line == 4U);
}

BOOST_AUTO_TEST_CASE(nothing_is_touched_where_nobody_asked) {
    StatementProblems problems;
    const SqlOperation result = with_values(samples::sql("SELECT '${rol}'"), values, problems);
    BOOST_TEST(result.fragments.front().text == "SELECT '${rol}'");
    BOOST_TEST(problems.empty());
}

BOOST_AUTO_TEST_SUITE_END()
