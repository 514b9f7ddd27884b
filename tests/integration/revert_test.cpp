#include "support/database.hpp"
#include "support/program.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve::test;

BOOST_AUTO_TEST_SUITE(revert)

BOOST_AUTO_TEST_CASE(an_older_build_takes_back_what_a_newer_one_applied) {
    for_each_database([](const Database& database) {
        Project newer;
        newer.url = database.url();
        newer.migration("20260101000000_a",
                        "-- varve:up\nCREATE TABLE a (x int);\n-- varve:down\nDROP TABLE a;\n");
        newer.migration("20260102000000_b",
                        "-- varve:up\nCREATE TABLE b (x int);\n-- varve:down\nDROP TABLE b;\n");
        require_exit(newer.varve({"run"}), 0);

        Project older;
        older.url = database.url();
        older.migration("20260101000000_a",
                        "-- varve:up\nCREATE TABLE a (x int);\n-- varve:down\nDROP TABLE a;\n");
        const Outcome reverted = older.varve({"revert", "--yes"});
        require_exit(reverted, 0);
        BOOST_TEST(says(reverted, "is reverted with the down that history keeps"));
        BOOST_TEST(database.history() == "20260101000000|a|sql\n");
        require_exit(older.varve({"status", "--check"}), 0);
    });
}

BOOST_AUTO_TEST_CASE(lists_what_is_lost_and_does_nothing_without_an_answer) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        project.migration("20260101000000_a",
                          "-- varve:up\nCREATE TABLE a (x int);\n-- varve:down\nDROP TABLE a;\n");
        require_exit(project.varve({"run"}), 0);
        const Outcome refused = project.varve({"revert"});
        require_exit(refused, 5);
        BOOST_TEST(says(refused, "drops with all its rows the table a"));
        BOOST_TEST(says(refused, "--yes"));
        BOOST_TEST(database.history() == "20260101000000|a|sql\n");
    });
}

BOOST_AUTO_TEST_CASE(asks_on_a_terminal) {
    const auto database = sqlite_database();
    Project project;
    project.url = database->url();
    project.migration("20260101000000_a",
                      "-- varve:up\nCREATE TABLE a (x int);\n-- varve:down\nDROP TABLE a;\n");
    require_exit(project.varve({"run"}), 0);
    for (const auto& [answer, exit_code] : {std::pair("n\n", 5), std::pair("y\n", 0)}) {
        Command command = project.command({"revert"});
        command.terminal = Command::Terminal::all;
        command.interactive = true;
        Process process(command);
        BOOST_TEST(process.wait_for("Revert? [y/N]", std::chrono::seconds(10)));
        process.type(answer);
        require_exit(process.wait(), exit_code);
    }
    BOOST_TEST(database->history() == "");
}

BOOST_AUTO_TEST_CASE(does_not_do_what_was_agreed_to_where_another_run_came_between) {
    const auto database = sqlite_database();
    Project project;
    project.url = database->url();
    project.migration("20260101000000_a",
                      "-- varve:up\nCREATE TABLE a (x int);\n-- varve:down\nDROP TABLE a;\n");
    project.migration("20260102000000_b",
                      "-- varve:up\nCREATE TABLE b (x int);\n-- varve:down\nDROP TABLE b;\n");
    require_exit(project.varve({"run"}), 0);
    Command command = project.command({"revert"});
    command.terminal = Command::Terminal::all;
    command.interactive = true;
    Process process(command);
    BOOST_TEST(process.wait_for("Revert? [y/N]", std::chrono::seconds(10)));
    require_exit(project.varve({"revert", "--yes"}), 0);
    process.type("y\n");
    const Outcome& refused = process.wait();
    require_exit(refused, 5);
    BOOST_TEST(says(refused, "another run has changed history meanwhile"));
    BOOST_TEST(!says(refused, "varve plan"));
    BOOST_TEST(database->rows("SELECT count(*) FROM varve_history") == "1\n");
}

BOOST_AUTO_TEST_CASE(goes_back_to_a_target_or_by_steps) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        for (const char* const name :
             {"20260101000000_a", "20260102000000_b", "20260103000000_c", "20260104000000_d"})
            project.migration(name, "-- varve:up\nSELECT 1;\n-- varve:down\nSELECT 2;\n");
        require_exit(project.varve({"run"}), 0);
        require_exit(project.varve({"revert"}), 0);
        BOOST_TEST(database.rows("SELECT count(*) FROM varve_history") == "3\n");
        require_exit(project.varve({"revert", "--target", "20260101"}), 0);
        BOOST_TEST(database.history() == "20260101000000|a|sql\n");
        require_exit(project.varve({"revert", "--target", "b"}), 2);
        require_exit(project.varve({"revert", "--all", "--steps", "2"}), 2);
    });
}

BOOST_AUTO_TEST_CASE(goes_back_to_a_target_that_only_history_knows) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        const auto file = project.migration("20260101000000_a", "-- varve:up\nSELECT 1;\n");
        project.migration("20260102000000_b", "-- varve:up\nSELECT 1;\n-- varve:down\nSELECT 2;\n");
        require_exit(project.varve({"run"}), 0);
        std::filesystem::remove(file);
        for (const char* const target : {"20260101000000", "20260101", "a"}) {
            require_exit(project.varve({"plan", "revert", "--target", target}), 0);
            require_exit(project.varve({"revert", "--target", target}), 0);
        }
        BOOST_TEST(database.history() == "20260101000000|a|sql\n");
    });
}

BOOST_AUTO_TEST_CASE(refuses_where_there_is_no_way_down) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        project.migration(
            "20260101000000_a",
            "-- varve:up\nCREATE TABLE a (x int);\n-- varve:irreversible the old rows are gone\n");
        require_exit(project.varve({"run"}), 0);
        const Outcome refused = project.varve({"revert", "--yes"});
        require_exit(refused, 5);
        BOOST_TEST(says(refused, "the old rows are gone"));
    });
}

BOOST_AUTO_TEST_SUITE_END()
