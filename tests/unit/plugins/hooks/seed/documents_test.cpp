#include "plugins/hooks/seed/json_rows.hpp"
#include "plugins/hooks/seed/yaml_rows.hpp"

#include "varve/error.hpp"

#include <boost/test/unit_test.hpp>

#include <sstream>

using namespace varve;
using namespace varve::seed;

namespace {

using Read = void(std::istream&, const OnNode&);

/// Every row as "line {…}", as JSON.
std::string rows(Read& read, const std::string& text) {
    std::istringstream input(text);
    std::string result;
    read(input, [&](const Node& row, std::uint32_t line) {
        result += std::to_string(line) + ' ' + to_json(row) + ' ';
    });
    return result;
}

bool refuses(Read& read, const std::string& text, const std::string& beginning) {
    try {
        rows(read, text);
    } catch (const ConfigError& error) {
        BOOST_TEST_MESSAGE(error.what());
        return std::string(error.what()).starts_with(beginning);
    }
    return false;
}

} // namespace

BOOST_AUTO_TEST_SUITE(documents)

BOOST_AUTO_TEST_CASE(json_is_a_list_of_rows_or_a_row_a_line) {
    BOOST_TEST(rows(read_json,
                    "[\n {\"a\": 1.50,\n  \"b\": null},\n {\"a\": [true, {\"c\": \"x\\n\"}]}]\n") ==
               "2 {\"a\": 1.50, \"b\": null} 4 {\"a\": [true, {\"c\": \"x\\n\"}]} ");
    BOOST_TEST(rows(read_json, "{\"a\": 1}\n\n{\"a\": 12345678901234567890}\n{\"a\": -2}") ==
               "1 {\"a\": 1} 3 {\"a\": 12345678901234567890} 4 {\"a\": -2} ");
    BOOST_TEST(rows(read_json, " \n[]\n") == "");
    BOOST_TEST(rows(read_json, "") == "");
}

BOOST_AUTO_TEST_CASE(json_that_is_broken_names_its_line) {
    BOOST_TEST(refuses(read_json, "[{\"a\": 1},\n{\"a\": }]", "2: this is not JSON"));
    BOOST_TEST(refuses(read_json, "[{\"a\": 1},\n 7]", "2: a row is expected here"));
    BOOST_TEST(refuses(read_json, "{\"a\": 1}\nx", "2: this is not JSON"));
    BOOST_TEST(refuses(read_json, "[[{\"a\": 1}]]", "1: a row is expected here"));
}

BOOST_AUTO_TEST_CASE(yaml_is_a_list_of_rows) {
    BOOST_TEST(
        rows(read_yaml, "# roles\n- name: admin\n  level: 007\n  rate: 1.50\n  on: true\n"
                        "  note: ~\n- name: 'true'\n  tags: [a, 1]\n  of: {name: x}\n") ==
        "2 {\"name\": \"admin\", \"level\": \"007\", \"rate\": 1.50, \"on\": true, \"note\": "
        "null} 7 {\"name\": \"true\", \"tags\": [\"a\", 1], \"of\": {\"name\": \"x\"}} ");
    BOOST_TEST(rows(read_yaml, "") == "");
}

BOOST_AUTO_TEST_CASE(yaml_has_anchors_and_merges) {
    BOOST_TEST(rows(read_yaml, "- &base\n  a: 1\n  b: &two 2\n- <<: *base\n  b: 3\n- c: *two\n") ==
               "1 {\"a\": 1, \"b\": 2} 4 {\"b\": 3, \"a\": 1} 6 {\"c\": 2} ");
}

BOOST_AUTO_TEST_CASE(yaml_that_is_broken_names_its_line) {
    BOOST_TEST(refuses(read_yaml, "- a: 1\n- b: [2\n", "3: this is not YAML"));
    BOOST_TEST(refuses(read_yaml, "- a: 1\n- 7\n", "2: a row is expected here"));
    BOOST_TEST(refuses(read_yaml, "- a: 1\n  ? [b]\n  : 2\n", "2: a column's name is expected"));
}

BOOST_AUTO_TEST_SUITE_END()
