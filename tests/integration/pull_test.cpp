// A database that had its schema before varve came.
#include "support/mysql.hpp"
#include "support/postgresql.hpp"
#include "support/program.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve::test;
namespace fs = std::filesystem;

namespace {

/// A project without migrations, and a database that somebody made by hand.
struct Scene {
    explicit Scene(const Database& given) : database(given) {
        project.url = database.url();
        fs::create_directories(project / "migrations");
        database.execute("CREATE TABLE users (id int PRIMARY KEY, mail varchar(99) NOT NULL)");
        database.execute("CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL, "
                         "FOREIGN KEY (user_id) REFERENCES users (id))");
        database.execute("CREATE INDEX orders_user ON orders (user_id)");
        database.execute("CREATE VIEW mails AS SELECT mail FROM users");
    }

    Outcome varve(std::vector<std::string> words) const { return project.varve(std::move(words)); }
    Outcome must(std::vector<std::string> words, int exit_code = 0) const {
        Outcome outcome = varve(std::move(words));
        require_exit(outcome, exit_code);
        return outcome;
    }
    std::vector<fs::path> files() const {
        std::vector<fs::path> found;
        for (const auto& entry : fs::directory_iterator(project / "migrations"))
            found.push_back(entry.path());
        return found;
    }

    const Database& database;
    Project project = {};
};

} // namespace

BOOST_AUTO_TEST_SUITE(pull)

BOOST_AUTO_TEST_CASE(what_is_pulled_makes_the_same_from_nothing) {
    for_all_databases([](const Database& database) {
        const Scene scene(database);
        // SQLite keeps the words in which a table was made.
        const auto made = [&] {
            return database.kind() == "sqlite" ? scene.must({"schema", "dump"}).output
                                               : database.schema();
        };
        const std::string schema = made();
        const Outcome pulled = scene.must({"pull", "as", "it", "was", "--baseline"});
        BOOST_TEST(says(pulled, "_as_it_was.sql\nrecorded as applied; nothing was run\n"),
                   pulled.output);
        BOOST_TEST(made() == schema);
        BOOST_TEST(database.history().find("|as_it_was|baseline\n") != std::string::npos,
                   database.history());
        scene.must({"status", "--check"});
        scene.must({"drift"});
        scene.must({"revert", "--yes"});
        BOOST_TEST(made() != schema);
        scene.must({"run"});
        BOOST_TEST(made() == schema);
    });
}

BOOST_AUTO_TEST_CASE(nothing_is_recorded_unless_that_was_asked_for) {
    const auto database = sqlite_database();
    const Scene scene(*database);
    const Outcome pulled = scene.must({"pull", "as_it_was"});
    BOOST_TEST_REQUIRE(scene.files().size() == 1U);
    const std::string version = scene.files().front().filename().string().substr(0, 14);
    const std::string next = "varve baseline " + version;
    BOOST_TEST(says(pulled, '\'' + next + '\''), pulled.output);
    scene.must({"status", "--check"}, 3);
    scene.must({"baseline", version});
    scene.must({"status", "--check"});
}

BOOST_AUTO_TEST_CASE(is_refused_where_migrations_are_or_were) {
    const auto database = sqlite_database();
    const Scene scene(*database);
    scene.project.migration("20260101000000_a", "-- varve:up\nSELECT 1;\n");
    const Outcome are = scene.must({"pull", "b"}, 5);
    BOOST_TEST(says(are, "there are migrations already"), are.error);
    scene.must({"run"});
    fs::remove(scene.project / "migrations/20260101000000_a.sql");
    const Outcome were = scene.must({"pull", "b"}, 5);
    BOOST_TEST(says(were, "this database has a history"), were.error);
    BOOST_TEST(scene.files().empty());
}

// The rule would have to go before the table that it writes to.
BOOST_AUTO_TEST_CASE(what_cannot_be_dropped_again_is_pulled_all_the_same,
                     *boost::unit_test::precondition(postgresql_is_there)) {
    const auto database = postgresql_database();
    const Scene scene(*database);
    database->execute("CREATE RULE copies AS ON INSERT TO orders DO ALSO INSERT INTO users VALUES "
                      "(new.id, 'x')");
    scene.must({"pull", "as_it_was", "--baseline"});
    scene.must({"drift"});
    BOOST_TEST(read_file(scene.files().front())
                   .ends_with("-- varve:irreversible varve cannot drop RULE on orders "
                              "public.copies\n"),
               read_file(scene.files().front()));
}

BOOST_AUTO_TEST_CASE(says_where_there_is_nothing_to_pull) {
    const auto database = sqlite_database();
    Project project;
    project.url = database->url();
    fs::create_directories(project / "migrations");
    database->execute("VACUUM"); // there is a file
    const Outcome outcome = project.varve({"pull", "a"});
    require_exit(outcome, 0);
    BOOST_TEST(outcome.output == "nothing to do: the database is empty\n");
    BOOST_TEST(fs::is_empty(project / "migrations"));
    require_exit(project.varve({"pull"}), 2);
}

BOOST_AUTO_TEST_CASE(json_tells_file_and_version) {
    const auto database = sqlite_database();
    const Scene scene(*database);
    const Outcome outcome = scene.must({"pull", "a", "--json"});
    const std::string file = scene.files().front().filename().string();
    BOOST_TEST(says(outcome, "\"file\": \"migrations/" + file + '"'), outcome.output);
    BOOST_TEST(says(outcome, "\"version\": \"" + file.substr(0, 14) + '"'), outcome.output);
    BOOST_TEST(says(outcome, "\"recorded\": false"), outcome.output);
}

BOOST_AUTO_TEST_SUITE_END()
