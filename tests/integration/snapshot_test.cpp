// The file that always holds what the last run left.
#include "support/mysql.hpp"
#include "support/program.hpp"

#include <boost/test/unit_test.hpp>
#include <sys/stat.h>

using namespace varve::test;
namespace fs = std::filesystem;

namespace {

struct Scene {
    explicit Scene(const Database& database) {
        project.url = database.url();
        keep_in("schema.sql");
        project.migration("20260101000000_users",
                          "-- varve:up\nCREATE TABLE users (id int PRIMARY KEY);\n"
                          "-- varve:down\nDROP TABLE users;\n");
    }

    void keep_in(const std::string& file) const {
        project.write("varve.toml", "[schema]\nsnapshot = \"" + file + "\"\n");
    }
    Outcome must(std::vector<std::string> words, int exit_code = 0) const {
        Outcome outcome = project.varve(std::move(words));
        require_exit(outcome, exit_code);
        return outcome;
    }
    std::string kept() const { return read_file(project / "schema.sql"); }
    /// Another one for each time that it is written.
    ino_t number() const {
        struct stat facts {};
        BOOST_TEST_REQUIRE(::stat((project / "schema.sql").c_str(), &facts) == 0);
        return facts.st_ino;
    }

    Project project = {};
};

} // namespace

BOOST_AUTO_TEST_SUITE(snapshot)

BOOST_AUTO_TEST_CASE(is_what_a_dump_says_after_each_run) {
    for_all_databases([](const Database& database) {
        const Scene scene(database);
        scene.must({"run", "--dry-run"});
        scene.must({"plan"});
        BOOST_TEST(!fs::exists(scene.project / "schema.sql"));
        scene.must({"run"});
        BOOST_TEST(scene.kept().find("users") != std::string::npos);
        BOOST_TEST(scene.kept() == scene.must({"schema", "dump"}).output);
        const ino_t number = scene.number();
        scene.project.migration("20260102000000_rows",
                                "-- varve:up\nINSERT INTO users VALUES (1);\n"
                                "-- varve:down\nDELETE FROM users;\n");
        scene.must({"run"});
        scene.must({"revert", "--yes"});
        BOOST_TEST(scene.number() == number);
        scene.must({"revert", "--yes"});
        BOOST_TEST(scene.kept() == "");
        scene.must({"run"});
        BOOST_TEST(scene.kept() == scene.must({"schema", "dump"}).output);
    });
}

BOOST_AUTO_TEST_CASE(holds_what_a_run_had_done_when_it_failed) {
    for_each_database([](const Database& database) {
        const Scene scene(database);
        scene.project.migration("20260102000000_wrong", "-- varve:up\nDROP VIEW nothing;\n");
        scene.must({"run"}, 1);
        BOOST_TEST(scene.kept().find("users") != std::string::npos);
    });
}

BOOST_AUTO_TEST_CASE(what_is_run_in_scratch_is_not_in_it) {
    const auto database = sqlite_database();
    const Scene scene(*database);
    scene.must({"run"});
    fs::remove(scene.project / "schema.sql");
    scene.must({"drift"});
    scene.must({"test", "--all"});
    BOOST_TEST(!fs::exists(scene.project / "schema.sql"));
}

BOOST_AUTO_TEST_CASE(that_it_cannot_be_written_is_told_and_undoes_nothing) {
    const auto database = sqlite_database();
    const Scene scene(*database);
    scene.keep_in("nowhere/schema.sql");
    const Outcome outcome = scene.must({"run"}, 1);
    BOOST_TEST(says(outcome, "nowhere/schema.sql is not what the database holds now"),
               outcome.error);
    BOOST_TEST(says(outcome, "No such file or directory"), outcome.error);
    BOOST_TEST(says(outcome, "varve schema dump"), outcome.error);
    scene.must({"status", "--check"});
    const Outcome json = scene.must({"revert", "--yes", "--json"}, 1);
    BOOST_TEST(says(json, "\"snapshot_failure\": \""), json.output);
}

BOOST_AUTO_TEST_SUITE_END()
