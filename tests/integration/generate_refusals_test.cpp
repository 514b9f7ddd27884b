// What cannot be generated: each with a sentence of its own, and nothing left behind.
#include "generate_scene.hpp"
#include "support/secret_watch.hpp"
#include "support/server.hpp"

#include <csignal>
#include <thread>

using namespace varve::test;
namespace fs = std::filesystem;

namespace {

using Scene = GenerateScene;

} // namespace

BOOST_AUTO_TEST_SUITE(generate_refusals)

BOOST_AUTO_TEST_CASE(a_mistake_in_the_schema_is_shown_with_its_line_and_nothing_is_written) {
    for_all_databases([](const Database& database) {
        const Scene scene(database, "CREATE TABLE t (a int);\n\nCREATE TABEL u (b int);\n");
        const Outcome outcome = scene.varve({"generate", "t"});
        require_exit(outcome, 2);
        BOOST_TEST(says(outcome, "schema.sql:3: "), outcome.error);
        BOOST_TEST((!fs::exists(scene.project / "migrations") || scene.files().empty()));
        const Outcome nowhere = scene.varve({"generate", "t", "--to", "none.sql"});
        require_exit(nowhere, 2);
        BOOST_TEST(says(nowhere, "there is no file none.sql"), nowhere.error);
        scene.must({"generate", "--to", "schema.sql"}, 2); // has no name
    });
}

BOOST_AUTO_TEST_CASE(what_needs_something_that_is_left_out_is_named,
                     *boost::unit_test::precondition(postgresql_is_there)) {
    const auto database = postgresql_database();
    database->execute("CREATE TABLE hidden (a int); CREATE VIEW seen AS SELECT a FROM hidden");
    const Scene scene(*database, "CREATE TABLE users (id int PRIMARY KEY);\n");
    scene.project.write("varve.toml", "[generate]\nto = \"schema.sql\"\nignore = [\"hidden\"]\n");
    const Outcome outcome = scene.varve({"generate", "users"});
    require_exit(outcome, 2);
    BOOST_TEST(says(outcome, "view public.seen needs column a of public.hidden, which "
                             "is left out: generate.ignore"),
               outcome.error);
    BOOST_TEST(says(outcome, "nothing was written"), outcome.error);
    scene.must({"drift"}, 3); // tries nothing
    BOOST_TEST(scene.files().empty());
}

BOOST_AUTO_TEST_CASE(who_may_make_no_scratch_database_is_told_what_to_grant) {
    for_all_databases([](const Database& database) {
        if (database.kind() == "sqlite") return;
        const bool postgresql = database.kind() == "postgresql";
        const std::string user = "small_" + new_database_name().substr(20);
        database.execute(postgresql ? "CREATE ROLE " + user + " LOGIN"
                                    : "GRANT ALL ON " + database.name() + ".* TO " + user +
                                          "@localhost IDENTIFIED BY '" + test_password() + '\'');
        Scene scene(database, first_schema);
        scene.project.url = with_user(database.url(), user);
        const Outcome outcome = scene.varve({"generate", "users"});
        require_exit(outcome, 1);
        BOOST_TEST(says(outcome, "a scratch database cannot be made"), outcome.error);
        BOOST_TEST(says(outcome, postgresql ? "ALTER ROLE … CREATEDB" : "GRANT ALL ON"),
                   outcome.error);
        BOOST_TEST(says(outcome, "--scratch URL"), outcome.error);
        BOOST_TEST(scene.files().empty());
        database.execute("DROP " + (postgresql ? "ROLE " + user : "USER " + user + "@localhost"));
    });
}

BOOST_AUTO_TEST_CASE(names_and_types_that_a_database_does_not_have_are_shown_with_their_line) {
    for_all_databases([](const Database& database) {
        if (database.kind() == "sqlite") return; // has names of any length and types of any name
        const bool postgresql = database.kind() == "postgresql";
        const std::string name(70, 'x');
        const Scene scene(database, "\nCREATE TABLE t (" + name + " int);\n");
        const Outcome named = scene.varve({"generate", "t", "--stdout"});
        require_exit(named, postgresql ? 0 : 2);
        BOOST_TEST(says(named, "schema.sql:2: "), named.error);
        BOOST_TEST(says(named, name), named.error);
        BOOST_TEST(says(named, postgresql ? "will be truncated" : "is too long"), named.error);
        scene.shall_be("\n\nCREATE TABLE t (a nonsense);\n");
        const Outcome typed = scene.varve({"generate", "t", "--stdout"});
        require_exit(typed, 2);
        BOOST_TEST(says(typed, "schema.sql:3: "), typed.error);
        BOOST_TEST(says(typed, "nonsense"), typed.error);
    });
}

BOOST_AUTO_TEST_CASE(what_a_killed_one_left_is_swept_and_what_is_in_use_is_not) {
    for_all_databases([](const Database& database) {
        const bool postgresql = database.kind() == "postgresql";
        if (!postgresql && database.kind() != "mariadb") return;
        const Scene scene(database, postgresql ? "SELECT pg_sleep(60);\n" : "DO sleep(60);\n");
        const auto left = [&](const Process& process) {
            const std::string like =
                " LIKE 'varve\\_scratch\\_" + std::to_string(process.pid()) + "\\_%'";
            return database.rows(postgresql ? "SELECT datname FROM pg_database WHERE datname" + like
                                            : "SHOW DATABASES" + like);
        };
        const auto make_another = [&] { scene.must({"schema", "diff", "empty.sql", "empty.sql"}); };
        scene.project.write("empty.sql", "");
        Process killed(scene.project.command({"generate", "users"}));
        std::string name;
        while ((name = left(killed)).empty() && killed.running())
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        BOOST_TEST_REQUIRE(name != "");
        killed.signal(SIGSTOP);
        make_another();
        BOOST_TEST(left(killed) == name);
        killed.signal(SIGKILL);
        killed.wait();
        BOOST_TEST(left(killed) == name);
        // The server looks after its client once a second.
        for (int i = 0; i < 20 && !left(killed).empty(); ++i) {
            std::this_thread::sleep_for(std::chrono::milliseconds(200));
            make_another();
        }
        BOOST_TEST(left(killed) == "");
    });
}

BOOST_AUTO_TEST_SUITE_END()
