#include "plugins/hooks/seed/bad_row.hpp"
#include "plugins/hooks/seed/environment.hpp"
#include "plugins/hooks/seed/passwords.hpp"
#include "plugins/hooks/seed/table_facts.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <cstdlib>

using namespace varve;
using namespace varve::seed;

BOOST_AUTO_TEST_SUITE(values)

BOOST_AUTO_TEST_CASE(variables_are_put_in_their_places_and_are_secrets) {
    ::setenv("SEED_TEST_NAME", "ann-the-admin", 1);
    Environment environment;
    BOOST_TEST(environment.filled("<${SEED_TEST_NAME}> ${SEED_TEST_NAME}") ==
               "<ann-the-admin> ann-the-admin");
    BOOST_TEST(environment.filled("$${SEED_TEST_NAME} $5 ${") == "${SEED_TEST_NAME} $5 ${");
    BOOST_TEST(redacted("ann-the-admin is known") == "*** is known");
    BOOST_CHECK_EXCEPTION(
        environment.filled("${SEED_TEST_NOBODY}"), ConfigError, [](const ConfigError& error) {
            return std::string(error.what()).find("SEED_TEST_NOBODY is not set") !=
                   std::string::npos;
        });
}

BOOST_AUTO_TEST_CASE(a_hash_is_one_of_its_password_only) {
    const std::string hash = password_hash("correct horse");
    BOOST_TEST(hash.starts_with("$argon2id$v=19$"));
    BOOST_TEST(hash != password_hash("correct horse"));
    BOOST_TEST(is_hash_of(hash, "correct horse"));
    BOOST_TEST(!is_hash_of(hash, "correct house"));
    BOOST_TEST(!is_hash_of("", "correct horse"));
    BOOST_TEST(!is_hash_of(std::string(500, '$'), "correct horse"));
}

BOOST_AUTO_TEST_CASE(columns_without_a_type_of_their_own_are_held_to_what_they_declare) {
    const auto fits = [](const char* type, std::string_view text) {
        try {
            return std::string(fitting(expectation_of({.name = "x", .type = type}), text));
        } catch (const ConfigError& error) {
            return std::string("refused");
        }
    };
    BOOST_TEST(fits("INTEGER", "42") == "42");
    BOOST_TEST(fits("bigint", "4.2") == "refused");
    BOOST_TEST(fits("INTEGER", "abc") == "refused");
    BOOST_TEST(fits("REAL", "-1e3") == "-1e3");
    BOOST_TEST(fits("DECIMAL(5,2)", "1,5") == "refused");
    BOOST_TEST(fits("BOOLEAN", "true") == "1");
    BOOST_TEST(fits("BOOLEAN", "maybe") == "refused");
    BOOST_TEST(fits("TEXT", "abc") == "abc");
    BOOST_TEST(fitting(expectation_of({.name = "x", .kind = Kind::boolean}), "false") == "0");
    BOOST_TEST(fitting(expectation_of({.name = "x", .kind = Kind::integer}), "abc") == "abc");
}

BOOST_AUTO_TEST_CASE(a_bad_row_is_told_with_the_column_that_the_database_speaks_of) {
    const std::array<std::string, 3> columns{"name", "value", "age"};
    const std::array<Cell, 3> row{Cell::text("ann"), Cell(), Cell::text("abc")};
    const auto told = [&](const char* message, const char* detail = "") {
        const DatabaseError error({.message = message, .detail = detail});
        return std::string(bad_row({"s/users.csv", 17}, columns, row, error).what());
    };
    BOOST_TEST(told("invalid input syntax for type integer: \"abc\"") ==
               "s/users.csv:17: column \"age\": 'abc': invalid input syntax for type integer: "
               "\"abc\"");
    BOOST_TEST(
        told("null value in column \"value\" violates it") ==
        "s/users.csv:17: column \"value\": NULL: null value in column \"value\" violates it");
    BOOST_TEST(told("NOT NULL constraint failed: users.value") ==
               "s/users.csv:17: column \"value\": NULL: NOT NULL constraint failed: users.value");
    BOOST_TEST(told("Incorrect integer value: 'abc' for column `d`.`users`.`age` at row 1")
                   .starts_with("s/users.csv:17: column \"age\": 'abc': "));
    BOOST_TEST(told("it is twice", "Key (name)=(ann) already exists.") ==
               "s/users.csv:17: column \"name\": 'ann': it is twice: Key (name)=(ann) already "
               "exists.");
    BOOST_TEST(told("a value of some age") == "s/users.csv:17: a value of some age");
}

BOOST_AUTO_TEST_CASE(a_long_value_is_cut_and_a_long_secret_is_not_shown_in_part) {
    const auto told = [](const std::string& value) {
        return std::string(bad_value({"f", 1}, "a", Cell::text(value), "no").what());
    };
    const std::string short_of_it(59, 'x');
    BOOST_TEST(told(short_of_it + "x") == "f:1: column \"a\": '" + short_of_it + "x': no");
    BOOST_TEST(told(short_of_it + "é!") == "f:1: column \"a\": '" + short_of_it + "…': no");
    const Secret secret("s" + std::string(100, 'k'));
    BOOST_TEST(told(secret.reveal()) == "f:1: column \"a\": '***': no");
}

BOOST_AUTO_TEST_SUITE_END()
