#include "kernel/config/environment.hpp"

#include "support/temp_dir.hpp"
#include "varve/error.hpp"

#include <boost/test/unit_test.hpp>

using varve::Environment;

BOOST_AUTO_TEST_SUITE(environment)

BOOST_AUTO_TEST_CASE(replaces_variables_in_text) {
    const Environment environment(Environment::Variables{{"HOST", "db1"}, {"EMPTY", ""}});
    struct Case {
        const char *name, *text, *result;
    };
    for (const Case& c : {
             Case{"nothing to replace", "plain $HOST {x}", "plain $HOST {x}"},
             Case{"a variable", "pg://${HOST}/d", "pg://db1/d"},
             Case{"two", "${HOST}${HOST}", "db1db1"},
             Case{"a default that is not needed", "${HOST:-x}", "db1"},
             Case{"a default", "${PORT:-5432}", "5432"},
             Case{"a default for an empty one", "${EMPTY:-full}", "full"},
             Case{"an empty one", "<${EMPTY}>", "<>"},
             Case{"an empty default", "<${PORT:-}>", "<>"},
             Case{"an escaped one", "$${HOST}", "${HOST}"},
         })
        BOOST_TEST_CONTEXT(c.name)
    BOOST_TEST(environment.expand(c.text, "here") == c.result);
}

BOOST_AUTO_TEST_CASE(says_which_variable_is_missing_and_where) {
    const auto sentence_of = [](const char* text) -> std::string {
        try {
            Environment().expand(text, "varve.toml:3: url");
        } catch (const varve::ConfigError& error) {
            return error.what();
        }
        return "";
    };
    BOOST_TEST(sentence_of("${HOST}").starts_with(
        "varve.toml:3: url: the environment variable HOST is not set"));
    BOOST_TEST(sentence_of("${HOST").find("without '}'") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(reads_a_dot_env_file_behind_the_environment) {
    const varve::test::TempDir folder;
    folder.write(
        ".env",
        "# comment\nA=1\nexport B=\"two words\\n\"\nC='$x' \nD= plain # comment\nE=\"quoted\" # "
        "comment\nHOST=file\n");
    Environment environment(Environment::Variables{{"HOST", "real"}});
    environment.add_file(folder.path() / ".env");
    BOOST_TEST(environment.get("A").value() == "1");
    BOOST_TEST(environment.get("B").value() == "two words\n");
    BOOST_TEST(environment.get("C").value() == "$x");
    BOOST_TEST(environment.get("D").value() == "plain");
    BOOST_TEST(environment.get("E").value() == "quoted");
    BOOST_TEST(environment.get("HOST").value() == "real");
}

BOOST_AUTO_TEST_CASE(names_the_line_of_a_dot_env_file_that_it_does_not_understand) {
    const varve::test::TempDir folder;
    for (const std::string line :
         {"nonsense", "B=\"open", "B='open", "B=\"", "B=\"open\\\"", "B=\"two\" \"words\""}) {
        folder.write(".env", "A=1\n" + line + "\n");
        Environment environment;
        BOOST_TEST_CONTEXT(line)
        BOOST_CHECK_EXCEPTION(environment.add_file(folder.path() / ".env"), varve::ConfigError,
                              [](const varve::ConfigError& error) {
                                  const std::string sentence = error.what();
                                  // What stands there may be a password.
                                  return sentence.find(".env:2:") != std::string::npos &&
                                         sentence.find("open") == std::string::npos;
                              });
    }
}

BOOST_AUTO_TEST_SUITE_END()
