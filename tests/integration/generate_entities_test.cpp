// Migrations out of the mappings of a program's structs.
#include "support/database.hpp"
#include "support/mysql.hpp"
#include "support/program.hpp"

#include <boost/test/unit_test.hpp>

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
    Outcome generate(std::vector<std::string> more) const {
        more.insert(more.begin(), "generate");
        return project.varve(std::move(more));
    }
    /// Writes a migration, and runs it.
    void follow(const std::string& name) const {
        require_exit(generate({name}), 0);
        require_exit(project.varve({"run"}), 0);
        require_exit(generate({"--check"}), 0);
        require_exit(project.varve({"revert", "--yes"}), 0);
        require_exit(project.varve({"run"}), 0);
    }

    const Database& database;
    Project project = {};
};

void for_those_with_models(const std::function<void(const Scene&)>& check) {
    for_all_databases([&](const Database& database) {
        if (database.kind() != "postgresql" && database.kind() != "sqlite") return;
        BOOST_TEST_CONTEXT(database.kind()) {
            check(Scene(database));
        }
    });
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

BOOST_AUTO_TEST_CASE(what_no_entity_speaks_of_stays) {
    for_those_with_models([](const Scene& scene) {
        scene.database.execute("CREATE TABLE legacy (a integer)");
        scene.database.execute("INSERT INTO legacy VALUES (1)");
        scene.database.execute("CREATE VIEW old AS SELECT a FROM legacy");
        scene.follow("first");
        BOOST_TEST(scene.database.rows("SELECT a FROM old") == "1\n");
        // Nor does a table go with its entity, until somebody says so.
        scene.entities("shop_second");
        scene.follow("second");
        BOOST_TEST(scene.database.rows("SELECT count(*) FROM carts") == "0\n");
        const Outcome dropping = scene.generate({"--stdout", "--dropped", "table carts"});
        require_exit(dropping, 0);
        BOOST_TEST(says(dropping, "DROP TABLE"));
        BOOST_TEST(says(dropping, "(varve:allow drop-table)"));
        BOOST_TEST(dropping.output.find("legacy") == std::string::npos);
    });
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
