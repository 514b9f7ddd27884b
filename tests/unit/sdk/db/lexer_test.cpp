#include "varve/db/lexer.hpp"

#include <boost/test/unit_test.hpp>

namespace {

std::vector<std::string> texts(std::string_view sql, const varve::LexicalRules& rules = {}) {
    std::vector<std::string> result;
    for (const varve::Token& token : varve::tokenize(sql, rules)) result.emplace_back(token.text);
    return result;
}

const varve::LexicalRules postgresql{
    .nested_comments = true, .dollar_quotes = true, .escape_strings = true};
using Texts = std::vector<std::string>;

} // namespace

BOOST_AUTO_TEST_SUITE(lexer)

BOOST_AUTO_TEST_CASE(cuts_sql_into_tokens) {
    struct Case {
        const char* name;
        const char* sql;
        Texts tokens;
    };
    const Case cases[]{
        {"words and symbols", "select a.b,1;", {"select", "a", ".", "b", ",", "1", ";"}},
        {"doubled quotes", "'it''s' \"a\"\"b\"", {"'it''s'", "\"a\"\"b\""}},
        {"line comment", "a -- b ' c\nd", {"a", "d"}},
        {"nested comment", "a/* /* ; */ */b", {"a", "b"}},
        {"comment straight after an operator", "1+--x\n2", {"1", "+", "2"}},
        {"comment opening inside an operator run", "a*/**/b", {"a", "*", "b"}},
        {"dollar quotes", "$$a;$$ $x$ $$ $x$", {"$$a;$$", "$x$ $$ $x$"}},
        {"a dollar inside a word", "a$b$c", {"a$b$c"}},
        {"a parameter", "$1,$2", {"$1", ",", "$2"}},
        {"escape string", "E'a\\'b' e'\\\\'", {"E'a\\'b'", "e'\\\\'"}},
        {"escapes go on after a line break",
         "E'a'\n-- x\n 'b\\'c' d",
         {"E'a'\n-- x\n 'b\\'c'", "d"}},
        {"no escape after a mere blank", "E'a' 'b\\' c", {"E'a'", "'b\\'", "c"}},
        {"no escape in a plain string", "'a\\' b", {"'a\\'", "b"}},
        {"sign after an operator", "a=-1", {"a", "=", "-", "1"}},
        {"operator that ends in a sign", "a@-1", {"a", "@-", "1"}},
        {"cast", "a::int", {"a", ":", ":", "int"}},
    };
    for (const Case& c : cases) {
        BOOST_TEST_CONTEXT(c.name)
        BOOST_TEST(texts(c.sql, postgresql) == c.tokens, boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(ends_an_operator_where_something_else_opens) {
    const varve::LexicalRules sqlite{.backtick_identifiers = true, .tcl_variables = true};
    BOOST_TEST(texts("1+`a;b`", sqlite) == (Texts{"1", "+", "`a;b`"}),
               boost::test_tools::per_element());
    BOOST_TEST(texts("a=?1+@b(c;d)", sqlite) == (Texts{"a", "=", "?1", "+", "@b(c;d)"}),
               boost::test_tools::per_element());
    BOOST_TEST(texts("a=`b", postgresql) == (Texts{"a", "=`", "b"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(takes_a_byte_order_mark_for_white_space_where_the_rules_say_so) {
    const varve::LexicalRules rules{.byte_order_mark_is_blank = true};
    BOOST_TEST(texts("\xEF\xBB\xBF"
                     "a \xEF\xBB\xBF"
                     "b",
                     rules) == (Texts{"a", "b"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(keeps_executable_comments_whole_where_the_rules_say_so) {
    const char* const sql = "a /*!50000 b; */ /*M!100100 c */ /* d */ /*M e */";
    BOOST_TEST(texts(sql, {.executable_comments = true}) ==
                   (Texts{"a", "/*!50000 b; */", "/*M!100100 c */"}),
               boost::test_tools::per_element());
    BOOST_TEST(texts(sql) == Texts{"a"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(counts_lines_from_the_first_byte_of_a_token) {
    const auto tokens = varve::tokenize("a\n/* \n */ 'x\ny' b", postgresql);
    BOOST_TEST_REQUIRE(tokens.size() == 3U);
    BOOST_TEST(tokens[0].line == 1U);
    BOOST_TEST(tokens[1].line == 3U);
    BOOST_TEST(tokens[2].line == 4U);
}

BOOST_AUTO_TEST_CASE(reports_what_does_not_end) {
    for (const char* const sql :
         {"'abc", "\"abc", "/* abc", "$x$ abc $y$", "E'abc\\'", "/* /* */"}) {
        BOOST_TEST_CONTEXT(sql) {
            const auto tokens = varve::tokenize(sql, postgresql);
            BOOST_TEST_REQUIRE(tokens.size() == 1U);
            BOOST_TEST((tokens[0].kind == varve::TokenKind::unterminated));
        }
    }
}

BOOST_AUTO_TEST_CASE(canonical_form_ignores_looks_only) {
    const auto form = [](std::string_view sql) { return varve::canonical(sql, postgresql); };
    BOOST_TEST(form("SELECT  A /* x */ FROM t -- y") == form("select a\nfrom T"));
    BOOST_TEST(form("select 'A'") != form("select 'a'"));
    BOOST_TEST(form("select \"A\"") != form("select \"a\""));
    BOOST_TEST(form("a=-1") == form("a = -1"));
}

BOOST_AUTO_TEST_SUITE_END()
