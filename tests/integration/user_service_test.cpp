#include "support/database.hpp"
#include "support/program.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve::test;

namespace {

struct UserService : Project {
    explicit UserService(const Database& database) {
        url = database.url();
        migrations = VARVE_SOURCE_DIR "/migrations";
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(user_service)

BOOST_AUTO_TEST_CASE(up_down_and_up_again_leaves_the_same_schema) {
    for_each_database([](const Database& database) {
        const UserService project(database);
        require_exit(project.varve({"run"}), 0);
        const std::string schema = database.schema();
        const std::string history = database.history();
        BOOST_TEST(schema.find("users") != std::string::npos);
        BOOST_TEST(schema.find("audit_events_actor_idx") != std::string::npos);

        const Outcome status = project.varve({"status", "--check"});
        require_exit(status, 0);
        BOOST_TEST(!says(status, "pending"));

        require_exit(project.varve({"revert", "--all", "--yes"}), 0);
        BOOST_TEST(database.history() == "");
        BOOST_TEST(database.schema().find("users") == std::string::npos);
        require_exit(project.varve({"status", "--check"}), 3);

        require_exit(project.varve({"run"}), 0);
        BOOST_TEST(database.schema() == schema);
        BOOST_TEST(database.history() == history);
    });
}

BOOST_AUTO_TEST_CASE(every_single_migration_goes_up_down_and_up) {
    for_each_database([](const Database& database) {
        const UserService project(database);
        for (int step = 0; step < 15; ++step) {
            require_exit(project.varve({"run", "--steps", "1"}), 0);
            const std::string schema = database.schema();
            require_exit(project.varve({"redo", "--yes"}), 0);
            BOOST_TEST(database.schema() == schema);
        }
        require_exit(project.varve({"status", "--check"}), 0);
    });
}

BOOST_AUTO_TEST_CASE(a_second_run_has_nothing_to_do) {
    for_each_database([](const Database& database) {
        const UserService project(database);
        require_exit(project.varve({"run"}), 0);
        const std::string log = database.rows("SELECT count(*) FROM varve_log");
        const Outcome again = project.varve({"run"});
        require_exit(again, 0);
        BOOST_TEST(says(again, "nothing to do"));
        BOOST_TEST(database.rows("SELECT count(*) FROM varve_log") == log);
    });
}

BOOST_AUTO_TEST_SUITE_END()
