#include "doctor.hpp"
#include "support/postgresql.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve::test;

namespace {

void write_second(const Ward& ward) {
    ward.project().migration("20260102000000_second",
                             "-- varve:up transaction=none\nCREATE TABLE b (x int);\n"
                             "INSERT INTO c VALUES (1);\n-- varve:down\nDROP TABLE b;\n");
}

} // namespace

BOOST_AUTO_TEST_SUITE(doctor)

BOOST_AUTO_TEST_CASE(a_migration_that_is_half_way) {
    for_each_database([](const Database& database) {
        const Ward ward(database.url());
        write_second(ward);
        require_exit(ward.varve({"run"}), 1);
        database.execute("CREATE TABLE c (x int)"); // what the run was stopped by
        ward.cure({"warning", "state", "20260102000000 second is half way", 0});
        BOOST_TEST(database.rows("SELECT count(*) FROM c") == "1\n");
    });
}

BOOST_AUTO_TEST_CASE(a_migration_that_is_half_way_and_gone) {
    const auto database = sqlite_database();
    const Ward ward(database->url());
    write_second(ward);
    require_exit(ward.varve({"run"}), 1);
    std::filesystem::remove(ward.project() / "migrations/20260102000000_second.sql");
    ward.cure({"problem", "state", "is half way, and its file is gone", 6});
}

BOOST_AUTO_TEST_CASE(a_migration_that_is_half_way_back) {
    const auto database = sqlite_database();
    const Ward ward(database->url());
    ward.project().migration(
        "20260102000000_back",
        "-- varve:up\nCREATE TABLE b (x int);\n-- varve:down transaction=none\n"
        "DROP TABLE b;\nINSERT INTO c VALUES (1);\n");
    require_exit(ward.varve({"run"}), 0);
    require_exit(ward.varve({"revert", "--yes"}), 1);
    database->execute("CREATE TABLE c (x int)");
    ward.cure({"warning", "state", "20260102000000 back is half way", 0});
    BOOST_TEST(database->rows("SELECT count(*) FROM c") == "1\n");
}

BOOST_AUTO_TEST_CASE(files_that_do_not_agree_with_history) {
    struct Case {
        const char *name, *text;
        void (*plant)(const Ward& ward);
    };
    for (const Case& c : {
             Case{"changed", "was applied, and its file says something else now (and 1 other",
                  [](const Ward& ward) {
                      for (const char* const name :
                           {"20260101000000_create_stones", "20260103000000_third"})
                          ward.project().migration(name, "-- varve:up\nSELECT 2;\n");
                  }},
             Case{"missing", "20260103000000 third was applied, and its file is gone",
                  [](const Ward& ward) {
                      std::filesystem::remove(ward.project() /
                                              "migrations/20260103000000_third.sql");
                  }},
             Case{"late", "20260102000000 late is pending, and older than one that is applied",
                  [](const Ward& ward) {
                      ward.project().migration("20260102000000_late", "-- varve:up\nSELECT 2;\n");
                  }},
         })
        BOOST_TEST_CONTEXT(c.name) {
            const auto database = sqlite_database();
            const Ward ward(database->url());
            ward.project().migration("20260103000000_third", "-- varve:up\nSELECT 3;\n");
            require_exit(ward.varve({"run"}), 0);
            c.plant(ward);
            ward.cure({"problem", "state", c.text, 6});
            require_exit(ward.varve({"run"}), 0);
        }
}

BOOST_AUTO_TEST_CASE(what_is_to_be_run_again_is_not_applied) {
    const auto database = sqlite_database();
    const Ward ward(database->url());
    const auto write = [&](const char* statement) {
        ward.project().write("migrations/repeatable/some.sql",
                             "-- varve:up\n" + std::string(statement) + ";\n");
    };
    write("SELECT 1");
    require_exit(ward.varve({"run"}), 0);
    write("SELECT 2");
    const Outcome outcome = ward.varve({"doctor"});
    BOOST_TEST(says(outcome, "1 applied, 0 pending, 1 outdated"), outcome.output);
}

BOOST_AUTO_TEST_CASE(what_is_late_is_no_problem_where_it_may_run) {
    const auto database = sqlite_database();
    Ward ward(database->url());
    require_exit(ward.varve({"run"}), 0);
    ward.project().migration("20250101000000_late", "-- varve:up\nSELECT 2;\n");
    require_exit(ward.varve({"doctor"}), 6);
    ward.set("VARVE_MIGRATE_OUT_OF_ORDER", "apply");
    require_exit(ward.varve({"doctor"}), 0);
}

BOOST_AUTO_TEST_CASE(a_history_in_another_schema,
                     *boost::unit_test::precondition(postgresql_is_there)) {
    for (const char* const configured : {"fresh", ""})
        BOOST_TEST_CONTEXT("namespace '" << configured << "'") {
            const auto database = postgresql_database();
            database->execute("CREATE SCHEMA old; CREATE SCHEMA fresh; CREATE SCHEMA other");
            Ward ward(database->url());
            ward.set("VARVE_MIGRATE_NAMESPACE", "old");
            require_exit(ward.varve({"run"}), 0);
            ward.set("VARVE_MIGRATE_NAMESPACE", configured);
            const Finding finding =
                ward.cure({"problem", "history",
                           "and there is one in old: a run would begin anew and run everything "
                           "again",
                           6});
            BOOST_TEST(finding.command == "export VARVE_MIGRATE_NAMESPACE=old");
            BOOST_TEST(finding.text.find("namespace = \"old\"") != std::string::npos);
        }
}

BOOST_AUTO_TEST_SUITE_END()
