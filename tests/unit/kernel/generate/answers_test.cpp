#include "kernel/generate/answers.hpp"
#include "varve/error.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve;
using namespace varve::schema;

namespace {

Answer renamed(const std::string& words) {
    return read_answer(Answer::Kind::renamed, words, "public", "schema.sql:3");
}

Column column(const std::string& name, const std::string& type) {
    return {.name = name, .type = {.spelling = type}};
}

DatabaseSchema with(std::vector<Table> tables) {
    return {.tables = std::move(tables)};
}

} // namespace

BOOST_AUTO_TEST_SUITE(answers)

BOOST_AUTO_TEST_CASE(names_have_their_namespace_or_the_usual_one) {
    const Answer answer = renamed("column users.email from=mail");
    BOOST_TEST((answer.object == ObjectId{ObjectKind::column, {"public", "users"}, "email"}));
    BOOST_TEST(answer.from == "mail");
    BOOST_TEST((renamed("table app.users from=people").object ==
                ObjectId{ObjectKind::table, {"app", "users"}, ""}));
    BOOST_TEST((renamed(" index \"a.b\".\"c d\".\"e=f\"  from=\"g h\" ").object ==
                ObjectId{ObjectKind::index, {"a.b", "c d"}, "e=f"}));
}

BOOST_AUTO_TEST_CASE(the_lines_that_answer_can_be_read_whatever_the_names) {
    for (const char* const name :
         {"plain", "a.b", "c d", "e=f", "\"", "a\"b", "\"a\"", "\"\"", "a\tb"}) {
        const ObjectId gone{ObjectKind::column, {"public", name}, name};
        const std::string line = in_words(Question{gone, {}});
        const std::string_view begin = "  -- varve:dropped ";
        BOOST_TEST_REQUIRE(line.starts_with(begin));
        const Answer answer =
            read_answer(Answer::Kind::dropped, line.substr(begin.size()), "", "x");
        BOOST_TEST((answer.object == gone), line);
    }
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read_is_told_with_its_place) {
    for (const char* const words :
         {"", "column", "column users from=mail", "column users.email", "table users",
          "table a.b.c from=d", "view v from=w", "column users.email from=", "table a from=b c",
          "column users. from=a", "table \"a from=b"})
        BOOST_CHECK_EXCEPTION(renamed(words), ConfigError, [](const ConfigError& error) {
            return std::string(error.what()).starts_with("schema.sql:3: say what is renamed");
        });
}

BOOST_AUTO_TEST_CASE(what_is_gone_and_what_is_like_it_raises_a_question) {
    const Name users{"", "users"};
    const auto from =
        with({{.name = users, .columns = {column("id", "int"), column("a", "text")}}});
    const auto to = with({{.name = users,
                           .columns = {column("id", "int"), column("b", "text"), column("c", "int"),
                                       column("d", "text")}}});
    const auto asked = questions(from, to, {});
    BOOST_TEST_REQUIRE(asked.size() == 1U);
    BOOST_TEST(in_words(asked[0]) == "  -- varve:renamed column users.b from=a\n"
                                     "  -- varve:renamed column users.d from=a\n"
                                     "  -- varve:dropped column users.a");
    BOOST_TEST(questions(from, to, {{Answer::Kind::dropped, asked[0].gone, {}}}).empty());
}

BOOST_AUTO_TEST_CASE(tables_are_alike_where_half_of_their_columns_are) {
    const auto table = [](const char* name, const char* second) {
        return Table{.name = {"", name}, .columns = {column("id", "int"), column(second, "text")}};
    };
    BOOST_TEST(questions(with({table("a", "x")}), with({table("b", "y")}), {}).size() == 1U);
    Table other = table("b", "y");
    other.columns[0].type.spelling = "uuid";
    BOOST_TEST(questions(with({table("a", "x")}), with({other}), {}).empty());
}

BOOST_AUTO_TEST_CASE(only_what_is_there_and_not_yet_called_so_is_renamed) {
    const auto named = [](const char* name) {
        return with({{.name = {"", "t"}, .columns = {column(name, "int")}}});
    };
    const std::vector<Answer> answer{
        read_answer(Answer::Kind::renamed, "column t.b from=a", "", "--renamed")};
    const auto count = [&](const DatabaseSchema& from, const DatabaseSchema& to) {
        return renames(from, to, answer, ObjectKind::column).size();
    };
    BOOST_TEST(count(named("a"), named("b")) == 1U);
    BOOST_TEST(count(named("b"), named("b")) == 0U);
    BOOST_TEST(count(named("a"), named("a")) == 0U);
    BOOST_TEST(count(named("c"), named("b")) == 0U);
}

BOOST_AUTO_TEST_CASE(what_differs_by_its_name_only_is_renamed_without_a_question) {
    const auto indexed = [](const char* name) {
        return with({{.name = {"", "t"},
                      .columns = {column("a", "int")},
                      .indexes = {{.name = name, .elements = {{.column = "a"}}}}}});
    };
    const auto changes = harmless_renames(indexed("i"), indexed("j"));
    BOOST_TEST_REQUIRE(changes.size() == 1U);
    BOOST_TEST((changes[0] == Change{Rename{{ObjectKind::index, {"", "t"}, "i"}, "j"}}));
    BOOST_TEST(harmless_renames(indexed("i"), indexed("i")).empty());
}

BOOST_AUTO_TEST_SUITE_END()
