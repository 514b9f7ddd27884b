#include "support/database.hpp"
#include "support/program.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve::test;

namespace {

void repeatable(const Project& project, const std::string& name, const std::string& text) {
    project.write("migrations/repeatable/" + name + ".sql", text);
}

// A view of some columns of `from`, that knows how to be dropped.
std::string view(const std::string& name, const std::string& select,
                 const std::string& after = "") {
    return (after.empty() ? "" : "-- varve:after " + after + "\n") + "-- varve:up\nCREATE VIEW " +
           name + " AS SELECT " + select + ";\n-- varve:down\nDROP VIEW " + name + ";\n";
}

// People, those of them who are active, and how many these are.
void write_views(const Project& project) {
    project.migration("20260101000000_make_people",
                      "-- varve:up\nCREATE TABLE people (id int, name text, active int);\n"
                      "INSERT INTO people VALUES (1, 'Ann', 1), (2, 'Bob', 0);\n"
                      "-- varve:down\nDROP TABLE people;\n");
    repeatable(project, "active_people", view("active_people", "id FROM people WHERE active = 1"));
    repeatable(project, "active_count",
               view("active_count", "count(*) AS n FROM active_people", "active_people"));
}

} // namespace

BOOST_AUTO_TEST_SUITE(repeatable_migrations)

BOOST_AUTO_TEST_CASE(run_once_and_again_when_they_change) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        write_views(project);
        const Outcome first = project.varve({"run"});
        require_exit(first, 0);
        BOOST_TEST(says(first, "1 migration applied, 2 repeatables run"));
        BOOST_TEST(database.rows("SELECT n FROM active_count") == "1\n");
        BOOST_TEST(says(project.varve({"run"}), "nothing to do"));
        require_exit(project.varve({"status", "--check"}), 0);
        // A column more in the middle: neither database can replace the view in its place.
        repeatable(project, "active_people",
                   view("active_people", "name, id FROM people WHERE active = 1"));
        const Outcome status = project.varve({"status", "--check"});
        require_exit(status, 3);
        BOOST_TEST(says(status, "2 outdated"));
        const Outcome second = project.varve({"run"});
        require_exit(second, 0);
        BOOST_TEST(says(second, "2 repeatables run"));
        BOOST_TEST(database.rows("SELECT name FROM active_people") == "Ann\n");
        BOOST_TEST(database.history() == "20260101000000|make_people|sql\n"
                                         "repeatable/active_people|active_people|repeatable\n"
                                         "repeatable/active_count|active_count|repeatable\n");
    });
}

BOOST_AUTO_TEST_CASE(are_made_anew_together_or_stay_as_they_were) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        write_views(project);
        require_exit(project.varve({"run"}), 0);
        const std::string before = database.schema();
        repeatable(project, "active_people", view("active_people", "name FROM people"));
        repeatable(project, "active_count",
                   "-- varve:after active_people\n-- varve:up\nCREATE VIEW active_count AS SELECT "
                   "count(*) AS n FROM active_people;\nINSERT INTO nobody VALUES (1);\n");
        const Outcome failed = project.varve({"run"});
        require_exit(failed, 1);
        BOOST_TEST(says(failed, "repeatable/active_count.sql:4"));
        BOOST_TEST(database.schema() == before);
        BOOST_TEST(says(project.varve({"logs", "--event", "failed"}), "active_count"));
        repeatable(project, "active_count",
                   view("active_count", "count(*) AS n FROM active_people", "active_people"));
        require_exit(project.varve({"run"}), 0);
        BOOST_TEST(database.rows("SELECT n FROM active_count") == "2\n");
    });
}

BOOST_AUTO_TEST_CASE(without_a_down_run_in_their_place) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        const auto write = [&](const std::string& value) {
            repeatable(project, "answer",
                       "-- varve:up\nDROP VIEW IF EXISTS answer;\nCREATE VIEW answer AS SELECT " +
                           value + " AS x;\n");
        };
        write("41");
        require_exit(project.varve({"run"}), 0);
        write("42");
        require_exit(project.varve({"run"}), 0);
        BOOST_TEST(database.rows("SELECT x FROM answer") == "42\n");
        BOOST_TEST(database.history() == "repeatable/answer|answer|repeatable\n");
        require_exit(project.varve({"status", "--check"}), 0);
    });
}

BOOST_AUTO_TEST_CASE(step_aside_for_the_migration_that_they_come_after) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        write_views(project);
        require_exit(project.varve({"run"}), 0);
        project.migration("20260102000000_drop_active",
                          "-- varve:allow drop-column\n-- varve:up\n"
                          "ALTER TABLE people DROP COLUMN active;\n"
                          "-- varve:down\nALTER TABLE people ADD COLUMN active int DEFAULT 1;\n");
        repeatable(project, "active_people",
                   view("active_people", "id FROM people WHERE id = 2", "drop_active"));
        const Outcome plan = project.varve({"plan"});
        BOOST_TEST(says(plan, "drop repeatable/active_count"));
        BOOST_TEST(says(plan, "in the same transaction"));
        require_exit(project.varve({"run"}), 0);
        BOOST_TEST(database.rows("SELECT id FROM active_people") == "2\n");
        require_exit(project.varve({"redo", "--yes"}), 0);
        BOOST_TEST(database.rows("SELECT n FROM active_count") == "1\n");
    });
}

BOOST_AUTO_TEST_CASE(are_made_anew_behind_what_cannot_share_a_transaction) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        write_views(project);
        require_exit(project.varve({"run"}), 0);
        project.migration("20260102000000_alone", "-- varve:up transaction=none\n"
                                                  "CREATE INDEX people_name ON people (name);\n");
        repeatable(project, "active_people",
                   view("active_people", "id FROM people WHERE id = 2", "alone"));
        const Outcome run = project.varve({"run"});
        require_exit(run, 0);
        BOOST_TEST(says(run, "1 migration applied, 2 repeatables run"));
        BOOST_TEST(database.rows("SELECT n FROM active_count") == "1\n");
    });
}

BOOST_AUTO_TEST_CASE(stay_where_they_do_not_know_how_to_be_dropped) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        repeatable(project, "stays", "-- varve:up\nCREATE VIEW stays AS SELECT 1 AS x;\n");
        require_exit(project.varve({"run"}), 0);
        BOOST_TEST(says(project.varve({"plan", "revert", "--all"}),
                        "forget repeatable/stays stays  what it made stays, from history"));
        BOOST_TEST(
            says(project.varve({"revert", "--all", "--yes"}), "forgotten  repeatable/stays"));
        BOOST_TEST(database.rows("SELECT x FROM stays") == "1\n");
    });
}

BOOST_AUTO_TEST_CASE(go_with_everything_else) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        const std::string empty = database.schema();
        write_views(project);
        require_exit(project.varve({"run"}), 0);
        require_exit(project.varve({"revert", "--all", "--yes"}), 0);
        BOOST_TEST(database.schema() == empty);
        BOOST_TEST(database.history() == "");
        require_exit(project.varve({"run"}), 0);
        BOOST_TEST(database.rows("SELECT n FROM active_count") == "1\n");
    });
}

BOOST_AUTO_TEST_CASE(share_the_transaction_of_a_run_that_has_only_one) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        write_views(project);
        repeatable(project, "broken", "-- varve:after active_count\n-- varve:up\nNONSENSE;\n");
        require_exit(project.varve({"run", "--transaction", "all"}), 1);
        BOOST_TEST(database.history() == "");
        std::filesystem::remove(project / "migrations/repeatable/broken.sql");
        require_exit(project.varve({"run", "--transaction", "all"}), 0);
        repeatable(project, "active_people", view("active_people", "name FROM people"));
        require_exit(project.varve({"run", "--transaction", "all"}), 0);
        BOOST_TEST(database.rows("SELECT n FROM active_count") == "2\n");
    });
}

BOOST_AUTO_TEST_CASE(run_again_when_a_value_in_them_changes) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        repeatable(project, "answer",
                   "-- varve:placeholders on\n-- varve:up\nCREATE VIEW answer AS SELECT ${value} "
                   "AS x;\n-- varve:down\nDROP VIEW answer;\n");
        project.write("varve.toml", "[placeholders]\nvalue = \"41\"\n");
        require_exit(project.varve({"run"}), 0);
        BOOST_TEST(says(project.varve({"run"}), "nothing to do"));
        project.write("varve.toml", "[placeholders]\nvalue = \"42\"\n");
        require_exit(project.varve({"run"}), 0);
        BOOST_TEST(database.rows("SELECT x FROM answer") == "42\n");
    });
}

BOOST_AUTO_TEST_CASE(whose_files_are_gone_can_be_forgotten) {
    const auto database = sqlite_database();
    Project project;
    project.url = database->url();
    write_views(project);
    require_exit(project.varve({"run"}), 0);
    std::filesystem::remove(project / "migrations/repeatable/active_count.sql");
    const Outcome run = project.varve({"run"});
    require_exit(run, 0);
    BOOST_TEST(says(run, "repeatable/active_count is applied and its file is gone"));
    require_exit(project.varve({"repair", "--missing"}), 0);
    require_exit(project.varve({"status", "--check"}), 0);
}

// Another branch may have them.
BOOST_AUTO_TEST_CASE(whose_files_are_gone_are_in_nobodys_way) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        write_views(project);
        require_exit(project.varve({"run"}), 0);
        std::filesystem::remove(project / "migrations/repeatable/active_count.sql");
        require_exit(project.varve({"run"}), 0);
        const Outcome status = project.varve({"status", "--check"});
        require_exit(status, 0);
        BOOST_TEST(says(status, "2 applied, 1 missing"));
        const Outcome doctor = project.varve({"doctor"});
        require_exit(doctor, 0);
        BOOST_TEST(says(doctor, "warning: state: repeatable/active_count active_count was applied"),
                   doctor.output);
    });
}

BOOST_AUTO_TEST_CASE(are_written_by_new) {
    Project project;
    project.url = "sqlite:app.db";
    const Outcome written = project.varve({"new", "--repeatable", "Active users"});
    require_exit(written, 0);
    BOOST_TEST(says(written, "migrations/repeatable/active_users.sql"));
    const Outcome empty = project.varve({"plan"});
    require_exit(empty, 2);
    BOOST_TEST(says(empty, "active_users.sql: there is nothing below '-- varve:up'"));
    require_exit(project.varve({"new", "--repeatable", "Active users"}), 2);
}

BOOST_AUTO_TEST_CASE(have_rules_of_their_own) {
    Project project;
    project.url = "sqlite:app.db";
    project.migration("20260101000000_a", "-- varve:after b\n-- varve:up\nSELECT 1;\n");
    repeatable(
        project, "b",
        "-- varve:after\n-- varve:up transaction=none\nSELECT 1;\n-- varve:irreversible no\n");
    repeatable(project, "Wrong Name", "-- varve:up\nSELECT 1;\n");
    const Outcome plan = project.varve({"plan"});
    require_exit(plan, 2);
    BOOST_TEST(says(plan, "20260101000000_a.sql:1: 'varve:after' is for repeatable migrations"));
    BOOST_TEST(says(plan, "b.sql:1: 'varve:after' needs the name of a migration"));
    BOOST_TEST(says(plan, "b.sql:4: a repeatable migration is run again and never taken back"));
    BOOST_TEST(says(plan, "Wrong Name.sql: has a name with something else than"));
}

BOOST_AUTO_TEST_SUITE_END()
