#include "support/database.hpp"
#include "support/program.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve::test;

namespace {

std::string view(const std::string& name, const std::string& select,
                 const std::string& after = "") {
    return (after.empty() ? "" : "-- varve:after " + after + "\n") + "-- varve:up\nCREATE VIEW " +
           name + " AS SELECT " + select + ";\n-- varve:down\nDROP VIEW " + name + ";\n";
}

/// People, those of them who are active and how many these are, in the database; and a migration
/// that is pending and drops the column that the first view reads.
struct People : Project {
    explicit People(const Database& database) {
        url = database.url();
        migration("20260101000000_make_people",
                  "-- varve:up\nCREATE TABLE people (id int, name text, active int);\n"
                  "-- varve:down\nDROP TABLE people;\n");
        active("id FROM people WHERE active = 1");
        write("migrations/repeatable/many.sql",
              view("many", "count(*) AS n FROM active", "active"));
        require_exit(varve({"run"}), 0);
        migration("20260102000000_drop_active",
                  "-- varve:allow drop-column\n-- varve:up\n"
                  "ALTER TABLE people DROP COLUMN active;\n"
                  "-- varve:down\nALTER TABLE people ADD COLUMN active int;\n");
    }
    void active(const std::string& select, const std::string& after = "") const {
        write("migrations/repeatable/active.sql", view("active", select, after));
    }
};

// The trial says what the run does.
void is_refused(const People& project) {
    const Outcome outcome = project.varve({"test"});
    require_exit(outcome, 1);
    BOOST_TEST(says(outcome, "failed   20260102000000  drop_active\n           the up fails: "
                             "migrations/20260102000000_drop_active.sql:3: "),
               outcome.output);
    require_exit(project.varve({"run"}), 1);
}

void is_accepted(const People& project, const std::string& counted) {
    const Outcome outcome = project.varve({"test"});
    require_exit(outcome, 0);
    BOOST_TEST(says(outcome, counted), outcome.output);
    require_exit(project.varve({"run"}), 0);
}

} // namespace

BOOST_AUTO_TEST_SUITE(trial_among_repeatables)

BOOST_AUTO_TEST_CASE(a_view_is_in_the_way_as_it_is_in_the_database) {
    for_each_database([](const Database& database) { is_refused(People(database)); });
}

BOOST_AUTO_TEST_CASE(a_view_is_in_the_way_as_it_was_made) {
    for_each_database([](const Database& database) {
        const People project(database);
        project.active("id FROM people");
        is_refused(project);
    });
}

BOOST_AUTO_TEST_CASE(a_view_is_in_the_way_though_its_file_is_gone) {
    for_each_database([](const Database& database) {
        const People project(database);
        std::filesystem::remove(project / "migrations/repeatable/many.sql");
        std::filesystem::remove(project / "migrations/repeatable/active.sql");
        is_refused(project);
    });
}

BOOST_AUTO_TEST_CASE(what_comes_after_the_migration_steps_aside) {
    for_each_database([](const Database& database) {
        const People project(database);
        project.active("id FROM people", "drop_active");
        is_accepted(project, "3 passed");
        BOOST_TEST(database.rows("SELECT n FROM many") == "0\n");
    });
}

BOOST_AUTO_TEST_CASE(what_is_made_anew_is_dropped_with_what_reads_it) {
    for_each_database([](const Database& database) {
        const People project(database);
        std::filesystem::remove(project / "migrations/20260102000000_drop_active.sql");
        project.active("name, id FROM people");
        is_accepted(project, "2 passed");
    });
}

BOOST_AUTO_TEST_CASE(what_is_in_place_is_so_again_behind_a_fault) {
    for_each_database([](const Database& database) {
        const People project(database);
        project.migration("20260101120000_index", "-- varve:up\nCREATE INDEX i ON people (id);\n"
                                                  "-- varve:down\nSELECT 1;\n");
        const Outcome outcome = project.varve({"test"});
        require_exit(outcome, 1);
        BOOST_TEST(says(outcome, "the down leaves behind the index i"), outcome.output);
        BOOST_TEST(says(outcome, "the up fails: "), outcome.output);
    });
}

BOOST_AUTO_TEST_SUITE_END()
