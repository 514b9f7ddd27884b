#include "apps/varve/command_line.hpp"

#include "varve/error.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve;

namespace {

const std::vector<std::string> known{"run", "status", "lock status", "lock break"};
const CommandSpec spec{.name = "run",
                       .summary = "",
                       .arguments = {{.name = "NAME", .required = false}},
                       .options = {{.name = "steps", .value = "N"},
                                   {.name = "allow", .value = "RULE", .repeated = true},
                                   {.name = "scope", .value = "S", .choices = {"each", "all"}}}};

std::string failure(std::vector<std::string> words) {
    try {
        parse_arguments(spec, words);
    } catch (const ConfigError& error) {
        return error.what();
    }
    return "";
}

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

} // namespace

BOOST_AUTO_TEST_SUITE(command_line)

BOOST_AUTO_TEST_CASE(finds_the_command_wherever_it_stands) {
    BOOST_TEST(find_command({"run", "--steps", "1"}, known, spec.options).command == "run");
    const CommandLine line =
        find_command({"--url", "sqlite:x", "-vv", "lock", "break", "--yes"}, known, spec.options);
    BOOST_TEST(line.command == "lock break");
    BOOST_TEST(line.verbosity == 2);
    const std::vector<std::string> rest{"--url", "sqlite:x", "--yes"};
    BOOST_TEST(line.rest == rest, boost::test_tools::per_element());
    BOOST_TEST(find_command({"--steps", "1", "run"}, known, spec.options).command == "run");
    BOOST_TEST(find_command({"--steps=1", "run"}, known, spec.options).command == "run");
    BOOST_TEST(find_command({}, known, spec.options).command == "");
    BOOST_TEST(find_command({"run", "--help"}, known, spec.options).help);
    BOOST_TEST(find_command({"--version"}, known, spec.options).command == "version");
    BOOST_TEST(find_command({"run", "--version"}, known, spec.options).command == "run");
}

BOOST_AUTO_TEST_CASE(finds_passwords_wherever_they_were_put) {
    struct Case {
        const char *word, *password;
    };
    for (const Case& c : {
             Case{"postgresql://dan:S3cret@h:1/d?user=a@b", "S3cret"},
             Case{"--ulr=postgresql://dan:S3cret@h/d", "S3cret"},
             Case{"postgresql://dan:S3/cret@h/d", "S3/cret"},
             Case{"postgresql://dan:S3?cret@h/d", "S3?cret"},
             Case{"postgresql://dan@h:1/d", ""},
             Case{"postgresql://h:1/d?user=a@b", ""},
             Case{"sqlite:me@home.db", ""},
         }) {
        const std::vector<std::string> words{c.word};
        const std::vector<Secret> found = passwords_in(words);
        BOOST_TEST((found.empty() ? "" : found.front().reveal()) == c.password, c.word);
    }
}

BOOST_AUTO_TEST_CASE(reads_options_and_arguments) {
    const Arguments arguments =
        parse_arguments(spec, {"--steps=3", "x", "--allow", "a", "--allow=b", "-q"});
    BOOST_TEST(arguments.integer("steps", 1) == 3);
    BOOST_TEST(arguments.text("NAME") == "x");
    BOOST_TEST(arguments.list("allow").size() == 2U);
    BOOST_TEST(arguments.has("quiet"));
    BOOST_TEST(!arguments.has("json"));
}

BOOST_AUTO_TEST_CASE(mistakes_are_named_with_a_suggestion) {
    BOOST_TEST(
        contains(failure({"--stesp", "3"}), "has no option '--stesp'; did you mean '--steps'?"));
    BOOST_TEST(contains(failure({"--step", "3"}), "did you mean '--steps'?"));
    BOOST_TEST(contains(failure({"--scope", "al"}), "did you mean 'all'?"));
    BOOST_TEST(contains(failure({"--steps", "1", "--steps", "2"}), "more than once"));
    BOOST_TEST(contains(failure({"a", "b"}), "does not know what to do with 'b'"));
    BOOST_TEST(contains(failure({"--steps"}), "steps"));
    BOOST_CHECK_THROW(parse_arguments(spec, {"--steps", "0"}).integer("steps", 1), ConfigError);
    BOOST_CHECK_THROW(parse_arguments(spec, {"--steps", "x"}).integer("steps", 1), ConfigError);
}

BOOST_AUTO_TEST_SUITE_END()
