#include "support/secret_watch.hpp"

#include "support/database.hpp"
#include "support/mysql.hpp"
#include "support/program.hpp"
#include "support/server.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve::test;

namespace {

Outcome shell_with_password(const std::string& script) {
    return run(
        {.arguments = {"sh", "-c", script}, .environment = {{"VARVE_PASSWORD", test_password()}}});
}

/// A run of the program with a script that is told the password.
void run_with_script(const std::string& script) {
    const auto database = sqlite_database();
    Project project;
    project.url = database->url();
    project.migration("20260101000000_a", "-- varve:up\nCREATE TABLE a (x int);\n");
    project.write("varve.toml", "[project]\nhooks = ['exec']\n[exec.it]\npoints = 'after_run'\n"
                                "pass = 'VARVE_PASSWORD'\nshell = true\ncommand = '" +
                                    script + "'\n");
    require_exit(project.varve({"run"}), 0);
}

void put_into_log(const Database& database) {
    Project project;
    project.url = database.url();
    project.migration("20260101000000_a", "-- varve:up\nCREATE TABLE a (x int);\n");
    require_exit(project.varve({"run"}), 0);
    database.execute("UPDATE varve_log SET error = '" + test_password() + '\'');
}

struct Plant {
    const char *test, *place;
    const char* server = nullptr; ///< the variable that names it
};

} // namespace

// Each fails, and is run by the test below only.
BOOST_AUTO_TEST_SUITE(planted_secret, *boost::unit_test::disabled())

BOOST_AUTO_TEST_CASE(nowhere) {
    run_with_script("test -n \"$VARVE_PASSWORD\"; sleep 0.1");
}
BOOST_AUTO_TEST_CASE(in_output) {
    shell_with_password("echo \"so $VARVE_PASSWORD it is\"");
}
BOOST_AUTO_TEST_CASE(in_errors_encoded) {
    shell_with_password("printf %s \"a $VARVE_PASSWORD\" | base64 >&2");
}
BOOST_AUTO_TEST_CASE(in_file) {
    run_with_script("echo \"$VARVE_PASSWORD\" >varve.log");
}
BOOST_AUTO_TEST_CASE(in_argument) {
    run_with_script("sh -c \"sleep 0.3; true\" \"$VARVE_PASSWORD\"");
}
BOOST_AUTO_TEST_CASE(in_row_of_sqlite) {
    put_into_log(*sqlite_database());
}
BOOST_AUTO_TEST_CASE(in_row_of_postgresql) {
    put_into_log(*postgresql_database());
}
BOOST_AUTO_TEST_CASE(in_row_of_mariadb) {
    put_into_log(*mysql_database(server_url("VARVE_TEST_MARIADB")));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(secret_watch)

BOOST_AUTO_TEST_CASE(fails_the_test_whose_program_lets_its_password_out) {
    for (const Plant& plant :
         {Plant{"nowhere", nullptr},
          Plant{"in_output", "the output of sh: so s3cret/+:@***%20&= it is"},
          Plant{"in_errors_encoded", "the errors of sh: "}, Plant{"in_file", "/varve.log: "},
          Plant{"in_argument", "the arguments of a program that "},
          Plant{"in_row_of_sqlite", "/app.db: "},
          Plant{"in_row_of_postgresql", "the table public.varve_log: ", "VARVE_TEST_POSTGRESQL"},
          Plant{"in_row_of_mariadb", "the table varve_log: ", "VARVE_TEST_MARIADB"}})
        BOOST_TEST_CONTEXT(plant.test) {
            if (plant.server != nullptr && !server_is_there(plant.server)) {
                BOOST_TEST_MESSAGE("skipped: " << plant.server << " is not set");
                continue;
            }
            const Outcome outcome =
                run({.arguments = {"/proc/self/exe", "--color_output=no",
                                   std::string("--run_test=planted_secret/") + plant.test}});
            require_exit(outcome, plant.place == nullptr ? 0 : 201);
            if (plant.place == nullptr) continue;
            BOOST_TEST(says(outcome, "a password is in "));
            BOOST_TEST(says(outcome, plant.place));
            BOOST_TEST(SecretFinder(test_password()).excerpt(outcome.output + outcome.error) == "");
        }
}

BOOST_AUTO_TEST_CASE(knows_a_password_however_it_is_quoted) {
    const SecretFinder finder("p\"s/Kd2VwQ9Zr4xT7%+");
    for (const std::string text :
         {"p\\\"s/Kd2VwQ9Zr4xT7%+", "p%22s%2FKd2VwQ9Zr4xT7%25%2B", "cCJzL0tkMlZ3UTlacjR4VDclKw==",
          "IHAicy9LZDJWd1E5WnI0eFQ3JSs=", "ICBwInMvS2QyVndROVpyNHhUNyUr"})
        BOOST_TEST(finder.excerpt("before " + text + " after") != "", text);
    BOOST_TEST(finder.excerpt("p\"s/Kd2VwQ9Zr4xT%+") == "");
    BOOST_TEST(SecretFinder("right").excerpt("all right") == "");
}

BOOST_AUTO_TEST_SUITE_END()
