// Migrations that varve writes itself: what they come to, and what becomes of the rows.
#include "generate_scene.hpp"

#include <thread>

using namespace varve::test;
namespace fs = std::filesystem;

namespace {

using Scene = GenerateScene;

bool says(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// MySQL 5.6 renames a column by saying all of it again, and a number then looks as if its type
/// could be another.
bool renames_in_place(const Database& database) {
    return database.kind() != "mysql";
}

} // namespace

BOOST_AUTO_TEST_SUITE(generate)

BOOST_AUTO_TEST_CASE(what_is_generated_and_run_is_what_was_wanted_and_goes_back) {
    for_all_databases([](const Database& database) {
        const Scene scene(database, first_schema);
        const std::string empty = database.schema();
        const std::string text = scene.generate("users");
        BOOST_TEST(says(text, "-- varve:up\n"));
        BOOST_TEST(says(text, "-- varve:down\n"));
        BOOST_TEST(database.schema() == empty);
        scene.must({"run"});
        const Outcome again = scene.varve({"generate", "again"});
        require_exit(again, 0);
        BOOST_TEST(varve::test::says(again, "nothing to do"));
        BOOST_TEST(scene.files().size() == 1U);
        scene.must({"generate", "--check"});
        scene.must({"revert", "--yes", "--allow", "all"});
        scene.must({"generate", "--check"}, 3); // it is pending now
        fs::remove(scene.newest());
        scene.must({"generate", "--check"}, 3);
    });
}

BOOST_AUTO_TEST_CASE(rows_stay_where_a_person_says_what_was_renamed) {
    for_all_databases([](const Database& database) {
        const Scene scene(database, first_schema);
        scene.generate("users");
        scene.must({"run"});
        database.execute("INSERT INTO users VALUES (1, 'a@b')");
        const std::string renamed =
            "CREATE TABLE people (id int PRIMARY KEY, email varchar(99) NOT NULL);"
            "\nCREATE INDEX users_mail ON people (email);\n"
            "CREATE VIEW mails AS SELECT email AS mail FROM people;\n";
        scene.shall_be(renamed);
        const Outcome asked = scene.varve({"generate", "people"});
        BOOST_TEST(scene.files().size() == 1U);
        require_exit(asked, 5);
        BOOST_TEST(varve::test::says(asked, "people from=users"), asked.error);
        BOOST_TEST(varve::test::says(asked, "-- varve:dropped table"), asked.error);
        scene.shall_be("-- varve:renamed table people from=users\n" + renamed);
        const Outcome column = scene.varve({"generate", "people"});
        require_exit(column, 5);
        BOOST_TEST(varve::test::says(column, "people.email from=mail"), column.error);
        scene.shall_be("-- varve:renamed table people from=users\n"
                       "-- varve:renamed column people.email from=mail\n" +
                       renamed);
        const std::string text = scene.generate("people");
        BOOST_TEST(!says(text, "varve:allow"), text);
        scene.must({"run"});
        BOOST_TEST(database.rows("SELECT email FROM people") == "a@b\n");
        scene.must({"generate", "--check"});
        scene.must({"revert", "--yes"});
        BOOST_TEST(database.rows("SELECT mail FROM users") == "a@b\n");
    });
}

BOOST_AUTO_TEST_CASE(what_loses_rows_is_refused_until_somebody_agrees) {
    for_all_databases([](const Database& database) {
        const Scene scene(database, first_schema);
        scene.generate("users");
        scene.must({"run"});
        scene.shall_be("CREATE TABLE users (id int PRIMARY KEY);\n");
        const Outcome outcome = scene.varve({"generate", "drop_mail"});
        require_exit(outcome, 0);
        BOOST_TEST(varve::test::says(outcome, "mail"), outcome.error);
        BOOST_TEST(says(read_file(scene.newest()), "-- (varve:allow drop-column)"),
                   read_file(scene.newest()));
        scene.must({"run"}, 5);
        agree(scene.newest());
        scene.must({"run"});
        scene.must({"generate", "--check"});
    });
}

BOOST_AUTO_TEST_CASE(answers_may_come_with_the_command) {
    for_all_databases([](const Database& database) {
        const Scene scene(database, "CREATE TABLE t (a int, b int);\n");
        scene.generate("t");
        scene.must({"run"});
        scene.shall_be("CREATE TABLE t (a int, c int);\n");
        scene.must({"generate", "c"}, 5);
        const Outcome kept =
            scene.varve({"generate", "--stdout", "--renamed", "column t.c from=b"});
        require_exit(kept, 0);
        BOOST_TEST(varve::test::says(kept, "varve:allow") != renames_in_place(database),
                   kept.output);
        const Outcome dropped = scene.varve({"generate", "--stdout", "--dropped", "column t.b"});
        require_exit(dropped, 0);
        BOOST_TEST(varve::test::says(dropped, "(varve:allow drop-column)"), dropped.output);
        const Outcome wrong = scene.varve({"generate", "--check", "--renamed", "colum t.c from=b"});
        require_exit(wrong, 2);
        BOOST_TEST(varve::test::says(wrong, "renamed column users.email from=mail"), wrong.error);
        BOOST_TEST(scene.files().size() == 1U);
    });
}

// Answers are numbers on a terminal; nobody else is asked.
BOOST_AUTO_TEST_CASE(a_person_is_asked_what_was_renamed) {
    const auto database = sqlite_database();
    const Scene scene(*database, "CREATE TABLE t (a int, b int);\n");
    scene.generate("t");
    scene.must({"run"});
    scene.shall_be("CREATE TABLE u (a int, c int);\n");
    const auto ask = [&](const std::vector<std::string>& typed, int exit_code) {
        Command command = scene.project.command({"generate", "u"});
        command.terminal = Command::Terminal::all;
        command.interactive = true;
        Process process(command);
        for (const std::string& one : typed) {
            BOOST_TEST(process.wait_for("Enter to stop] ", std::chrono::seconds(20)));
            process.type(one);
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
        }
        Outcome outcome = process.wait();
        require_exit(outcome, exit_code);
        return outcome;
    };
    const Outcome stopped = ask({"0\n", "x\n", "\n"}, 5);
    BOOST_TEST(says(stopped.output, "table t is gone:"), stopped.output);
    BOOST_TEST(says(stopped.output, "  1  it is table u now"), stopped.output);
    BOOST_TEST(says(stopped.output, "  2  it goes, with all that is in it"), stopped.output);
    BOOST_TEST(says(stopped.output, "-- varve:renamed table u from=t"), stopped.output);
    BOOST_TEST(scene.files().size() == 1U);
    const Outcome told = scene.varve(
        {"generate", "--stdout", "--renamed", "table u from=t", "--renamed", "column u.c from=b"});
    require_exit(told, 0);
    ask({"1\n", "1\n"}, 0);
    BOOST_TEST(read_file(scene.newest()) == told.output);
    fs::remove(scene.newest());
    ask({"2\n"}, 0);
    BOOST_TEST(says(read_file(scene.newest()), "DROP TABLE t;"));
}

BOOST_AUTO_TEST_CASE(what_is_pending_is_to_be_run_first) {
    for_all_databases([](const Database& database) {
        const Scene scene(database, first_schema);
        scene.generate("users");
        scene.must({"generate", "more"}, 3);
        BOOST_TEST(scene.files().size() == 1U);
    });
}

BOOST_AUTO_TEST_CASE(what_migrations_make_can_be_what_is_wanted) {
    for_all_databases([](const Database& database) {
        const Scene scene(database, first_schema);
        scene.generate("users");
        scene.must({"run"});
        scene.must({"generate", "--check", "--to", "migrations"});
        scene.must({"drift"});
        database.execute("CREATE TABLE stray (x int)");
        const Outcome drift = scene.varve({"drift"});
        require_exit(drift, 3);
        BOOST_TEST(varve::test::says(drift, "stray is there, and no migration makes it"),
                   drift.output);
        const Outcome json = scene.varve({"drift", "--json"});
        require_exit(json, 3);
        BOOST_TEST(varve::test::says(json, "\"kind\": \"added\""), json.output);
        const Outcome outcome = scene.varve({"generate", "--stdout", "--to", "migrations"});
        require_exit(outcome, 0);
        BOOST_TEST(varve::test::says(outcome, "DROP TABLE"), outcome.output);
        BOOST_TEST(varve::test::says(outcome, "stray"), outcome.output);
        scene.project.write("varve.toml", "[generate]\nignore = [\"table:str*\"]\n");
        scene.must({"generate", "--check", "--to", "migrations"});
        scene.must({"drift"});
        scene.project.write("migrations/20990101000000_late.sql", "-- varve:up\nSELECT 1;\n");
        scene.must({"drift"}, 3);
    });
}

BOOST_AUTO_TEST_CASE(namespaces_that_nobody_speaks_of_and_extensions_stay,
                     *boost::unit_test::precondition(postgresql_is_there)) {
    const auto database = postgresql_database();
    database->execute("CREATE SCHEMA other; CREATE TABLE other.t (a int); CREATE EXTENSION citext; "
                      "CREATE TABLE u (a citext)");
    const Scene scene(*database, "CREATE EXTENSION citext; CREATE TABLE u (a citext, b int);\n");
    const std::string text = scene.generate("b");
    BOOST_TEST(says(text, "ADD COLUMN b"), text);
    BOOST_TEST(!says(text, "DROP TABLE"), text);
    scene.must({"run"});
    scene.must({"generate", "--check"});
    BOOST_TEST(abandoned_scratches().empty());
}

BOOST_AUTO_TEST_CASE(another_database_can_be_what_is_wanted_and_its_password_is_not_shown,
                     *boost::unit_test::precondition(postgresql_is_there)) {
    const auto database = postgresql_database(), other = postgresql_database();
    other->execute("CREATE TABLE t (a int)");
    const Scene scene(*database, "");
    std::string url = other->url();
    url.insert(url.find('@'), ":geheim");
    const Outcome outcome = scene.varve({"generate", "--stdout", "--to", url});
    require_exit(outcome, 0);
    BOOST_TEST(varve::test::says(outcome, "CREATE TABLE public.t"), outcome.output);
    BOOST_TEST(!varve::test::says(outcome, "geheim"), outcome.output);
}

// An IN over a varchar is such an expression, in a check, an index and a view.
BOOST_AUTO_TEST_CASE(what_postgresql_writes_in_another_way_each_time_is_no_difference,
                     *boost::unit_test::precondition(postgresql_is_there)) {
    const auto database = postgresql_database();
    const std::string first = "CREATE TABLE t (x varchar(9) CHECK (x IN ('a', 'b')));\n"
                              "CREATE INDEX i ON t (x) WHERE x NOT IN ('a', 'b');\n"
                              "CREATE VIEW v AS SELECT x FROM t WHERE x IN ('a', 'b');\n";
    const Scene scene(*database, first);
    scene.generate("first");
    scene.must({"run"});
    scene.must({"generate", "--check"});
    scene.must({"drift"});
    scene.shall_be(first + "CREATE TABLE u (a int);\n");
    const std::string text = scene.generate("second");
    BOOST_TEST(!says(text, "CHECK"), text);
    BOOST_TEST(!says(text, "VIEW"), text);
}

// It would go with the old table.
BOOST_AUTO_TEST_CASE(a_trigger_that_nobody_knew_of_stops_a_rebuild_of_sqlite) {
    const auto database = sqlite_database();
    const Scene scene(*database, "CREATE TABLE t (a int);\n");
    scene.generate("t");
    scene.must({"run"});
    scene.shall_be("CREATE TABLE t (a int UNIQUE);\n");
    scene.generate("a");
    database->execute("CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END");
    const std::string schema = database->schema();
    const Outcome outcome = scene.varve({"run"});
    require_exit(outcome, 1);
    BOOST_TEST(varve::test::says(outcome, "an index or trigger of a table is not known here"),
               outcome.error);
    BOOST_TEST(database->schema() == schema);
}

BOOST_AUTO_TEST_CASE(what_is_ignored_of_a_table_is_made_again_when_sqlite_makes_it_anew) {
    const auto database = sqlite_database();
    const Scene scene(*database, "CREATE TABLE t (a int, b int);\n");
    scene.project.write("varve.toml", "[generate]\nto = \"schema.sql\"\n"
                                      "ignore = [\"index:t.odd_*\", \"trigger:t.odd_*\"]\n");
    scene.generate("t");
    scene.must({"run"});
    database->execute("CREATE INDEX odd_index ON t (a) WHERE a > 1");
    database->execute("CREATE TRIGGER odd_trigger AFTER INSERT ON t BEGIN SELECT 1; END");
    scene.must({"generate", "--check"});
    scene.shall_be("CREATE TABLE t (a int UNIQUE, b int);\n");
    const std::string text = scene.generate("a");
    BOOST_TEST(says(text, "varve_new_t"), text);
    const std::string kept = "SELECT sql FROM sqlite_schema WHERE name LIKE 'odd%' ORDER BY name";
    const std::string before = database->rows(kept);
    BOOST_TEST(says(before, "odd_index"));
    scene.must({"run"});
    BOOST_TEST(database->rows(kept) == before);
    scene.must({"revert", "--yes"});
    BOOST_TEST(database->rows(kept) == before);
}

BOOST_AUTO_TEST_CASE(json_tells_what_is_written) {
    const auto database = sqlite_database();
    const Scene scene(*database, first_schema);
    const Outcome outcome = scene.varve({"generate", "users", "--json"});
    require_exit(outcome, 0);
    BOOST_TEST(varve::test::says(outcome, "\"changes\": 3"), outcome.output);
    BOOST_TEST(varve::test::says(outcome, "_users.sql\""), outcome.output);
}

BOOST_AUTO_TEST_SUITE_END()
