#include "seed_project.hpp"
#include "support/secret_watch.hpp"

#include <csignal>
#include <thread>

#include <sys/stat.h>

using namespace varve::test;

namespace {

const std::string some_roles = "name,level\nadmin,3\nmember,1\n";

} // namespace

BOOST_AUTO_TEST_SUITE(seed_command)

BOOST_AUTO_TEST_CASE(a_dry_run_tells_and_leaves_nothing) {
    for_each_seed_project([](SeedProject& project) {
        project.seed("common/roles.csv", some_roles);
        project.seed("common/users.yaml", "- {email: ann@example.org, role: {name: admin}}\n");
        const Outcome pretended = project.varve({"seed", "--dry-run"});
        require_exit(pretended, 0);
        BOOST_TEST(says(pretended, "  would seed common/roles.csv  2 inserted\n"
                                   "  would seed common/users.yaml  1 inserted\n"));
        BOOST_TEST(project.roles() == "");
        const Outcome done = project.varve({"seed", "--json"});
        require_exit(done, 0);
        BOOST_TEST(says(done, R"("seed": "common/roles.csv",
      "table": "roles",
      "state": "seeded",
      "rows": 2,
      "inserted": 2,
      "updated": 0,
      "deleted": 0)"));
        BOOST_TEST(says(project.varve({"seed", "--dry-run"}), "  unchanged  common/users.yaml"));
    });
}

BOOST_AUTO_TEST_CASE(verify_restores_what_somebody_changed_or_deleted) {
    for_each_seed_project([](SeedProject& project) {
        project.seed("common/roles.csv", some_roles);
        require_exit(project.varve({"seed"}), 0);
        project.database.execute("DELETE FROM roles WHERE name = 'admin'");
        project.database.execute("UPDATE roles SET level = 9");
        BOOST_TEST(says(project.varve({"seed"}), "unchanged"));
        BOOST_TEST(project.roles() == "member|9\n");
        const Outcome verified = project.varve({"seed", "--verify"});
        require_exit(verified, 0);
        BOOST_TEST(says(verified, "1 inserted, 1 updated"));
        BOOST_TEST(project.roles() == "admin|3\nmember|1\n");
    });
}

BOOST_AUTO_TEST_CASE(the_profile_has_seeds_of_its_own) {
    for_each_seed_project([](SeedProject& project) {
        project.seed("common/roles.csv", some_roles);
        project.seed("dev/roles.csv", "name,level\ntester,2\n");
        project.write("varve.toml", read_file(project / "varve.toml") + "[profile.dev]\n");
        require_exit(project.varve({"seed"}), 0);
        BOOST_TEST(project.roles() == "admin|3\nmember|1\n");
        require_exit(project.varve({"seed", "--profile", "dev"}), 0);
        BOOST_TEST(project.roles() == "admin|3\nmember|1\ntester|2\n");
    });
}

BOOST_AUTO_TEST_CASE(a_run_seeds_where_the_configuration_says_so) {
    for_each_seed_project([](SeedProject& project) {
        project.seed("common/roles.csv", some_roles);
        project.migration("20260101000000_a", "-- varve:up\nCREATE TABLE a (x int);\n"
                                              "-- varve:down\nDROP TABLE a;\n");
        require_exit(project.varve({"run"}), 0);
        BOOST_TEST(project.roles() == "");
        project.configure("after_run = true");
        require_exit(project.varve({"revert", "--yes"}), 0);
        BOOST_TEST(project.roles() == "");
        const Outcome run = project.varve({"run"});
        require_exit(run, 0);
        BOOST_TEST(says(run, "seeded common/roles.csv: 2 inserted"));
        BOOST_TEST(project.roles() == "admin|3\nmember|1\n");

        // The run stands, whatever is wrong with the seeds.
        project.migration("20260102000000_b", "-- varve:up\nCREATE TABLE b (x int);\n");
        project.seed("common/roles.csv", "name,level\nadmin,x\n");
        const Outcome bad = project.varve({"run"});
        require_exit(bad, 1);
        BOOST_TEST(says(bad, "seeds/common/roles.csv:2: column \"level\": 'x'"));
        require_exit(project.varve({"status", "--check"}), 0);
    });
}

BOOST_AUTO_TEST_CASE(a_script_runs_again_when_it_has_changed) {
    for_each_seed_project([](SeedProject& project) {
        project.seed("common/roles.csv", some_roles);
        project.seed("common/more.sql", "UPDATE roles SET level = level + 1;\n"
                                        "-- and one more\n"
                                        "INSERT INTO roles (name, level) VALUES ('guest', 0);\n");
        project.configure("tables.more = {after = 'roles'}");
        const Outcome first = project.varve({"seed"});
        require_exit(first, 0);
        BOOST_TEST(says(first, "seeded     common/more.sql  3 rows\n"));
        BOOST_TEST(project.roles() == "admin|4\nguest|0\nmember|2\n");
        require_exit(project.varve({"seed"}), 0);
        BOOST_TEST(project.roles() == "admin|4\nguest|0\nmember|2\n");
        project.seed("common/more.sql", "UPDATE roles SET level = 7;\nUPDATE rolse SET x = 1;\n");
        const Outcome bad = project.varve({"seed"});
        require_exit(bad, 1);
        BOOST_TEST(says(bad, "seeds/common/more.sql:2: "));
        BOOST_TEST(project.roles() == "admin|4\nguest|0\nmember|2\n");
        project.seed("common/more.sql", "UPDATE roles SET level = 7;\nCOMMIT;\n");
        BOOST_TEST(says(project.varve({"seed"}), "seeds/common/more.sql:2: COMMIT cannot be in"));
        BOOST_TEST(project.roles() == "admin|4\nguest|0\nmember|2\n");
    });
}

BOOST_AUTO_TEST_CASE(a_program_prints_rows_as_json_lines) {
    for_each_seed_project([](SeedProject& project) {
        const auto program = [&](const std::string& body, mode_t mode = 0700) {
            const std::filesystem::path path =
                project.write("seeds/common/roles.sh", "#!/bin/sh\n" + body);
            ::chmod(path.c_str(), mode);
        };
        project.environment = {{"PGPASSWORD", test_password()}, {"SEED_LEVEL", "5"}};
        const std::filesystem::path told = project / "told";
        program("{ env; echo \"called as $0 $*\"; } >" + told.string() +
                "\necho \"{\\\"name\\\": \\\"admin\\\", \\\"level\\\": $SEED_LEVEL}\"\n"
                "echo \"{\\\"name\\\": \\\"in ${PWD##*/}\\\", \\\"level\\\": 1}\"\n");
        const Outcome first = project.varve({"seed"});
        require_exit(first, 0);
        BOOST_TEST(project.roles() == "admin|5\nin common|1\n");
        BOOST_TEST(read_file(told).find("called as ") != std::string::npos);
        BOOST_TEST(SecretFinder(test_password()).excerpt(read_file(told)) == "");
        BOOST_TEST(says(project.varve({"seed"}), "unchanged  common/roles.sh"));

        program("echo '{\"name\": \"guest\", \"level\": 1}'; exit 3\n");
        const Outcome failed = project.varve({"seed"});
        require_exit(failed, 1);
        BOOST_TEST(says(failed, "roles.sh ended with exit code 3; nothing of its rows stays"));
        program("echo '{\"name\": \"guest\", \"level\": 1}'\necho '{\"name\": \"a\", \"level\": "
                "\"x\"}'\n");
        BOOST_TEST(says(project.varve({"seed"}), "seeds/common/roles.sh:2: column \"level\": 'x'"));
        program("echo '{\"name\": \"guest\", \"level\": 1}'\n", 0722);
        BOOST_TEST(says(project.varve({"seed"}),
                        "roles.sh is not trusted: it lies where everybody can write"));
        BOOST_TEST(project.roles() == "admin|5\nin common|1\n");
    });
}

BOOST_AUTO_TEST_CASE(a_program_ends_with_the_one_that_started_it) {
    const auto database = sqlite_database();
    SeedProject project(*database);
    const auto path =
        project.write("seeds/common/roles.sh",
                      "#!/bin/sh\necho $$ > " + (project / "pid").string() + "\nexec sleep 60\n");
    ::chmod(path.c_str(), 0700);
    Process varve(project.command({"seed"}));
    while (varve.running() && !std::filesystem::exists(project / "pid"))
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    varve.signal(SIGTERM);
    require_exit(varve.wait(), 143);
    BOOST_TEST(::kill(std::stoi(read_file(project / "pid")), 0) != 0);
}

BOOST_AUTO_TEST_CASE(two_at_once_do_not_meet) {
    for_each_seed_project([](SeedProject& project) {
        std::string text = "name,level\n";
        for (int i = 0; i < 5000; ++i) text += "r" + std::to_string(i) + ",1\n";
        project.seed("common/roles.csv", text);
        Process one(project.command({"seed"}));
        Process other(project.command({"seed"}));
        require_exit(one.wait(), 0);
        require_exit(other.wait(), 0);
        BOOST_TEST(says(one.wait(), "5000 inserted") != says(other.wait(), "5000 inserted"));
        BOOST_TEST(says(one.wait(), "unchanged") != says(other.wait(), "unchanged"));
        BOOST_TEST(project.database.rows("SELECT COUNT(*) FROM roles") == "5000\n");
    });
}

BOOST_AUTO_TEST_CASE(a_plugin_may_seed_in_cpp) {
    for_each_seed_project([](SeedProject& project) {
        project.write("varve.toml", "[project]\nplugins = ['" VARVE_BINARY_DIR
                                    "/lib/varve/test_plugins']\nhooks = ['squares']\n");
        project.migration("20260101000000_a", "-- varve:up\nCREATE TABLE squares (number integer "
                                              "PRIMARY KEY, square integer);\n");
        require_exit(project.varve({"run"}), 0);
        project.migration("20260102000000_b", "-- varve:up\nCREATE TABLE b (x integer);\n");
        require_exit(project.varve({"run"}), 0);
        BOOST_TEST(project.database.rows("SELECT COUNT(*), MAX(square) FROM squares") ==
                   "1000|1000000\n");
    });
}

BOOST_AUTO_TEST_CASE(the_user_service_has_its_first_administrator) {
    for_each_database([](const Database& database) {
        Project service;
        service.url = database.url();
        service.migrations = VARVE_SOURCE_DIR "/migrations";
        require_exit(service.varve({"run"}), 0);
        service.environment = {{"ADMIN_EMAIL", "ann@example.com"},
                               {"ADMIN_PASSWORD", "correct-horse"}};
        const std::vector<std::string> words{"seed", "--config",
                                             VARVE_SOURCE_DIR "/apps/user_service/varve.toml"};
        require_exit(service.varve(words), 0);
        BOOST_TEST(database.rows("SELECT u.email, u.status, r.name, c.kind, c.label FROM users u "
                                 "JOIN user_roles g ON g.user_id = u.id JOIN roles r ON r.id = "
                                 "g.role_id JOIN credentials c ON c.user_id = u.id") ==
                   "ann@example.com|active|administrator|password|first\n");
        BOOST_TEST(database.rows("SELECT p.name FROM permissions p JOIN role_permissions g ON "
                                 "g.permission_id = p.id JOIN roles r ON r.id = g.role_id WHERE "
                                 "r.name = 'analyst' ORDER BY p.name") ==
                   "account.write\nreports.read\n");
        const std::string data = database.data();
        std::vector<std::string> again = words;
        again.emplace_back("--verify");
        const Outcome verified = service.varve(again);
        require_exit(verified, 0);
        BOOST_TEST(!says(verified, "seeded"));
        BOOST_TEST(database.data() == data);
        again.insert(again.end(), {"--profile", "dev"});
        require_exit(service.varve(again), 0);
        BOOST_TEST(database.rows("SELECT COUNT(*) FROM users") == "3\n");
    });
}

BOOST_AUTO_TEST_CASE(what_cannot_be_done_is_said_first) {
    const auto database = sqlite_database();
    SeedProject project(*database);
    const auto refuses = [&](std::vector<std::string> words, const std::string& sentence) {
        words.insert(words.begin(), "seed");
        const Outcome outcome = project.varve(words);
        return outcome.exit_code == 2 && says(outcome, sentence);
    };
    std::filesystem::remove_all(project / "seeds");
    BOOST_TEST(refuses({}, "there is no folder "));
    project.seed("none/roles.csv", "");
    BOOST_TEST(refuses({}, "tables.users: no file in a folder of "));
    project.seed("none/users.csv", "");
    project.seed("common/roles.csv", some_roles);
    BOOST_TEST(refuses({"--only", "rolse"}, "there is no seed \"rolse\"; did you mean 'roles'?"));
    project.seed("common/parts.csv", "a\n1\n");
    project.database.execute("CREATE TABLE parts (a int)");
    BOOST_TEST(refuses({}, "seeds/common/parts.csv needs a key"));
    project.configure("tables.parts = {key = 'a', mode = 'upsrt'}");
    BOOST_TEST(refuses({}, "did you mean 'upsert'?"));
    project.configure("tables.parts = {key = 'a', table = 'roles', mode = 'replace'}");
    BOOST_TEST(refuses({}, "are both for the table roles, and mode \"replace\" would delete"));
    project.configure("tables.parts = {key = 'b'}");
    const Outcome no_column = project.varve({"seed", "--only", "parts"});
    require_exit(no_column, 1);
    BOOST_TEST(says(no_column, "the key column \"b\" has no value"));
}

BOOST_AUTO_TEST_SUITE_END()
