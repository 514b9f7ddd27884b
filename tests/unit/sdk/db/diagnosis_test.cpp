#include "varve/db/diagnosis.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve;

BOOST_AUTO_TEST_SUITE(diagnosis)

BOOST_AUTO_TEST_CASE(a_word_is_one_word_for_a_shell) {
    struct Case {
        const char *name, *text, *word;
    };
    for (const Case& c : {
             Case{"plain", "/var/lib/app-1.db", "/var/lib/app-1.db"},
             Case{"a space", "my app.db", "'my app.db'"},
             Case{"a quote", "it's", "'it'\\''s'"},
             Case{"what a shell replaces", "$(rm)", "'$(rm)'"},
             Case{"a home", "~", "'~'"},
             Case{"more than one parameter", "pg://u@h/d?a=b&c=d", "'pg://u@h/d?a=b&c=d'"},
             Case{"nothing", "", "''"},
             Case{"another alphabet", "\u00e4", "'\u00e4'"},
         })
        BOOST_TEST_CONTEXT(c.name) {
            BOOST_TEST(shell_word(c.text) == c.word);
        }
}

BOOST_AUTO_TEST_SUITE_END()
