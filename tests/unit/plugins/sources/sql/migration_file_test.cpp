#include "plugins/sources/sql/migration_file.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve;

namespace {

struct Parsed {
    Migration migration;
    std::vector<SourceProblem> problems;
};

Parsed parse(std::string_view text) {
    Parsed parsed;
    sql::parse_migration_file(text, "a.sql", parsed.migration, parsed.problems);
    return parsed;
}

Migration good(std::string_view text) {
    Parsed parsed = parse(text);
    for (const SourceProblem& problem : parsed.problems)
        BOOST_ERROR("line " << problem.line << ": " << problem.sentence);
    return std::move(parsed.migration);
}

using Names = std::vector<std::string>;

} // namespace

BOOST_AUTO_TEST_SUITE(migration_files)

BOOST_AUTO_TEST_CASE(have_an_up_and_a_down) {
    const Migration migration =
        good("-- why\n\n/* more\n why */\n-- varve:up\nCREATE TABLE a (b);\n"
             "-- varve:down transaction=none\nDROP TABLE a;\n");
    BOOST_TEST_REQUIRE(migration.up.fragments.size() == 1U);
    BOOST_TEST(migration.up.fragments[0].text == "CREATE TABLE a (b);\n");
    BOOST_TEST(migration.up.fragments[0].line == 6U);
    BOOST_TEST((migration.up.transaction == TransactionMode::automatic));
    BOOST_TEST_REQUIRE(migration.down.has_value());
    BOOST_TEST(migration.down->fragments[0].text == "DROP TABLE a;\n");
    BOOST_TEST(migration.down->fragments[0].line == 8U);
    BOOST_TEST((migration.down->transaction == TransactionMode::none));
}

BOOST_AUTO_TEST_CASE(may_have_their_sections_in_any_order) {
    const Migration migration = good("-- varve:down\nB;\n-- varve:up\nA;");
    BOOST_TEST(migration.up.fragments.at(0).text == "A;");
    BOOST_TEST(migration.down->fragments.at(0).text == "B;\n");
}

BOOST_AUTO_TEST_CASE(keep_what_is_told_of_entities_in_their_text) {
    const std::string line = "-- varve:entity made table users\n";
    BOOST_TEST(good("-- varve:up\n" + line + "A;").up.fragments.at(0).text == line + "A;");
    BOOST_TEST(parse(line + "-- varve:up\nA;").problems.size() == 1U);
    BOOST_TEST(parse("-- varve:up\nA;\n-- varve:down\n" + line + "B;").problems.size() == 1U);
}

BOOST_AUTO_TEST_CASE(end_a_section_where_they_say_that_there_is_no_way_down) {
    BOOST_TEST(parse("-- varve:up\nA;\n-- varve:irreversible gone\n-- why\n").problems.empty());
    const Parsed parsed = parse("-- varve:up\nA;\n-- varve:irreversible gone\nB;\n");
    BOOST_TEST_REQUIRE(parsed.problems.size() == 1U);
    BOOST_TEST(parsed.problems[0].line == 4U);
    BOOST_TEST(parsed.migration.up.fragments.at(0).text == "A;\n");
}

BOOST_AUTO_TEST_CASE(say_why_there_is_no_way_down) {
    const Migration migration =
        good("-- varve:up\nA;\n-- varve:irreversible  the rows are gone \n");
    BOOST_TEST(!migration.down);
    BOOST_TEST(migration.irreversible == "the rows are gone");
    BOOST_TEST(!good("-- varve:up\nA;\n").down);
}

BOOST_AUTO_TEST_CASE(keep_the_bytes_of_their_sql) {
    const Migration migration =
        good("\xEF\xBB\xBF-- varve:up \t\r\nA\r\n  ;\r\n\r\n-- varve:down\r\nB;");
    BOOST_TEST(migration.up.fragments.at(0).text == "A\r\n  ;\r\n\r\n");
    BOOST_TEST(migration.up.fragments.at(0).line == 2U);
    BOOST_TEST(migration.down->fragments.at(0).line == 6U);
}

BOOST_AUTO_TEST_CASE(may_be_for_some_databases_only) {
    BOOST_TEST(good("-- varve:dialect sqlite, postgresql\n-- varve:up\nA;").dialects ==
               (Names{"sqlite", "postgresql"}));
    BOOST_TEST(good("-- varve:dialect all\n-- varve:up\nA;").dialects.empty());
    const Migration migration =
        good("-- varve:up\nA;\n-- varve:dialect sqlite\nB;\n-- varve:dialect all\nC;\n"
             "-- varve:dialect postgresql\nD;\n-- varve:down\nE;\n");
    const auto& fragments = migration.up.fragments;
    BOOST_TEST_REQUIRE(fragments.size() == 4U);
    BOOST_TEST(fragments[0].dialects.empty());
    BOOST_TEST(fragments[1].dialects == Names{"sqlite"});
    BOOST_TEST(fragments[1].text == "B;\n");
    BOOST_TEST(fragments[1].line == 4U);
    BOOST_TEST(fragments[2].dialects.empty());
    BOOST_TEST(fragments[3].dialects == Names{"postgresql"});
    BOOST_TEST(migration.down->fragments.at(0).dialects.empty());
}

BOOST_AUTO_TEST_CASE(may_mark_one_statement) {
    const Migration migration =
        good("-- varve:up\nA;\n-- varve:dialect sqlite\n-- varve:statement begin\nB; B;\n"
             "-- varve:statement end\nC;\n");
    const auto& fragments = migration.up.fragments;
    BOOST_TEST_REQUIRE(fragments.size() == 3U);
    BOOST_TEST(!fragments[0].single);
    BOOST_TEST(fragments[1].single);
    BOOST_TEST(fragments[1].text == "B; B;\n");
    BOOST_TEST(fragments[1].dialects == Names{"sqlite"});
    BOOST_TEST(!fragments[2].single);
    BOOST_TEST(fragments[2].dialects == Names{"sqlite"});
}

BOOST_AUTO_TEST_CASE(may_say_what_must_be_true_in_the_end) {
    const Migration migration =
        good("-- varve:up\nA;\n-- varve:expect  SELECT 1 \n-- varve:dialect sqlite\n"
             "-- varve:expect begin\nSELECT\n  2;\n-- varve:expect end\nB;\n-- varve:down\nC;\n"
             "-- varve:dialect mysql\n-- varve:expect SELECT 3\n");
    const auto& fragments = migration.up.fragments;
    BOOST_TEST_REQUIRE(fragments.size() == 4U);
    BOOST_TEST(!fragments[0].expectation);
    BOOST_TEST(fragments[1].expectation);
    BOOST_TEST(fragments[1].text == "SELECT 1");
    BOOST_TEST(fragments[1].line == 3U);
    BOOST_TEST(fragments[1].dialects.empty());
    BOOST_TEST(fragments[2].expectation);
    BOOST_TEST(!fragments[2].single);
    BOOST_TEST(fragments[2].text == "SELECT\n  2;\n");
    BOOST_TEST(fragments[2].line == 6U);
    BOOST_TEST(fragments[2].dialects == Names{"sqlite"});
    BOOST_TEST(!fragments[3].expectation);
    BOOST_TEST(fragments[3].line == 9U);
    BOOST_TEST_REQUIRE(migration.down->fragments.size() == 2U);
    BOOST_TEST(migration.down->fragments[1].text == "SELECT 3");
    BOOST_TEST(migration.down->fragments[1].expectation);
    BOOST_TEST(migration.down->fragments[1].dialects == Names{"mysql"});
}

BOOST_AUTO_TEST_CASE(may_agree_to_losses) {
    const Migration migration = good("-- varve:allow drop-index\n-- varve:up\n-- varve:allow "
                                     "drop-table, drop-column\nA;\n-- varve:down\nB;\n");
    BOOST_TEST(migration.up.allows == (Names{"drop-index", "drop-table", "drop-column"}));
}

BOOST_AUTO_TEST_CASE(take_comments_that_speak_of_varve_for_comments) {
    const Migration migration = good(
        "-- varve runs this\n-- see varve:up\n-- varve:up\n-- Varve is nice\nA; -- varve:down\n");
    BOOST_TEST(migration.up.fragments.at(0).text == "-- Varve is nice\nA; -- varve:down\n");
}

BOOST_AUTO_TEST_CASE(say_what_is_wrong_and_where) {
    struct Case {
        const char* name;
        std::string text;
        std::uint32_t line;
        const char* part;
    };
    for (const Case& c : {
             Case{"empty", "", 0, "is empty"},
             Case{"nothing but blanks", " \r\n\t\n", 0, "is empty"},
             Case{"nothing but a byte order mark", "\xEF\xBB\xBF", 0, "is empty"},
             Case{"no section", "-- a comment\n", 0, "has no '-- varve:up'"},
             Case{"SQL without a section", "\nCREATE TABLE a (b);\n", 2, "SQL before"},
             Case{"SQL behind a comment in the head", "/* x\n*/ A;\n-- varve:up\nB;", 2,
                  "SQL before"},
             Case{"a dump", "--\n-- PostgreSQL database dump\n--\n\nSET x = 0;\n", 5, "dump"},
             Case{"a dump of SQLite", "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n", 1, "dump"},
             Case{"no up", "-- varve:down\nA;\n", 0, "has no '-- varve:up'"},
             Case{"two ups", "-- varve:up\nA;\n-- varve:up\nB;\n", 3, "second 'varve:up'"},
             Case{"two downs", "-- varve:up\nA;\n-- varve:down\nB;\n-- varve:down\nC;", 5,
                  "line 3"},
             Case{"a way down and none",
                  "-- varve:up\nA;\n-- varve:down\nB;\n-- varve:irreversible x", 5,
                  "not irreversible"},
             Case{"no reason", "-- varve:up\nA;\n-- varve:irreversible\n", 3, "needs a reason"},
             Case{"an unknown directive", "-- varve:upp\nA;\n-- varve:up\nB;", 1,
                  "did you mean 'up'?"},
             Case{"placeholders of a section", "-- varve:up\n-- varve:placeholders on\nA;", 2,
                  "before its first section"},
             Case{"placeholders that are off", "-- varve:placeholders off\n-- varve:up\nA;", 1,
                  "followed by 'on'"},
             Case{"an unknown option", "-- varve:up transaction=off\nA;", 1, "transaction=none"},
             Case{"an indented directive", "-- varve:up\nA;\n  -- varve:down\nB;", 3,
                  "start of the line"},
             Case{"a directive without its blank", "-- varve:up\nA;\n--varve:down\nB;", 3,
                  "-- varve:"},
             Case{"a directive in capitals", "-- varve:up\nA;\n-- VARVE:down\nB;", 3,
                  "small letters"},
             Case{"an open statement", "-- varve:up\n-- varve:statement begin\nA;", 2, "end"},
             Case{"a statement in a statement",
                  "-- varve:up\n-- varve:statement begin\nA;\n-- varve:statement begin\nB;\n"
                  "-- varve:statement end\n",
                  4, "line 2"},
             Case{"an end too many", "-- varve:up\nA;\n-- varve:statement end\n", 3,
                  "no statement"},
             Case{"a statement in the head", "-- varve:statement begin\n-- varve:up\nA;", 1,
                  "into a section"},
             Case{"a section in a statement",
                  "-- varve:up\n-- varve:statement begin\nA;\n-- varve:down\nB;", 4, "line 2"},
             Case{"an expectation of nothing", "-- varve:up\nA;\n-- varve:expect\n", 3,
                  "needs a query"},
             Case{"an empty expectation",
                  "-- varve:up\n-- varve:expect begin\n\n-- varve:expect end\nA;", 2,
                  "nothing is expected"},
             Case{"an expectation in the head", "-- varve:expect SELECT 1\n-- varve:up\nA;", 1,
                  "into a section"},
             Case{"an open expectation", "-- varve:up\n-- varve:expect begin\nA;", 2,
                  "no '-- varve:expect end'"},
             Case{"an expectation in an expectation",
                  "-- varve:up\n-- varve:expect begin\nA;\n-- varve:expect SELECT 1\n"
                  "-- varve:expect end\n",
                  4, "line 2"},
             Case{"an expectation in a statement",
                  "-- varve:up\n-- varve:statement begin\nA;\n-- varve:expect SELECT 1\n"
                  "-- varve:statement end\n",
                  4, "inside the statement"},
             Case{"no dialect", "-- varve:dialect\n-- varve:up\nA;", 1, "name of a database"},
             Case{"a dialect in capitals", "-- varve:up\nA;\n-- varve:dialect SQLite\nB;", 3,
                  "small letters"},
             Case{"all and one more", "-- varve:up\n-- varve:dialect all,sqlite\nA;", 2, "alone"},
             Case{"two dialects for all", "-- varve:dialect a\n-- varve:dialect b\n-- varve:up\nA;",
                  2, "line 1"},
             Case{"no rule", "-- varve:up\n-- varve:allow\nA;", 2, "needs a rule"},
             Case{"a rule in a down", "-- varve:up\nA;\n-- varve:down\n-- varve:allow truncate\nB;",
                  4, "means nothing in a down"},
             Case{"no comma", "-- varve:up\n-- varve:allow drop-table drop-column\nA;", 2,
                  "commas"},
             Case{"Latin-1", "-- varve:up\nA 'caf\xe9';\n", 2, "UTF-8"},
             Case{"a NUL", std::string("-- varve:up\n\nA\0;", 16), 3, "NUL"},
         })
        BOOST_TEST_CONTEXT(c.name) {
            const std::vector<SourceProblem> problems = parse(c.text).problems;
            BOOST_TEST_REQUIRE(!problems.empty());
            const SourceProblem& problem = problems.front();
            BOOST_TEST(problem.file == "a.sql");
            BOOST_TEST(problem.line == c.line);
            BOOST_TEST(problem.sentence.find(c.part) != std::string::npos, problem.sentence);
        }
}

BOOST_AUTO_TEST_SUITE_END()
