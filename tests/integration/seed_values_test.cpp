#include "seed_project.hpp"

using namespace varve::test;

BOOST_AUTO_TEST_SUITE(seed_values)

BOOST_AUTO_TEST_CASE(a_password_is_hashed_once_and_shown_nowhere) {
    for_each_seed_project([](SeedProject& project) {
        project.seed("common/roles.csv", "name,level\nadmin,3\n");
        project.seed("common/users.yaml", "- email: ${SEED_EMAIL}\n"
                                          "  role: {name: admin}\n"
                                          "  secret: {password: \"${SEED_PASSWORD}\"}\n"
                                          "  note: first\n");
        project.environment = {{"SEED_EMAIL", "ann@example.org"},
                               {"SEED_PASSWORD", "correct-horse"}};
        const auto hash = [&] { return project.database.rows("SELECT secret FROM users"); };
        const Outcome first = project.varve({"seed", "--json"});
        require_exit(first, 0);
        const std::string made = hash();
        BOOST_TEST(made.starts_with("$argon2id$"));
        BOOST_TEST(project.database.rows("SELECT email FROM users") == "ann@example.org\n");

        const Outcome same = project.varve({"seed", "--verify"});
        require_exit(same, 0);
        BOOST_TEST(says(same, "unchanged  common/users.yaml"));
        BOOST_TEST(hash() == made);

        // Another change of the row is none of the password's.
        project.seed("common/users.yaml", "- email: ${SEED_EMAIL}\n"
                                          "  role: {name: admin}\n"
                                          "  secret: {password: \"${SEED_PASSWORD}\"}\n"
                                          "  note: second\n");
        require_exit(project.varve({"seed"}), 0);
        BOOST_TEST(project.database.rows("SELECT note FROM users") == "second\n");
        BOOST_TEST(hash() == made);

        project.environment.back().second = "battery-staple";
        const Outcome other = project.varve({"seed", "--verify", "-v", "-v"});
        require_exit(other, 0);
        BOOST_TEST(says(other, "1 updated"));
        BOOST_TEST(hash() != made);

        for (const Outcome* const outcome : {&first, &same, &other})
            for (const char* const secret : {"correct-horse", "battery-staple"})
                BOOST_TEST((outcome->output + outcome->error).find(secret) == std::string::npos);
        for (const char* const secret : {"correct-horse", "battery-staple"})
            BOOST_TEST(project.database.data().find(secret) == std::string::npos);
    });
}

BOOST_AUTO_TEST_CASE(what_comes_from_the_environment_is_struck_out_of_errors) {
    for_each_seed_project([](SeedProject& project) {
        project.environment = {{"SEED_KEY", "sesame-open-sesame"}};
        for (const char* const file : {"roles.csv", "roles.json"}) BOOST_TEST_CONTEXT(file) {
                std::filesystem::remove_all(project / "seeds/common");
                project.seed(std::string("common/") + file,
                             file == std::string("roles.csv")
                                 ? "name,level\na,${SEED_KEY}\n"
                                 : R"([{"name": "a", "level": "${SEED_KEY}"}])");
                const Outcome outcome = project.varve({"seed"});
                require_exit(outcome, 1);
                BOOST_TEST(says(outcome, "column \"level\": '***'"));
                BOOST_TEST(!says(outcome, "sesame"));
            }
    });
}

BOOST_AUTO_TEST_CASE(an_expression_is_for_rows_that_are_new) {
    for_each_seed_project([](SeedProject& project) {
        project.seed("common/roles.yaml", "- {name: a, level: {sql: 40 + 2}}\n"
                                          "- {name: b, level: {sql: 6 * 7 + 1}}\n"
                                          "- {name: c, level: 1}\n"
                                          "- {name: d, level: {sql: 40 + 2}}\n");
        require_exit(project.varve({"seed"}), 0);
        BOOST_TEST(project.roles() == "a|42\nb|43\nc|1\nd|42\n");
        project.database.execute("UPDATE roles SET level = 5");
        const Outcome verified = project.varve({"seed", "--verify"});
        require_exit(verified, 0);
        BOOST_TEST(says(verified, "common/roles.yaml  1 updated"));
        BOOST_TEST(project.roles() == "a|5\nb|5\nc|1\nd|5\n");
    });
}

BOOST_AUTO_TEST_CASE(a_csv_file_may_refer_by_natural_key) {
    for_each_seed_project([](SeedProject& project) {
        project.seed("common/roles.csv", "name,level\nadmin,3\nmember,1\n");
        project.seed("common/users.csv", "email,role.name\nann@example.org,admin\n");
        require_exit(project.varve({"seed"}), 0);
        BOOST_TEST(project.users() == "ann@example.org|admin|NULL|-\n");
        project.seed("common/users.csv", "email,role.name\nann@example.org,member\n");
        require_exit(project.varve({"seed"}), 0);
        BOOST_TEST(project.users() == "ann@example.org|member|NULL|-\n");
    });
}

BOOST_AUTO_TEST_CASE(a_row_may_refer_to_one_before_it) {
    for_each_seed_project([](SeedProject& project) {
        const bool is_postgresql = project.database.kind() == "postgresql";
        project.database.execute(
            std::string("CREATE TABLE parts (id ") +
            (project.database.kind() == "sqlite" ? "INTEGER PRIMARY KEY"
             : is_postgresql ? "integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY"
                             : "integer AUTO_INCREMENT PRIMARY KEY") +
            ", name varchar(40) NOT NULL UNIQUE, part_of_id integer, FOREIGN KEY (part_of_id) "
            "REFERENCES parts (id))");
        project.configure("tables.parts = {key = 'name'}");
        project.seed("common/parts.yaml", "- {name: ship}\n"
                                          "- {name: mast, part_of: {name: ship}}\n"
                                          "- {name: sail, part_of: {name: mast}}\n");
        require_exit(project.varve({"seed"}), 0);
        BOOST_TEST(project.database.rows("SELECT p.name, o.name FROM parts p LEFT JOIN parts o ON "
                                         "o.id = p.part_of_id ORDER BY p.id") ==
                   "ship|NULL\nmast|ship\nsail|mast\n");
        const Outcome again = project.varve({"seed", "--verify"});
        require_exit(again, 0);
        BOOST_TEST(says(again, "unchanged  common/parts.yaml"));
    });
}

BOOST_AUTO_TEST_SUITE_END()
