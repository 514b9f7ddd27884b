#include "support/mysql.hpp"
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
    for_all_databases([](const Database& database) {
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

BOOST_AUTO_TEST_CASE(there_is_one_user_an_address_and_one_password_and_open_reset_a_user) {
    for_all_databases([](const Database& database) {
        const UserService project(database);
        require_exit(project.varve({"run"}), 0);
        const auto add_user = [&](const std::string& email) {
            database.execute("INSERT INTO users (email, display_name) VALUES ('" + email +
                             "', 'Ann')");
        };
        const auto add_credential = [&](const std::string& kind) {
            database.execute("INSERT INTO credentials (user_id, kind, secret_hash) SELECT id, '" +
                             kind + "', '$argon2id$' FROM users WHERE email = 'Ann@example.org'");
        };
        const auto add_reset = [&](char letter) {
            database.execute("INSERT INTO password_resets (user_id, token_hash, expires_at) SELECT "
                             "id, '" +
                             std::string(32, letter) +
                             "', '2999-01-01 00:00:00' FROM users WHERE email = 'Ann@example.org'");
        };
        add_user("Ann@example.org");
        add_user("ann.lee@example.org");
        BOOST_CHECK_THROW(add_user("ann@EXAMPLE.org"), std::runtime_error);
        add_credential("password");
        add_credential("passkey");
        add_credential("passkey");
        BOOST_CHECK_THROW(add_credential("password"), std::runtime_error);
        add_reset('a');
        BOOST_CHECK_THROW(add_reset('b'), std::runtime_error);
        database.execute("UPDATE password_resets SET used_at = requested_at");
        add_reset('b');
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
