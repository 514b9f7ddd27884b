// Migrations out of the mappings of a program's structs.
#include "generate_scene.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

using namespace varve::test;

namespace {

/// A project whose database shall be what a library of entities needs.
struct Scene {
    explicit Scene(const Database& given) : database(given) {
        project.url = database.url();
        entities("shop_first");
    }

    void entities(const std::string& library) const {
        project.write("varve.toml", "[project]\nplugins = ['" VARVE_BINARY_DIR
                                    "/lib/varve/test_plugins']\nentities = ['" +
                                        library + "']\n");
    }
    /// The profile dev has a run make what entities add.
    void synchronize(const std::string& library) const {
        entities(library);
        const auto file = project / "varve.toml";
        write_file(file, read_file(file) + "[profile.dev]\nsynchronize = true\n"
                                           "[profile.production]\nsynchronize = true\n");
    }
    Outcome run() const { return project.varve({"run", "--profile", "dev"}); }
    /// Takes back what was made, and the migration no longer says that it is of an entity.
    void without_record() const {
        require_exit(project.varve({"revert", "--all", "--yes"}), 0);
        for (const auto& entry : std::filesystem::directory_iterator(project / "migrations")) {
            std::string text = read_file(entry.path());
            for (std::size_t at = 0; (at = text.find("-- varve:entity", at)) != std::string::npos;)
                text.erase(at, text.find('\n', at) + 1 - at);
            write_file(entry.path(), text);
        }
    }
    Outcome generate(std::vector<std::string> more) const {
        more.insert(more.begin(), "generate");
        return project.varve(std::move(more));
    }
    /// Writes a migration, and runs it.
    void follow(const std::string& name) const {
        const Outcome written = generate({name});
        require_exit(written, 0);
        agree(project / written.output.substr(0, written.output.find('\n')));
        require_exit(project.varve({"run"}), 0);
        require_exit(generate({"--check"}), 0);
        require_exit(project.varve({"revert", "--yes"}), 0);
        require_exit(project.varve({"run"}), 0);
    }

    const Database& database;
    Project project = {};
};

void for_each_kind(const std::vector<std::string>& kinds,
                   const std::function<void(const Scene&)>& check) {
    for_all_databases([&](const Database& database) {
        if (std::ranges::find(kinds, database.kind()) == kinds.end()) return;
        BOOST_TEST_CONTEXT(database.kind()) {
            check(Scene(database));
        }
    });
}

// One of the entities has an index on an expression.
void for_those_with_models(const std::function<void(const Scene&)>& check) {
    for_each_kind({"sqlite", "postgresql"}, check);
}

} // namespace

BOOST_AUTO_TEST_SUITE(generate_entities)

BOOST_AUTO_TEST_CASE(the_database_becomes_what_the_entities_need_and_keeps_its_rows) {
    for_those_with_models([](const Scene& scene) {
        scene.follow("first");
        scene.database.execute("INSERT INTO people (mail, score) VALUES ('a@example.org', 1.5)");
        scene.entities("shop_second");
        scene.follow("second");
        BOOST_TEST(scene.database.rows("SELECT email, visits, score, role, balance FROM users") ==
                   (scene.database.kind() == "sqlite" ? "a@example.org|0|1.5|reader|0\n"
                                                      : "a@example.org|0|1.5|reader|0.00\n"));
        scene.database.execute("INSERT INTO users (email, score) VALUES ('b@example.org', 2)");
        BOOST_TEST(scene.database.rows("SELECT id FROM users ORDER BY id") == "1\n2\n");
    });
}

BOOST_AUTO_TEST_CASE(rows_refer_to_rows_of_other_entities) {
    for_those_with_models([](const Scene& scene) {
        scene.entities("shop_second");
        scene.follow("second");
        // SQLite looks after references on a connection that says so.
        const std::string look =
            scene.database.kind() == "sqlite" ? "PRAGMA foreign_keys = ON; " : "";
        scene.database.execute(look + "INSERT INTO users (email, score) VALUES ('a', 1), ('b', 1); "
                                      "INSERT INTO visits (person_id, before) VALUES (2, NULL); "
                                      "INSERT INTO visits (person_id, before) VALUES (1, 1)");
        BOOST_CHECK_THROW(
            scene.database.execute(look + "INSERT INTO visits (person_id) VALUES (3)"),
            std::exception);
        scene.database.execute(look + "DELETE FROM users WHERE id = 2");
        BOOST_TEST(scene.database.rows("SELECT person_id, before IS NULL FROM visits") ==
                   (scene.database.kind() == "sqlite" ? "1|1\n" : "1|t\n"));
    });
}

BOOST_AUTO_TEST_CASE(enums_are_the_databases_own) {
    for_all_databases([](const Database& database) {
        if (database.kind() == "sqlite") return;
        BOOST_TEST_CONTEXT(database.kind()) {
            const Scene scene(database);
            scene.entities(database.kind() == "postgresql" ? "shop_postgresql" : "shop_mysql");
            scene.follow("first");
            database.execute("INSERT INTO paints (name, color) VALUES ('a', 'green')");
            database.execute("INSERT INTO paints (name, color, mixed_from) VALUES ('b', 'red', 1)");
            BOOST_TEST(database.rows("SELECT name FROM paints ORDER BY color") == "b\na\n");
            const std::string strictly =
                database.kind() == "postgresql" ? "" : "SET sql_mode = 'STRICT_ALL_TABLES'; ";
            BOOST_CHECK_THROW(
                database.execute(strictly +
                                 "INSERT INTO paints (name, color) VALUES ('c', 'blue')"),
                std::exception);
            database.execute("DELETE FROM paints WHERE name = 'a'");
            BOOST_TEST(database.rows("SELECT name FROM paints") == "");
        }
    });
}

BOOST_AUTO_TEST_CASE(what_no_entity_speaks_of_stays) {
    for_those_with_models([](const Scene& scene) {
        scene.database.execute("CREATE TABLE legacy (a integer)");
        scene.database.execute("INSERT INTO legacy VALUES (1)");
        scene.database.execute("CREATE VIEW old AS SELECT a FROM legacy");
        scene.follow("first");
        BOOST_TEST(scene.database.rows("SELECT a FROM old") == "1\n");
        const Outcome others = scene.generate({"--check", "--dropped", "table legacy"});
        require_exit(others, 2);
        BOOST_TEST(says(others, "legacy was made by no entity"), others.error);
    });
}

BOOST_AUTO_TEST_CASE(only_a_table_that_an_entity_made_goes_with_its_entity) {
    for_those_with_models([](const Scene& scene) {
        scene.database.execute("CREATE TABLE carts_of_old (person_id int, product_id int)");
        scene.follow("first");
        scene.entities("shop_second");
        const Outcome going = scene.generate({"--stdout"});
        require_exit(going, 0);
        BOOST_TEST(says(going, "DROP TABLE"));
        BOOST_TEST(says(going, "(varve:allow drop-table)"));
        BOOST_TEST(says(going, "-- varve:entity dropped table"));
        BOOST_TEST(says(going, "-- varve:entity renamed table"));
        BOOST_TEST(!says(going, "carts_of_old"), going.output);
        // One of the same name that was made by hand is another.
        scene.entities("shop_first");
        scene.without_record();
        require_exit(scene.project.varve({"run"}), 0);
        scene.entities("shop_second");
        const Outcome staying = scene.generate({"--stdout"});
        require_exit(staying, 0);
        BOOST_TEST(!says(staying, "DROP TABLE public.carts"), staying.output);
        BOOST_TEST(!says(staying, "DROP TABLE carts"), staying.output);
    });
}

BOOST_AUTO_TEST_CASE(what_entities_add_is_made_by_a_run_where_that_is_wanted) {
    for_each_kind({"sqlite", "postgresql", "mariadb"}, [](const Scene& scene) {
        scene.synchronize("shop_first");
        const Outcome refused = scene.project.varve({"run", "--profile", "production"});
        require_exit(refused, 2);
        BOOST_TEST(says(refused, "'synchronize' changes a database without a migration"));
        require_exit(scene.project.varve({"run"}), 0); // no profile, nothing to run
        require_exit(scene.generate({"--check"}), 3);

        const Outcome made = scene.run();
        require_exit(made, 0);
        BOOST_TEST(says(made, "  synchronized  CREATE TABLE"), made.output);
        scene.database.execute("INSERT INTO people (mail, score) VALUES ('a@example.org', 1.5)");
        require_exit(scene.generate({"--check"}), 0);
        BOOST_TEST(scene.database.rows("SELECT count(*) FROM varve_log WHERE event = "
                                       "'synchronized' AND sql_text LIKE 'CREATE TABLE%'") ==
                   "2\n");
        const Outcome again = scene.run();
        BOOST_TEST(says(again, "nothing to do"), again.output);

        scene.database.execute("ALTER TABLE people DROP COLUMN visits");
        require_exit(scene.run(), 0);
        BOOST_TEST(scene.database.rows("SELECT mail, visits FROM people") == "a@example.org|0\n");
    });
}

BOOST_AUTO_TEST_CASE(a_run_makes_nothing_of_what_is_more_than_to_add) {
    for_those_with_models([](const Scene& scene) {
        scene.synchronize("shop_first");
        require_exit(scene.run(), 0);
        const std::string schema = scene.database.schema();
        const auto refused = [&](const std::string& why) {
            const Outcome outcome = scene.run();
            require_exit(outcome, 5);
            BOOST_TEST(says(outcome, "varve generate NAME"), outcome.error);
            BOOST_TEST(says(outcome, why), outcome.error);
        };
        scene.synchronize("shop_second");
        refused(" another name");
        BOOST_TEST(scene.database.schema() == schema);
        scene.synchronize("shop_first");
        scene.database.execute("ALTER TABLE people ADD COLUMN odd integer");
        refused("drops column odd of ");
        if (scene.database.kind() != "postgresql") return;
        scene.database.execute("ALTER TABLE people DROP COLUMN odd, ALTER mail DROP NOT NULL");
        refused("lets no NULL be in column mail of public.people");
        scene.database.execute("ALTER TABLE people ALTER mail SET NOT NULL, ALTER mail TYPE text");
        refused("changes the type of column mail of public.people");
        scene.database.execute("ALTER TABLE people ALTER mail TYPE varchar(320)");
        require_exit(scene.run(), 0);
    });
}

// And while somebody else has the lock it waits.
BOOST_AUTO_TEST_CASE(synchronizing_takes_the_migration_lock) {
    const auto database = sqlite_database();
    const Scene scene(*database);
    scene.synchronize("shop_first");
    const std::string file = database->name() + ".varve-lock";
    const int lock = ::open(file.c_str(), O_RDWR | O_CREAT, 0644);
    BOOST_TEST_REQUIRE(lock >= 0);
    BOOST_TEST_REQUIRE(::flock(lock, LOCK_EX) == 0);
    require_exit(scene.project.varve({"run", "--profile", "dev", "--wait-lock", "100ms"}), 4);
    ::close(lock);
    require_exit(scene.run(), 0);
}

BOOST_AUTO_TEST_CASE(says_where_there_are_no_entities) {
    for_those_with_models([](const Scene& scene) {
        scene.entities("native_samples");
        require_exit(scene.generate({"--check", "--to", "entities"}), 2);
        scene.entities("nobody");
        const Outcome outcome = scene.generate({"--check"});
        require_exit(outcome, 2);
        BOOST_TEST(outcome.error.find("there is no entities plugin called 'nobody'") !=
                   std::string::npos);
    });
}

BOOST_AUTO_TEST_SUITE_END()
