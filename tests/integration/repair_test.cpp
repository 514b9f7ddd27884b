#include "support/database.hpp"
#include "support/program.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve::test;

BOOST_AUTO_TEST_SUITE(repair)

BOOST_AUTO_TEST_CASE(a_changed_file_is_noticed_and_can_be_accepted) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        project.migration("20260101000000_a", "-- varve:up\nCREATE TABLE a (x int);\n");
        require_exit(project.varve({"run"}), 0);
        project.migration("20260101000000_a",
                          "-- varve:up\r\ncreate  table a (x int); -- looks only\r\n");
        require_exit(project.varve({"status", "--check"}), 0);
        BOOST_TEST(says(project.varve({"run"}), "says the same"));
        project.migration("20260101000000_a", "-- varve:up\nCREATE TABLE a (x int, y int);\n");
        const Outcome refused = project.varve({"run"});
        require_exit(refused, 6);
        BOOST_TEST(says(refused, "has changed since it was applied"));
        require_exit(project.varve({"status", "--check"}), 3);
        require_exit(project.varve({"repair", "--checksums"}), 0);
        require_exit(project.varve({"run"}), 0);
        BOOST_TEST(says(project.varve({"repair", "--checksums"}), "nothing to repair"));
    });
}

BOOST_AUTO_TEST_CASE(a_missing_file_is_noticed_and_can_be_forgotten) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        const auto file =
            project.migration("20260101000000_a", "-- varve:up\nCREATE TABLE a (x int);\n");
        require_exit(project.varve({"run"}), 0);
        std::filesystem::remove(file);
        const Outcome refused = project.varve({"run"});
        require_exit(refused, 6);
        BOOST_TEST(says(refused, "20260101000000 a: is applied and its file is gone"));
        require_exit(project.varve({"repair", "--missing"}), 0);
        BOOST_TEST(database.history() == "");
        require_exit(project.varve({"run"}), 0);
    });
}

BOOST_AUTO_TEST_CASE(an_existing_database_can_be_taken_as_being_at_a_version) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        database.execute("CREATE TABLE a (x int)");
        project.migration("20260101000000_a", "-- varve:up\nCREATE TABLE a (x int);\n");
        project.migration("20260102000000_b", "-- varve:up\nCREATE TABLE b (x int);\n");
        require_exit(project.varve({"baseline", "20260101"}), 0);
        BOOST_TEST(database.history() == "20260101000000|a|baseline\n");
        require_exit(project.varve({"run"}), 0);
        BOOST_TEST(database.history() == "20260101000000|a|baseline\n20260102000000|b|sql\n");
        require_exit(project.varve({"baseline", "20260101"}), 5);
    });
}

BOOST_AUTO_TEST_CASE(only_the_end_of_what_is_done_can_be_undone) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        project.migration("20260101000000_steps",
                          "-- varve:up transaction=none\nCREATE TABLE a (x int);\n"
                          "CREATE TABLE b (x int);\nINSERT INTO c VALUES (1);\n");
        require_exit(project.varve({"run"}), 1);
        const Outcome refused = project.varve({"repair", "--undone", "20260101000000:1"});
        require_exit(refused, 5);
        BOOST_TEST(says(refused, "only the statement in doubt or the last that is done"));
        require_exit(project.varve({"repair", "--undone", "steps:2", "--done", "2026:2"}), 2);
        const Outcome undone = project.varve({"repair", "--undone", "steps:2"});
        require_exit(undone, 0);
        BOOST_TEST(says(undone, "statement 20260101000000:2 counts as not run"));
        database.execute("DROP TABLE b");
        database.execute("CREATE TABLE c (x int)");
        require_exit(project.varve({"run"}), 0);
    });
}

BOOST_AUTO_TEST_CASE(says_what_can_be_repaired) {
    Project project;
    project.url = "sqlite:x.db";
    require_exit(project.varve({"repair"}), 2);
    require_exit(project.varve({"repair", "--done", "nonsense"}), 7);
    project.migration("20260101000000_a", "-- varve:up\nSELECT 1;\n");
    require_exit(project.varve({"run"}), 0);
    require_exit(project.varve({"repair", "--done", "nonsense"}), 2);
    require_exit(project.varve({"repair", "--undone", "20260101000000:1"}), 2);
}

BOOST_AUTO_TEST_SUITE_END()
