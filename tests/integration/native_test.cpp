// Migrations in C++, from the library that tests/plugins/native makes.
#include "support/native_project.hpp"
#include "support/postgresql.hpp"

#include <boost/test/unit_test.hpp>

#include <fstream>

using namespace varve::test;

namespace {

const std::filesystem::path sources = VARVE_SOURCE_DIR "/tests/plugins/native";

std::string visits(const Database& database) {
    return database.rows("SELECT min(visits), max(visits) FROM stones");
}

} // namespace

BOOST_AUTO_TEST_SUITE(native)

BOOST_AUTO_TEST_CASE(they_go_up_down_and_up_among_the_others) {
    for_each_database([](const Database& database) {
        const NativeProject project(database);
        project.migration("20260102120000_between",
                          "-- varve:up\nCREATE TABLE between_them (id int);\n-- varve:down\nDROP "
                          "TABLE between_them;\n");
        const Outcome outcome = project.varve({"run", "--target", "20260103000000"});
        require_exit(outcome, 0);
        BOOST_TEST(says(outcome, "count_visits: visited"));
        BOOST_TEST(visits(database) == "1|1\n");
        BOOST_TEST(database.history() == "20260101000000|make_stones|sql\n"
                                         "20260102000000|count_visits|native\n"
                                         "20260102120000|between|sql\n"
                                         "20260103000000|make_pebbles|native\n");
        require_exit(project.varve({"revert", "--steps", "3", "--yes"}), 0);
        BOOST_TEST(visits(database) == "0|0\n");
        require_exit(project.varve({"run", "--target", "20260103000000"}), 0);
        BOOST_TEST(visits(database) == "1|1\n");
        BOOST_TEST(database.rows("SELECT count(*) FROM varve_journal") == "0\n");
    });
}

BOOST_AUTO_TEST_CASE(a_repaired_one_goes_down_in_the_language_of_its_file) {
    for_each_database([](const Database& database) {
        const NativeProject project(database);
        const auto kept = [&] {
            return database.rows("SELECT kind, coalesce(down_text, 'none') FROM varve_history "
                                 "WHERE version = '20260102000000'");
        };
        const auto with_sources = [&](const std::string& names) {
            project.write("varve.toml", "[project]\nplugins = ['" VARVE_BINARY_DIR
                                        "/lib/varve/test_plugins']\nsources = [" +
                                            names + "]\n");
        };
        const auto file = project.migration("20260102000000_count_visits",
                                            "-- varve:up\nCREATE TABLE v (x int);\n"
                                            "-- varve:down\nDROP TABLE v;\n");
        with_sources("'sql'");
        require_exit(project.varve({"run"}), 0);
        BOOST_TEST(kept() == "sql|DROP TABLE v;\n\n");
        std::filesystem::remove(file);
        with_sources("'sql', 'native_samples'");
        require_exit(project.varve({"repair", "--checksums"}), 0);
        BOOST_TEST(kept() == "native|none\n");
        project.write("migrations/" + file.filename().string(),
                      "-- varve:up\nCREATE TABLE v (x int);\n-- varve:down\nDROP TABLE v;\n");
        with_sources("'sql'");
        require_exit(project.varve({"repair", "--checksums"}), 0);
        BOOST_TEST(kept() == "sql|DROP TABLE v;\n\n");
        require_exit(project.varve({"revert", "--yes"}), 0);
    });
}

BOOST_AUTO_TEST_CASE(what_one_throws_is_said_and_rolled_back) {
    struct Case {
        const char *order, *sentence;
    };
    for_each_database([](const Database& database) {
        const NativeProject project(database);
        require_exit(project.varve({"run", "--target", "20260102000000"}), 0);
        for (const Case& c : {Case{"throw", ".cpp: there are no pebbles today"},
                              Case{"seven", ".cpp: it threw something that is not an exception"},
                              Case{"sql", "statement: INSERT INTO nowhere VALUES (1)"},
                              Case{"commit", "ended the transaction that it ran in"},
                              Case{"error", ".cpp: the pebbles are of a wrong size"},
                              Case{"commit and throw", "ended the transaction that it ran in"},
                              Case{"batches", "override transaction()"}})
            BOOST_TEST_CONTEXT(c.order) {
                database.execute("DELETE FROM orders");
                database.execute("INSERT INTO orders VALUES ('" + std::string(c.order) + "')");
                const Outcome outcome = project.varve({"run", "--target", "20260103000000"});
                require_exit(outcome, 1);
                BOOST_TEST(says(outcome, c.sentence));
                const bool stays = std::string_view(c.order).starts_with("commit");
                if (stays) database.execute("DROP TABLE pebbles");
                if (!stays) BOOST_TEST(says(outcome, "nothing of it is in the database"));
            }
        database.execute("DELETE FROM orders");
        require_exit(project.varve({"run", "--target", "20260103000000"}), 0);
    });
}

BOOST_AUTO_TEST_CASE(one_that_may_not_be_called_again_waits_for_a_person) {
    for_each_database([](const Database& database) {
        const NativeProject project(database);
        database.execute("INSERT INTO orders VALUES ('fail')");
        const Outcome failed = project.varve({"run"});
        require_exit(failed, 1);
        BOOST_TEST(says(failed, "varve repair --undone 20260104000000:1"));
        const Outcome stopped = project.varve({"run"});
        require_exit(stopped, 6);
        BOOST_TEST(says(stopped, "varve repair --done 20260104000000:1"));
        require_exit(project.varve({"repair", "--undone", "20260104000000:1", "--yes"}), 0);
        database.execute("DELETE FROM orders");
        require_exit(project.varve({"run"}), 0);
        const Outcome back = project.varve({"revert", "--yes"});
        require_exit(back, 5);
        BOOST_TEST(says(back, "nobody knows where the stones fell"));
    });
}

BOOST_AUTO_TEST_CASE(what_a_person_says_is_done_is_not_called) {
    const auto database = sqlite_database();
    const NativeProject project(*database);
    database->execute("INSERT INTO orders VALUES ('fail')");
    require_exit(project.varve({"run"}), 1);
    require_exit(project.varve({"repair", "--done", "20260104000000:1", "--yes"}), 0);
    require_exit(project.varve({"run"}), 0); // it would fail again
    BOOST_TEST(database->rows("SELECT count(*) FROM varve_journal") == "0\n");
}

BOOST_AUTO_TEST_CASE(a_source_that_its_library_does_not_have_is_a_problem) {
    const auto database = sqlite_database();
    const NativeProject project(*database);
    std::filesystem::create_directory(project / "migrations/native");
    for (const auto& entry : std::filesystem::directory_iterator(sources))
        std::filesystem::copy(entry.path(), project / "migrations/native");
    require_exit(project.varve({"plan"}), 0);

    std::ofstream(project / "migrations/native/20260102000000_count_visits.cpp", std::ios::app)
        << "// more\n";
    project.write("migrations/native/20260105000000_new.cpp", "");
    project.write("migrations/native/wrong.cpp", "");
    const Outcome outcome = project.varve({"plan"});
    require_exit(outcome, 2);
    BOOST_TEST(says(outcome, "3 problems"));
    BOOST_TEST(says(outcome, "count_visits.cpp: has changed since its library was built"));
    BOOST_TEST(says(outcome, "_new.cpp: is in none of the libraries"));
    BOOST_TEST(says(outcome, "wrong.cpp: does not begin with a version"));
}

BOOST_AUTO_TEST_CASE(an_older_build_cannot_take_one_back_and_says_so) {
    const auto database = sqlite_database();
    NativeProject project(*database);
    require_exit(project.varve({"run", "--target", "20260103000000"}), 0);
    project.write("varve.toml", "[project]\nsources = ['sql']\n");
    const Outcome outcome = project.varve({"revert", "--yes"});
    require_exit(outcome, 5);
    BOOST_TEST(says(outcome, "20260103000000 make_pebbles: was written in C++"));
}

BOOST_AUTO_TEST_CASE(a_plan_shows_them_and_transaction_all_refuses_batches) {
    const auto database = sqlite_database();
    const NativeProject project(*database);
    const Outcome plan = project.varve({"plan"});
    require_exit(plan, 0);
    BOOST_TEST(says(plan, "in C++, source:"));
    const Outcome all = project.varve({"run", "--transaction", "all"});
    require_exit(all, 2);
    BOOST_TEST(says(all, "count_visits.cpp: cannot be in one transaction with the others"));
}

BOOST_AUTO_TEST_CASE(what_is_only_recorded_is_not_called) {
    for_each_database([](const Database& database) {
        const NativeProject project(database);
        require_exit(project.varve({"run", "--steps", "1"}), 0);
        require_exit(project.varve({"run", "--fake"}), 0);
        BOOST_TEST(visits(database) == "0|0\n");
        BOOST_TEST(database.schema().find("pebbles") == std::string::npos);
        require_exit(project.varve({"revert", "--fake", "--steps", "3", "--yes"}), 0);
        BOOST_TEST(visits(database) == "0|0\n");
    });
}

BOOST_AUTO_TEST_CASE(a_transaction_that_one_leaves_open_is_no_success) {
    for_each_database([](const Database& database) {
        const NativeProject project(database);
        project.migration("20260105000000_after", "-- varve:up\nCREATE TABLE after_it (x int);\n");
        database.execute("INSERT INTO orders VALUES ('open')");
        const Outcome outcome = project.varve({"run"});
        require_exit(outcome, 1);
        BOOST_TEST(says(outcome, "it left a transaction open"));
        BOOST_TEST(visits(database) == "1|1\n"); // rolled back
        BOOST_TEST(database.schema().find("after_it") == std::string::npos);
        BOOST_TEST(database.rows("SELECT count(*) FROM varve_log WHERE event = 'failed'") == "1\n");
    });
}

BOOST_AUTO_TEST_CASE(rows_that_one_leaves_open_are_its_failure,
                     *boost::unit_test::precondition(postgresql_is_there)) {
    const auto database = postgresql_database();
    const NativeProject project(*database);
    database->execute("INSERT INTO orders VALUES ('rows')");
    const std::string sentence = ".cpp: another statement's rows are still being read";
    require_exit(project.varve({"run", "--target", "20260102000000"}), 0);
    for (const char* const scope : {"each", "all"}) {
        const Outcome outcome =
            project.varve({"run", "--target", "20260103000000", "--transaction", scope});
        require_exit(outcome, 1);
        BOOST_TEST(says(outcome, "make_pebbles" + sentence));
    }
    require_exit(project.varve({"run", "--fake", "--target", "20260103000000"}), 0);
    const Outcome outcome = project.varve({"run"});
    require_exit(outcome, 1);
    BOOST_TEST(says(outcome, "throw_stones" + sentence));
    BOOST_TEST(says(outcome, "what it did outside a transaction stays"));
}

BOOST_AUTO_TEST_CASE(a_failure_that_is_no_utf8_is_logged) {
    for_each_database([](const Database& database) {
        const NativeProject project(database);
        require_exit(project.varve({"run", "--target", "20260102000000"}), 0);
        database.execute("INSERT INTO orders VALUES ('latin')");
        require_exit(project.varve({"run"}), 1);
        BOOST_TEST(database.rows("SELECT count(*) FROM varve_log WHERE event = 'failed' AND error "
                                 "LIKE '%no caf\xEF\xBF\xBD today%'") == "1\n");
    });
}

BOOST_AUTO_TEST_CASE(why_there_is_no_way_down_is_told_apart) {
    const auto database = sqlite_database();
    const NativeProject project(*database);
    require_exit(project.varve({"run", "--target", "20260102000000"}), 0);
    database->execute("UPDATE varve_history SET bytes_checksum = 'sha256:0', tokens_checksum = "
                      "'sha256:0' WHERE kind = 'native'");
    const Outcome changed = project.varve({"revert", "--yes"});
    require_exit(changed, 5);
    BOOST_TEST(says(changed, "its code has changed since it was applied"));
    project.write("varve.toml", "");
    const Outcome gone = project.varve({"revert", "--yes"});
    require_exit(gone, 5);
    BOOST_TEST(says(gone, "the library with its way down is not here"));
}

BOOST_AUTO_TEST_CASE(the_database_compares_the_key_as_it_has_it) {
    for_each_database([](const Database& database) {
        const NativeProject project(database);
        database.execute("INSERT INTO orders VALUES ('text')");
        require_exit(project.varve({"run"}), 0);
        BOOST_TEST(visits(database) == "2|2\n"); // count_visits was there too
    });
    for_each_database([](const Database& database) {
        const NativeProject project(database);
        database.execute("INSERT INTO orders VALUES ('real')");
        const Outcome outcome = project.varve({"run"});
        require_exit(outcome, 1);
        BOOST_TEST(says(outcome, "is a floating-point number"));
        BOOST_TEST(visits(database) == "1|1\n");
    });
}

BOOST_AUTO_TEST_CASE(what_was_begun_in_sql_is_not_taken_for_done_in_cpp) {
    const auto database = sqlite_database();
    const NativeProject project(*database);
    const std::string configuration = read_file(project / "varve.toml");
    project.write("varve.toml", "[project]\nsources = ['sql']\n");
    const auto file = project.migration("20260102000000_count_visits",
                                        "-- varve:up transaction=none\nUPDATE stones SET visits = "
                                        "5;\nINSERT INTO nowhere VALUES (1);\n");
    require_exit(project.varve({"run"}), 1);
    std::filesystem::remove(file);
    project.write("varve.toml", configuration);
    const Outcome outcome = project.varve({"run"});
    require_exit(outcome, 6);
    BOOST_TEST(says(outcome, "was begun in SQL, and is in C++ now"));
}

BOOST_AUTO_TEST_CASE(new_writes_one_that_can_be_built) {
    const auto database = sqlite_database();
    const Project project;
    const Outcome outcome = project.varve({"new", "--native", "Split", "full", "names"});
    require_exit(outcome, 0);
    const std::string file = outcome.output.substr(0, outcome.output.find('\n'));
    BOOST_TEST(file.starts_with("migrations/native/20"));
    BOOST_TEST(file.ends_with("_split_full_names.cpp"));
    BOOST_TEST(says(outcome, "project.sources names no library"));
    const std::string other = project.varve({"new", "--native", "other"}).output;
    BOOST_TEST(other.substr(0, 32) != file.substr(0, 32)); // "migrations/native/<version>"
    const Outcome built =
        run({.arguments = {"c++", "-std=c++20", "-fsyntax-only", "-Wall", "-Werror",
                           "-I" VARVE_SOURCE_DIR "/sdk/include", "-DVARVE_MIGRATION_FUNCTION=f",
                           (project / file).string()}});
    require_exit(built, 0);
}

BOOST_AUTO_TEST_SUITE_END()
