#include "seed_project.hpp"

using namespace varve::test;

namespace {

const std::string some_roles = "name,level\nadmin,3\nmember,1\n";
const std::string some_users = "- email: ann@example.org\n"
                               "  role: {name: admin}\n"
                               "  active: true\n"
                               "- email: bob@example.org\n"
                               "  role: {name: member}\n"
                               "  active: false\n"
                               "  note: \"it's\"\n";

/// What changes when a row is written again, even with the same values.
std::string versions(const SeedProject& project) {
    if (project.database.kind() == "postgresql")
        return project.database.rows("SELECT xmin, ctid, name FROM roles UNION ALL SELECT xmin, "
                                     "ctid, email FROM users UNION ALL SELECT xmin, ctid, name "
                                     "FROM varve_seed ORDER BY 3");
    if (project.database.kind() == "sqlite") return read_file(project.database.name());
    // MySQL and MariaDB do not write a row that would be the same, so only the record can tell.
    return project.roles() + project.users() +
           project.database.rows("SELECT * FROM varve_seed ORDER BY name");
}

} // namespace

BOOST_AUTO_TEST_SUITE(seed)

BOOST_AUTO_TEST_CASE(a_first_run_inserts_and_a_second_changes_nothing) {
    for_each_seed_project([](SeedProject& project) {
        project.seed("common/roles.csv", some_roles);
        project.seed("common/a_users.yaml", some_users);
        project.configure("tables.a_users = {table = 'users', key = 'email'}");
        const Outcome first = project.varve({"seed"});
        require_exit(first, 0);
        BOOST_TEST(says(first, "  seeded     common/roles.csv  2 inserted\n"
                               "  seeded     common/a_users.yaml  2 inserted\n"));
        const bool is_sqlite = project.database.kind() == "sqlite";
        const bool is_postgresql = project.database.kind() == "postgresql";
        const std::string yes = is_postgresql ? "t" : "1", no = is_postgresql ? "f" : "0";
        BOOST_TEST(project.roles() == "admin|3\nmember|1\n");
        BOOST_TEST(project.users() ==
                   "ann@example.org|admin|" + yes + "|-\nbob@example.org|member|" + no + "|it's\n");
        if (is_sqlite)
            BOOST_TEST(project.database.rows("SELECT DISTINCT typeof(level) FROM roles") ==
                       "integer\n");

        const std::string before = versions(project);
        for (const char* const look : {"", "--verify"}) BOOST_TEST_CONTEXT(look) {
                std::vector<std::string> words{"seed"};
                if (*look != '\0') words.emplace_back(look);
                const Outcome second = project.varve(words);
                require_exit(second, 0);
                BOOST_TEST(says(second, "  unchanged  common/roles.csv\n  unchanged  "
                                        "common/a_users.yaml\n"));
                BOOST_TEST(versions(project) == before);
            }
    });
}

BOOST_AUTO_TEST_CASE(a_changed_file_updates_only_its_rows) {
    for_each_seed_project([](SeedProject& project) {
        project.seed("common/roles.csv", some_roles);
        project.seed("common/users.yaml", some_users);
        require_exit(project.varve({"seed"}), 0);
        const bool is_postgresql = project.database.kind() == "postgresql";
        const auto version_of_admin = [&] {
            return is_postgresql
                       ? project.database.rows("SELECT xmin, ctid FROM roles WHERE name = 'admin'")
                       : std::string();
        };
        const std::string before = version_of_admin();
        project.seed("common/roles.csv", "name,level\nadmin,3\nmember,2\nguest,0\n");
        const Outcome changed = project.varve({"seed"});
        require_exit(changed, 0);
        BOOST_TEST(says(changed, "common/roles.csv  1 inserted, 1 updated\n"));
        BOOST_TEST(says(changed, "unchanged  common/users.yaml"));
        BOOST_TEST(project.roles() == "admin|3\nguest|0\nmember|2\n");
        BOOST_TEST(version_of_admin() == before);

        // Letters' case counts, whatever the database thinks of it.
        project.seed("common/users.yaml", "- email: bob@example.org\n  role: {name: admin}\n"
                                          "  note: \"IT'S\"\n");
        require_exit(project.varve({"seed"}), 0);
        BOOST_TEST(project.users().find("bob@example.org|admin|") != std::string::npos);
        BOOST_TEST(project.users().find("|IT'S\n") != std::string::npos);
        BOOST_TEST(project.users().find("ann@") != std::string::npos);
    });
}

BOOST_AUTO_TEST_CASE(the_mode_says_what_becomes_of_rows_that_are_there) {
    struct Case {
        const char *mode, *counts, *roles;
    };
    for_each_seed_project([](SeedProject& project) {
        for (const Case& c :
             {Case{"insert", "1 inserted\n", "admin|3\nmember|1\nother|9\n"},
              Case{"upsert", "1 inserted, 1 updated\n", "admin|4\nmember|1\nother|9\n"},
              Case{"replace", "1 inserted, 1 updated, 1 deleted\n", "admin|4\nmember|1\n"}})
            BOOST_TEST_CONTEXT(c.mode) {
                project.database.execute("DELETE FROM roles");
                project.database.execute("INSERT INTO roles (name, level) VALUES ('admin', 3)");
                project.database.execute("INSERT INTO roles (name, level) VALUES ('other', 9)");
                project.configure("", c.mode);
                project.seed("common/roles.json", R"([{"name": "admin", "level": 4},
                                                      {"name": "member", "level": 1}])");
                const Outcome outcome = project.varve({"seed"});
                require_exit(outcome, 0);
                BOOST_TEST(says(outcome, c.counts));
                BOOST_TEST(project.roles() == c.roles);
            }
    });
}

BOOST_AUTO_TEST_CASE(a_bad_row_says_where_it_is_and_nothing_of_its_file_stays) {
    struct Case {
        const char *name, *file, *text, *words;
    };
    const std::vector<Case> cases{
        {"no number", "roles.csv", "name,level\na,1\nb,2\nc,abc\n",
         "seeds/common/roles.csv:4: column \"level\": 'abc': "},
        {"no number in JSON", "roles.json",
         "[{\"name\": \"a\", \"level\": 1},\n\n"
         "{\"name\": \"b\", \"level\": \"x\"}]",
         "seeds/common/roles.json:3: column \"level\": 'x': "},
        {"NULL", "roles.csv", "name,level\na,1\nb,\n",
         "seeds/common/roles.csv:3: column \"level\": NULL: "},
        {"no key", "roles.csv", "name,level\na,1\n,2\n",
         "seeds/common/roles.csv:3: column \"name\": NULL: "},
        {"a key twice", "roles.yaml",
         "- {name: a, level: 1}\n- {name: b, level: 1}\n"
         "- {name: a, level: 2}\n",
         "seeds/common/roles.yaml:3: column \"name\": 'a': an earlier row"},
        {"a key twice in CSV", "roles.csv", "name,level\na,1\nb,2\na,2\n",
         "seeds/common/roles.csv:4: column \"name\": 'a': "},
        {"too few values", "roles.csv", "name,level\na,1\nb\n",
         "seeds/common/roles.csv:3: there are 1 values here, and 2 columns"},
        {"an unknown column", "roles.csv", "name,levle\na,1\n",
         "seeds/common/roles.csv:1: there is no column \"levle\" in roles; did you mean 'level'?"},
        {"an unknown column in YAML", "roles.yaml", "- name: a\n  levle: 1\n",
         "seeds/common/roles.yaml:1: column \"levle\": there is no column \"levle\""},
        {"a lost reference", "users.yaml",
         "- email: a\n  role: {name: admin}\n- email: b\n"
         "  role: {name: boss}\n",
         "seeds/common/users.yaml:3: column \"role_id.name\": 'boss': there is no row of roles"},
        {"a variable that is not set", "roles.csv", "name,level\na,1\n${VARVE_SEED_NOTHING},1\n",
         "seeds/common/roles.csv:3: the environment variable VARVE_SEED_NOTHING is not set"},
        {"no JSON", "roles.json", "[{\"name\": \"a\",\n \"level\"}]",
         "seeds/common/roles.json:2: this is not JSON"},
    };
    for_each_seed_project([&](SeedProject& project) {
        for (const Case& c : cases) BOOST_TEST_CONTEXT(c.name) {
                // Rows go through a stage, but for those of CSV into a table that is empty.
                std::vector<std::string> befores{"z"};
                if (std::string(c.file).ends_with(".csv")) befores.emplace_back();
                for (const std::string& before : befores) {
                    project.database.execute("DELETE FROM users");
                    project.database.execute("DELETE FROM roles");
                    std::filesystem::remove_all(project / "seeds/common");
                    const bool users = std::string(c.file).starts_with("users");
                    std::string expected = users ? "admin|1\n" : "";
                    if (users)
                        project.database.execute(
                            "INSERT INTO roles (name, level) VALUES ('admin', 1)");
                    if (!before.empty()) {
                        project.database.execute("INSERT INTO roles (name, level) VALUES ('z', 1)");
                        expected += "z|1\n";
                    }
                    project.seed(std::string("common/") + c.file, c.text);
                    const Outcome outcome = project.varve({"seed"});
                    BOOST_TEST(outcome.exit_code.value_or(0) != 0);
                    BOOST_TEST(says(outcome, c.words));
                    BOOST_TEST(project.roles() == expected);
                    BOOST_TEST(project.users() == "");
                }
            }
    });
}

BOOST_AUTO_TEST_CASE(many_rows_go_in_blocks) {
    for_each_seed_project([](SeedProject& project) {
        const int count =
            project.database.kind() == "mysql" ? 21'000 : 50'000; // more than one block, or batch
        const std::string padding(30, '.');
        std::string text = "name,level\n";
        for (int i = 0; i < count; ++i)
            text += "\"role " + std::to_string(i) + padding + "\"," + std::to_string(i % 10) + '\n';
        project.seed("common/roles.csv", text);
        const Outcome first = project.varve({"seed"});
        require_exit(first, 0);
        BOOST_TEST(says(first, "common/roles.csv  " + std::to_string(count) + " inserted"));
        const std::string sums = "SELECT COUNT(*), SUM(level), COUNT(DISTINCT name) FROM roles";
        const auto expected = [&](int rows, int sum) {
            return std::to_string(rows) + '|' + std::to_string(sum) + '|' + std::to_string(rows) +
                   '\n';
        };
        BOOST_TEST(project.database.rows(sums) == expected(count, count / 10 * 45));
        project.seed("common/roles.csv", text + "new,7\nrole 5" + padding + ",9\n");
        require_exit(project.varve({"seed"}), 1); // "role 5" is there twice
        BOOST_TEST(project.database.rows(sums) == expected(count, count / 10 * 45));
        project.seed("common/roles.csv", "name,level\nnew,7\nrole 5" + padding + ",9\n");
        require_exit(project.varve({"seed"}), 0);
        BOOST_TEST(project.database.rows(sums) == expected(count + 1, count / 10 * 45 + 7 + 4));
    });
}

BOOST_AUTO_TEST_SUITE_END()
