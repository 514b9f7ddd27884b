#include "support/database.hpp"
#include "support/program.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve::test;

namespace {

std::filesystem::path table(const Project& project, const std::string& version,
                            const std::string& name) {
    return project.migration(version + '_' + name, "-- varve:up\nCREATE TABLE " + name +
                                                       " (x int);\n-- varve:down\nDROP TABLE " +
                                                       name + ";\n");
}

} // namespace

BOOST_AUTO_TEST_SUITE(redo)

BOOST_AUTO_TEST_CASE(brings_back_what_it_took_and_nothing_else) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        table(project, "20260101000000", "a");
        table(project, "20260103000000", "c");
        require_exit(project.varve({"run"}), 0);
        table(project, "20260102000000", "b");
        table(project, "20260104000000", "d");
        require_exit(project.varve({"redo", "--yes"}), 0);
        BOOST_TEST(database.history() == "20260101000000|a|sql\n20260103000000|c|sql\n");
    });
}

BOOST_AUTO_TEST_CASE(takes_nothing_back_that_could_not_be_applied_again) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        table(project, "20260101000000", "a");
        const auto file = table(project, "20260103000000", "c");
        require_exit(project.varve({"run"}), 0);
        database.execute("INSERT INTO c VALUES (1)");
        table(project, "20260104000000", "d");
        std::filesystem::remove(file);
        const Outcome gone = project.varve({"redo", "--yes"});
        require_exit(gone, 6);
        BOOST_TEST(says(gone, "20260103000000: its file is gone"));
        const std::string losing = "-- varve:up\nCREATE TABLE c (x int);\nDROP TABLE d;\n"
                                   "-- varve:down\nDROP TABLE c;\n";
        project.migration("20260103000000_c", losing);
        require_exit(project.varve({"redo", "--yes"}), 5);
        BOOST_TEST(database.rows("SELECT x FROM c") == "1\n");
        BOOST_TEST(database.history() == "20260101000000|a|sql\n20260103000000|c|sql\n");
        database.execute("CREATE TABLE d (x int)");
        require_exit(project.varve({"redo", "--yes", "--allow", "drop-table"}), 0);
        BOOST_TEST(database.rows("SELECT x FROM c") == "");
    });
}

BOOST_AUTO_TEST_CASE(says_that_nothing_is_applied) {
    const auto database = sqlite_database();
    Project project;
    project.url = database->url();
    table(project, "20260101000000", "a");
    const Outcome outcome = project.varve({"redo"});
    require_exit(outcome, 0);
    BOOST_TEST(says(outcome, "nothing to redo: no migration is applied"));
}

BOOST_AUTO_TEST_CASE(a_folder_need_not_be_named_in_utf8) {
    Project project;
    project.url = "sqlite:app.db";
    project.migrations = project / "folder\xff";
    project.write("folder\xff/20260101000000_a.sql",
                  "-- varve:up\nCREATE TABLE a (x int);\n-- varve:down\nDROP TABLE a;\n");
    require_exit(project.varve({"run"}), 0);
    require_exit(project.varve({"redo", "--yes"}), 0);
    require_exit(project.varve({"revert", "--yes"}), 0);
}

BOOST_AUTO_TEST_SUITE_END()
