#include "support/database.hpp"
#include "support/program.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve::test;

namespace {

void write_two(const Project& project) {
    project.migration("20260101000000_a",
                      "-- varve:up\nCREATE TABLE a (x int);\n-- varve:down\nDROP TABLE a;\n");
    project.migration("20260102000000_b",
                      "-- varve:up\nCREATE TABLE b (x int);\n-- varve:down\nDROP TABLE b;\n");
}

} // namespace

BOOST_AUTO_TEST_SUITE(plan)

BOOST_AUTO_TEST_CASE(shows_and_changes_nothing) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        write_two(project);
        const Outcome shown = project.varve({"plan"});
        require_exit(shown, 0);
        BOOST_TEST(says(shown, "CREATE TABLE a"));
        BOOST_TEST(says(shown, "2 migrations would be applied"));
        const Outcome dry = project.varve({"run", "--dry-run"});
        BOOST_TEST(shown.output.starts_with(dry.output));
        BOOST_TEST(says(project.varve({"plan", "--sql"}), "CREATE TABLE a (x int);\n"));
        BOOST_TEST(database.schema().find("TABLE a") == std::string::npos);
        require_exit(project.varve({"run"}), 0);
        BOOST_TEST(
            says(project.varve({"plan", "revert", "--all"}), "2 migrations would be reverted"));
        BOOST_TEST(says(project.varve({"plan"}), "nothing to do"));
    });
}

BOOST_AUTO_TEST_CASE(is_not_rehearsed_where_the_driver_does_not_know_how) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        write_two(project);
        const Outcome refused = project.varve({"plan", "--rehearse"});
        require_exit(refused, 2);
        BOOST_TEST(says(refused, "rehearses no plans; leave --rehearse out"));
    });
}

BOOST_AUTO_TEST_CASE(a_kept_plan_is_run_as_it_is_or_not_at_all) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        write_two(project);
        require_exit(project.varve({"plan", "--steps", "1", "--out", "plan.json"}), 0);
        require_exit(project.varve({"run", "--plan", "plan.json"}), 0);
        BOOST_TEST(database.history() == "20260101000000|a|sql\n");

        const Outcome again = project.varve({"run", "--plan", "plan.json"});
        require_exit(again, 5);
        BOOST_TEST(says(again, "history is not what it was"));

        require_exit(project.varve({"plan", "--out", "plan.json"}), 0);
        project.migration("20260102000000_b", "-- varve:up\nCREATE TABLE b (x int, y int);\n");
        const Outcome changed = project.varve({"run", "--plan", "plan.json"});
        require_exit(changed, 5);
        BOOST_TEST(says(changed, "the migrations are not what they were: 20260102000000 b"));
        BOOST_TEST(database.history() == "20260101000000|a|sql\n");
    });
}

BOOST_AUTO_TEST_CASE(a_database_that_is_not_there_yet_can_be_planned_for) {
    Project project;
    project.url = "sqlite:new.db";
    write_two(project);
    const Outcome shown = project.varve({"plan"});
    require_exit(shown, 0);
    BOOST_TEST(says(shown, "2 migrations would be applied"));
    BOOST_TEST(!std::filesystem::exists(project / "new.db"));
}

BOOST_AUTO_TEST_CASE(a_kept_plan_of_nothing_is_refused_where_there_is_something) {
    const auto database = sqlite_database();
    Project project;
    project.url = database->url();
    require_exit(project.varve({"plan", "--out", "plan.json"}), 0);
    require_exit(project.varve({"run", "--plan", "plan.json"}), 0);
    write_two(project);
    const Outcome refused = project.varve({"run", "--plan", "plan.json"});
    require_exit(refused, 5);
    BOOST_TEST(
        says(refused, "there was nothing to do, and now there is migration 20260101000000 a"));
}

BOOST_AUTO_TEST_CASE(what_is_no_plan_is_wrong_usage) {
    Project project;
    project.url = "sqlite:new.db";
    write_two(project);
    std::filesystem::create_directory(project / "folder");
    const Outcome folder = project.varve({"run", "--plan", "folder"});
    require_exit(folder, 2);
    BOOST_TEST(says(folder, "the plan folder cannot be read: Is a directory"));
    const Outcome into_folder = project.varve({"plan", "--out", "folder"});
    require_exit(into_folder, 2);
    BOOST_TEST(says(into_folder, "is a folder"));
    BOOST_TEST(!std::filesystem::exists(project / "folder.part"));
    require_exit(project.varve({"plan", "--out", ""}), 2);

    require_exit(project.varve({"plan", "--out", "plan.json"}), 0);
    std::string text = read_file(project / "plan.json");
    text.replace(text.find("\"history\""), 9, "\"hostiry\"");
    project.write("plan.json", text);
    const Outcome damaged = project.varve({"run", "--plan", "plan.json"});
    require_exit(damaged, 2);
    BOOST_TEST(says(damaged, "the plan plan.json is damaged"));
}

BOOST_AUTO_TEST_CASE(a_plan_goes_into_a_device_and_does_not_replace_it) {
    Project project;
    project.url = "sqlite:new.db";
    write_two(project);
    const Outcome shown = project.varve({"plan", "--quiet", "--out", "/dev/stdout"});
    require_exit(shown, 0);
    BOOST_TEST(shown.output.starts_with("{\n  \"varve_plan\": 1"));
    require_exit(project.varve({"plan", "--out", "/dev/full"}), 1);
    BOOST_TEST(std::filesystem::is_character_file("/dev/full"));
}

BOOST_AUTO_TEST_CASE(a_folder_need_not_have_a_name_in_utf8) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        project.migrations = "caf\xE9";
        project.write(project.migrations / "20260101000000_a.sql",
                      "-- varve:up\nCREATE TABLE a (x int);\n-- varve:down\nDROP TABLE a;\n");
        require_exit(project.varve({"plan", "--json"}), 0);
        require_exit(project.varve({"plan", "--out", "plan.json"}), 0);
        require_exit(project.varve({"run", "--plan", "plan.json"}), 0);
        require_exit(project.varve({"revert", "--yes"}), 0);
    });
}

BOOST_AUTO_TEST_CASE(a_kept_plan_has_decided_already) {
    Project project;
    project.url = "sqlite:new.db";
    write_two(project);
    require_exit(project.varve({"plan", "--out", "plan.json"}), 0);
    for (const std::vector<std::string>& words : {std::vector<std::string>{"--target", "a"},
                                                  {"--steps", "1"},
                                                  {"--allow", "all"},
                                                  {"--out-of-order", "skip"},
                                                  {"--transaction", "all"},
                                                  {"--fake"},
                                                  {"--dry-run"}}) {
        std::vector<std::string> line{"run", "--plan", "plan.json"};
        line.insert(line.end(), words.begin(), words.end());
        BOOST_TEST_CONTEXT(words.front()) {
            const Outcome refused = project.varve(line);
            require_exit(refused, 2);
            BOOST_TEST(says(refused, words.front() + " is for the plan to say"));
        }
    }
    require_exit(project.varve({"plan", "revert", "--out-of-order", "skip"}), 2);
    require_exit(project.varve({"plan", "revert", "--allow", "drop-table"}), 2);
    require_exit(project.varve({"plan", "run", "--all"}), 2);
    BOOST_TEST(!std::filesystem::exists(project / "new.db"));
}

BOOST_AUTO_TEST_SUITE_END()
