#include "support/database.hpp"
#include "support/mysql.hpp"
#include "support/postgresql.hpp"
#include "support/program.hpp"

#include <boost/test/unit_test.hpp>
#include <csignal>
#include <thread>

using namespace varve::test;

namespace {

/// What its author did not see, and what 'varve test' says of it.
struct Fault {
    const char* name;
    const char *up, *down;
    const char* finding;
};

const std::vector<Fault> faults{
    {"forgets_an_index", "ALTER TABLE t ADD COLUMN x int; CREATE INDEX i ON t (n);",
     "ALTER TABLE t DROP COLUMN x;", "the down leaves behind the index i"},
    {"forgets_a_table", "CREATE TABLE one (x int); CREATE TABLE two (x int);", "DROP TABLE one;",
     "the down leaves behind the table two"},
    {"forgets_a_view", "CREATE VIEW v AS SELECT n FROM t;", "SELECT 1;",
     "the down leaves behind the view v"},
    {"forgets_rows", "INSERT INTO t (id, n) VALUES (2, 7);", "SELECT 1;",
     "the down leaves 2 rows in t where there were 1"},
    {"deletes_rows_that_were_there", "INSERT INTO t (id, n) VALUES (2, 7);", "DELETE FROM t;",
     "the down leaves 0 rows in t where there were 1"},
    {"loses_a_default", "ALTER TABLE t DROP COLUMN d;", "ALTER TABLE t ADD COLUMN d int;",
     "the down leaves the column t.d as"},
    {"loses_not_null", "ALTER TABLE t DROP COLUMN e;", "ALTER TABLE t ADD COLUMN e int DEFAULT 0;",
     "the down leaves the column t.e as"},
    {"changes_a_type", "ALTER TABLE t DROP COLUMN d;",
     "ALTER TABLE t ADD COLUMN d bigint DEFAULT 5;", "the down leaves the column t.d as"},
    {"drops_too_much", "ALTER TABLE t ADD COLUMN x int;",
     "ALTER TABLE t DROP COLUMN x; ALTER TABLE t DROP COLUMN d;", "the down loses the column t.d"},
    {"loses_an_index", "DROP INDEX t_n;", "SELECT 1;", "the down loses the index t_n"},
    {"makes_another_index", "DROP INDEX t_n;", "CREATE UNIQUE INDEX t_n ON t (n);",
     "the down leaves the index t_n as"},
    {"loses_a_foreign_keys_action", "DROP TABLE child;",
     "CREATE TABLE child (id int PRIMARY KEY, parent int REFERENCES t (id));", "(parent)"},
    {"loses_a_check", "DROP TABLE checked;", "CREATE TABLE checked (x int);",
     "the down loses the "},
};

/// What ends a step before it is through.
const std::vector<Fault> failures{
    {"has_a_down_that_fails", "CREATE TABLE one (x int);", "DROP TABLE eno;",
     "the down fails: migrations/20260102000000_has_a_down_that_fails.sql:5"},
    {"has_an_up_that_fails", "CREATE TABLE t (x int);", "DROP TABLE t;", "the up fails: "},
    {"cannot_be_applied_again", "CREATE TABLE one (x int); CREATE VIEW v AS SELECT n FROM t;",
     "DROP TABLE one;", "it cannot be applied again: "},
    {"does_not_the_same_again", "CREATE TABLE IF NOT EXISTS one (x int); CREATE TABLE two (x int);",
     "ALTER TABLE one RENAME TO three; DROP TABLE two;", "applied again, it makes the table three"},
};

const char* const before =
    "-- varve:up\n"
    "CREATE TABLE t (id int PRIMARY KEY, n int, d int DEFAULT 5, e int "
    "DEFAULT 0 NOT NULL);\n"
    "INSERT INTO t (id, n) VALUES (1, 1);\n"
    "CREATE INDEX t_n ON t (n);\n"
    "CREATE TABLE child (id int PRIMARY KEY, parent int REFERENCES t (id) ON "
    "DELETE CASCADE);\n"
    "CREATE TABLE checked (x int CHECK (x > 0));\n"
    "-- varve:down\n"
    "DROP TABLE checked;\nDROP TABLE child;\nDROP TABLE t;\n";

std::string written(const std::string& up, const std::string& down) {
    return "-- varve:allow all\n-- varve:up\n" + up + "\n-- varve:down\n" + down + '\n';
}

} // namespace

BOOST_AUTO_TEST_SUITE(trial)

void finds(const Fault& fault, const Database& database) {
    BOOST_TEST_CONTEXT(fault.name) {
        const std::string untouched = database.schema();
        Project project;
        project.url = database.url();
        project.migration("20260101000000_make", before);
        project.migration("20260102000000_" + std::string(fault.name),
                          written(fault.up, fault.down));
        const Outcome outcome = project.varve({"test"});
        require_exit(outcome, 1);
        BOOST_TEST(says(outcome, "passed   20260101000000  make"));
        BOOST_TEST(says(outcome, "failed   20260102000000"));
        BOOST_TEST(says(outcome, fault.finding), outcome.output);
        BOOST_TEST(database.schema() == untouched);
    }
}

// See trial_mysql_test.cpp for MySQL.
BOOST_AUTO_TEST_CASE(finds_what_its_author_did_not_see) {
    for_each_database([](const Database& database) {
        for (const Fault& fault : faults) finds(fault, database);
    });
}

BOOST_AUTO_TEST_CASE(finds_what_fails) {
    for_each_database([](const Database& database) {
        for (const Fault& fault : failures) finds(fault, database);
    });
}

// What only PostgreSQL has.
BOOST_AUTO_TEST_CASE(finds_what_is_lost_of_what_only_postgresql_has,
                     *boost::unit_test::precondition(postgresql_is_there)) {
    const auto database = postgresql_database();
    for (const Fault& fault : {
             Fault{"forgets_a_type",
                   "CREATE TYPE mood AS ENUM ('sad'); ALTER TABLE t ADD COLUMN m "
                   "mood;",
                   "ALTER TABLE t DROP COLUMN m;", "the down leaves behind the type mood: enum"},
             Fault{"loses_a_comment", "COMMENT ON TABLE t IS 'new';", "COMMENT ON TABLE t IS NULL;",
                   "the down loses the comment on table t: old"},
             Fault{"loses_a_privilege", "REVOKE SELECT ON t FROM PUBLIC;", "SELECT 1;",
                   "the down leaves the privileges on t as"},
             Fault{"loses_a_trigger", "DROP TRIGGER watch ON t;", "SELECT 1;",
                   "the down loses the trigger watch on t"},
             Fault{"changes_a_function",
                   "CREATE OR REPLACE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN "
                   "RETURN NULL; END';",
                   "SELECT 1;", "the down leaves the function f() as"},
             Fault{"forgets_a_sequence", "CREATE SEQUENCE s;", "SELECT 1;",
                   "the down leaves behind the sequence s"},
             Fault{"makes_a_key_not_deferrable", "ALTER TABLE t DROP CONSTRAINT later;",
                   "ALTER TABLE t ADD CONSTRAINT later UNIQUE (n);",
                   "the down leaves the constraint later on t as 'UNIQUE (n)' where it was 'UNIQUE "
                   "(n) DEFERRABLE'"},
             Fault{"forgets_a_comment_on_a_schema", "COMMENT ON SCHEMA public IS 'new';",
                   "SELECT 1;", "the down leaves the comment on schema public as 'new'"},
             Fault{"loses_a_privilege_on_a_type", "REVOKE USAGE ON TYPE n FROM PUBLIC;",
                   "SELECT 1;", "the down leaves the type n as"},
             Fault{"forgets_row_level_security", "ALTER TABLE t ENABLE ROW LEVEL SECURITY;",
                   "SELECT 1;", "the down leaves the table t as 'row level security'"},
         })
        BOOST_TEST_CONTEXT(fault.name) {
            Project project;
            project.url = database->url();
            project.migration(
                "20260101000000_make",
                "-- varve:up\nCREATE TABLE t (id int, n int);\nCREATE DOMAIN n AS int;\nALTER "
                "TABLE t ADD "
                "CONSTRAINT later UNIQUE (n) DEFERRABLE;\nCOMMENT ON TABLE t IS 'old';\nGRANT "
                "SELECT ON t TO PUBLIC;\nCREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS "
                "'BEGIN RETURN NEW; END';\nCREATE TRIGGER watch BEFORE INSERT ON t FOR EACH ROW "
                "EXECUTE FUNCTION f();\n-- varve:down\nDROP DOMAIN n;\nDROP TABLE t;\nDROP "
                "FUNCTION f();\n");
            project.migration("20260102000000_" + std::string(fault.name),
                              written(fault.up, fault.down));
            const Outcome outcome = project.varve({"test"});
            require_exit(outcome, 1);
            BOOST_TEST(says(outcome, "passed   20260101000000  make"));
            BOOST_TEST(says(outcome, fault.finding), outcome.output);
        }
}

BOOST_AUTO_TEST_CASE(passes_the_user_service) {
    for_all_databases([](const Database& database) {
        Project project;
        project.url = database.url();
        project.write("varve.toml",
                      "[project]\nmigrations = '" VARVE_SOURCE_DIR
                      "/migrations'\nplugins = ['" VARVE_BINARY_DIR
                      "/lib/varve/user_service']\nsources = ['sql', 'user_service']\n");
        project.migrations = VARVE_SOURCE_DIR "/migrations";
        const Outcome outcome = project.varve({"test"});
        require_exit(outcome, 0);
        BOOST_TEST(says(outcome, "passed   20261102090000  split_full_names"), outcome.output);
        BOOST_TEST(!says(outcome, "failed"));
    });
}

BOOST_AUTO_TEST_CASE(tries_what_is_pending_and_all_if_asked) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        project.migration("20260101000000_make", before);
        require_exit(project.varve({"run"}), 0);
        BOOST_TEST(says(project.varve({"test"}), "nothing to test: no migration is pending"));
        project.migration("20260102000000_gone", "-- varve:up\nCREATE TABLE u (x int);\n"
                                                 "-- varve:irreversible somebody uses it\n");
        project.migration("20260103000000_late", "-- varve:up\nALTER TABLE t ADD COLUMN x int;\n"
                                                 "-- varve:down\nALTER TABLE t DROP COLUMN x;\n");
        const Outcome pending = project.varve({"test"});
        require_exit(pending, 0);
        BOOST_TEST(
            says(pending, "skipped  20260102000000  gone\n           irreversible: somebody"));
        BOOST_TEST(says(pending, "1 passed, 1 skipped"));
        const Outcome all = project.varve({"test", "--all", "--json"});
        require_exit(all, 0);
        BOOST_TEST(says(all, "\"version\": \"20260101000000\""));
        BOOST_TEST(database.history() == "20260101000000|make|sql\n");
    });
}

BOOST_AUTO_TEST_CASE(runs_repeatable_ones_twice) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        project.migration("20260101000000_make", before);
        project.write("migrations/repeatable/good.sql",
                      "-- varve:up\nCREATE VIEW good AS SELECT n FROM t;\n"
                      "-- varve:down\nDROP VIEW good;\n");
        require_exit(project.varve({"test"}), 0);
        project.write("migrations/repeatable/rows.sql",
                      "-- varve:up\nINSERT INTO checked VALUES (1);\n");
        const Outcome rows = project.varve({"test"});
        require_exit(rows, 1);
        BOOST_TEST(says(rows, "passed   repeatable/good"));
        BOOST_TEST(says(rows, "it leaves 2 rows in checked where there were 1"), rows.output);
        project.write("migrations/repeatable/rows.sql",
                      "-- varve:up\nCREATE VIEW once AS SELECT n FROM t;\n");
        BOOST_TEST(says(project.varve({"test"}), "it cannot be run again: "));
    });
}

BOOST_AUTO_TEST_CASE(what_comes_behind_a_fault_is_tried_on_what_the_first_up_made) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        project.migration("20260101000000_once",
                          written("CREATE TABLE one (x int); CREATE VIEW v AS SELECT x FROM one;",
                                  "DROP VIEW v; ALTER TABLE one RENAME TO two; CREATE VIEW v AS "
                                  "SELECT x FROM two;"));
        project.migration("20260102000000_good", written("ALTER TABLE one ADD COLUMN y int;",
                                                         "ALTER TABLE one DROP COLUMN y;"));
        const Outcome outcome = project.varve({"test"});
        require_exit(outcome, 1);
        BOOST_TEST(says(outcome, "it cannot be applied again: "), outcome.output);
        BOOST_TEST(says(outcome, "passed   20260102000000  good"), outcome.output);
    });
}

BOOST_AUTO_TEST_CASE(blames_the_repeatable_one_that_fails) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        project.migration("20260101000000_make", before);
        project.write("migrations/repeatable/a_good.sql",
                      "-- varve:up\nCREATE VIEW good AS SELECT n FROM t;\n"
                      "-- varve:down\nDROP VIEW good;\n");
        const auto blames_the_bad_one = [&] {
            const Outcome outcome = project.varve({"test"});
            require_exit(outcome, 1);
            BOOST_TEST(says(outcome, "failed   repeatable/bad  bad\n           it fails: "),
                       outcome.output);
            BOOST_TEST(!says(outcome, "failed   repeatable/a_good"), outcome.output);
        };
        project.write("migrations/repeatable/bad.sql", "-- varve:up\nNONSENSE;\n");
        blames_the_bad_one();
        project.write("migrations/repeatable/bad.sql", "-- varve:up\nSELECT 1;\n");
        require_exit(project.varve({"run"}), 0); // the good one is not pending then
        project.write("migrations/repeatable/bad.sql", "-- varve:up\nNONSENSE;\n");
        blames_the_bad_one();
    });
}

// As versioned ones are: what it guards is a matter of the database that has something to lose.
BOOST_AUTO_TEST_CASE(tries_a_repeatable_one_that_would_lose_data) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        project.migration("20260101000000_make", before);
        project.write("migrations/repeatable/rows.sql", "-- varve:up\nDELETE FROM checked;\n"
                                                        "INSERT INTO checked VALUES (1);\n");
        require_exit(project.varve({"test"}), 0);
    });
}

BOOST_AUTO_TEST_CASE(what_comes_behind_a_failure_is_not_tried) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        project.migration("20260101000000_bad", "-- varve:up\nNONSENSE;\n");
        project.migration("20260102000000_good", before);
        const Outcome outcome = project.varve({"test"});
        require_exit(outcome, 1);
        BOOST_TEST(says(outcome, "skipped  20260102000000  good\n           what comes before it"));
    });
}

BOOST_AUTO_TEST_CASE(a_role_is_tried_only_where_that_is_asked_for,
                     *boost::unit_test::precondition(postgresql_is_there)) {
    const auto database = postgresql_database();
    Project project;
    project.url = database->url();
    const std::string role = "varve_trial_" + database->name();
    project.migration("20260101000000_role", "-- varve:up\nCREATE ROLE " + role +
                                                 ";\n-- varve:down\nDROP ROLE " + role + ";\n");
    const Outcome refused = project.varve({"test"});
    require_exit(refused, 1);
    BOOST_TEST(says(refused, "_role.sql:2: 'CREATE ROLE " + role + "' reaches beyond a scratch"),
               refused.output);
    BOOST_TEST(database->rows("SELECT count(*) FROM pg_roles WHERE rolname = '" + role + "'") ==
               "0\n");
    require_exit(project.varve({"test", "--scratch", database->url()}), 0);
    database->execute("DROP ROLE " + role); // of the last up
}

BOOST_AUTO_TEST_CASE(no_repeatable_one_makes_a_role_unasked,
                     *boost::unit_test::precondition(postgresql_is_there)) {
    const auto database = postgresql_database();
    Project project;
    project.url = database->url();
    const std::string role = "varve_trial_" + database->name();
    project.write("migrations/repeatable/role.sql", "-- varve:up\nCREATE ROLE " + role + ";\n");
    const Outcome refused = project.varve({"test"});
    require_exit(refused, 1);
    BOOST_TEST(says(refused, "reaches beyond a scratch"), refused.output);
    BOOST_TEST(database->rows("SELECT count(*) FROM pg_roles WHERE rolname = '" + role + "'") ==
               "0\n");
}

// The role stays on the server, so nothing can be begun anew there.
BOOST_AUTO_TEST_CASE(tells_what_it_found_before_it_is_stuck,
                     *boost::unit_test::precondition(postgresql_is_there)) {
    const auto database = postgresql_database();
    Project project;
    project.url = database->url();
    const std::string role = "varve_trial_" + database->name();
    project.migration("20260101000000_role", written("CREATE ROLE " + role + ';', //
                                                     "DROP ROLE " + role + ';'));
    project.migration("20260102000000_bad", written("CREATE TABLE t (x int);", "SELECT 1;"));
    project.migration("20260103000000_good", written("CREATE TABLE u (x int);", "DROP TABLE u;"));
    const Outcome outcome = project.varve({"test", "--scratch", database->url()});
    database->execute("DROP ROLE " + role);
    require_exit(outcome, 1);
    BOOST_TEST(says(outcome, "the down leaves behind the table t"), outcome.output);
    BOOST_TEST(says(outcome, "1 passed, 1 failed, 1 skipped"), outcome.output);
}

BOOST_AUTO_TEST_CASE(takes_no_table_of_varves_for_one_of_the_migrations,
                     *boost::unit_test::precondition(postgresql_is_there)) {
    const auto database = postgresql_database();
    Project project;
    project.url = database->url();
    project.migration("20260101000000_make", before);
    project.write("varve.toml", "[migrate]\nprefix = 'Varve_'\n");
    const Outcome outcome = project.varve({"test"});
    BOOST_TEST(says(outcome, "1 passed"), outcome.output);
}

/// A user of its own, who may make databases, and whose `database` this is.
class Maker {
public:
    explicit Maker(const Database& database)
        : database_(database), name_("maker_of_" + database.name()) {
        database_.execute("CREATE ROLE " + name_ + " LOGIN CREATEDB");
        database_.execute("ALTER DATABASE " + database_.name() + " OWNER TO " + name_);
    }
    Maker(const Maker&) = delete;
    Maker& operator=(const Maker&) = delete;
    ~Maker() {
        database_.execute("ALTER DATABASE " + database_.name() + " OWNER TO postgres");
        database_.execute("DROP OWNED BY " + name_);
        database_.execute("DROP ROLE " + name_);
    }

    std::string url() const { return with_user(database_.url(), name_); }
    const std::string& name() const { return name_; }

private:
    const Database& database_;
    std::string name_;
};

BOOST_AUTO_TEST_CASE(counts_no_rows_that_it_may_not_see,
                     *boost::unit_test::precondition(postgresql_is_there)) {
    const auto database = postgresql_database();
    const Maker maker(*database);
    Project project;
    project.url = maker.url();
    project.migration("20260101000000_tenants",
                      written("CREATE TABLE rented (tenant int);\n"
                              "INSERT INTO rented VALUES (1);\n"
                              "ALTER TABLE rented ENABLE ROW LEVEL SECURITY;\n"
                              "ALTER TABLE rented FORCE ROW LEVEL SECURITY;\n"
                              "CREATE POLICY own ON rented USING (tenant = "
                              "current_setting('app.tenant')::int);",
                              "DROP TABLE rented;"));
    project.migration("20260102000000_not_ours",
                      written("CREATE TABLE revoked (x int);\nREVOKE ALL ON revoked FROM " +
                                  maker.name() +
                                  ";\nCREATE SCHEMA hidden;\nCREATE TABLE hidden.t (x int);\n"
                                  "REVOKE ALL ON SCHEMA hidden FROM " +
                                  maker.name() + ';',
                              "GRANT ALL ON SCHEMA hidden TO " + maker.name() +
                                  ";\nDROP SCHEMA hidden CASCADE;\nDROP TABLE revoked;"));
    const Outcome outcome = project.varve({"test"});
    BOOST_TEST(says(outcome, "2 passed"), outcome.output);
}

BOOST_AUTO_TEST_CASE(makes_the_schema_that_the_users_search_path_begins_with,
                     *boost::unit_test::precondition(postgresql_is_there)) {
    const auto database = postgresql_database();
    const Maker maker(*database);
    Project project;
    project.url = maker.url();
    for (const char* const path : {"shop", "\"A shop\", audit", "\"$user\""})
        BOOST_TEST_CONTEXT(path) {
            database->execute("ALTER ROLE " + maker.name() + " SET search_path = " + path);
            project.migration("20260101000000_make", before);
            const Outcome outcome = project.varve({"test", "--all"});
            BOOST_TEST(says(outcome, "1 passed"), outcome.output);
        }
}

BOOST_AUTO_TEST_CASE(leaves_no_scratch_database_behind,
                     *boost::unit_test::precondition(postgresql_is_there)) {
    const auto database = postgresql_database();
    Project project;
    project.url = database->url();
    project.migration("20260101000000_make", before);
    project.migration("20260102000000_slow",
                      "-- varve:up\nSELECT pg_sleep(60);\n-- varve:down\nSELECT 1;\n");
    Process process(project.command({"test"}));
    const std::string sleeping = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE "
                                 "'%pg_sleep(60)%' AND datname LIKE 'varve\\_scratch%'";
    for (int i = 0; i < 200 && database->rows(sleeping) != "1\n"; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    process.signal(SIGINT);
    require_exit(process.wait(), 130);
    BOOST_TEST(database->rows("SELECT count(*) FROM pg_database WHERE datname LIKE "
                              "'varve\\_scratch\\_" +
                              std::to_string(process.pid()) + "%'") == "0\n");
}

BOOST_AUTO_TEST_CASE(needs_a_place_for_its_scratch_database,
                     *boost::unit_test::precondition(postgresql_is_there)) {
    const auto database = postgresql_database();
    database->execute("CREATE ROLE no_makers_" + database->name() + " LOGIN");
    Project project;
    project.migration("20260101000000_make", before);
    project.url = with_user(database->url(), "no_makers_" + database->name());
    const Outcome forbidden = project.varve({"test", "--all"});
    require_exit(forbidden, 1);
    BOOST_TEST(says(forbidden, "a scratch database cannot be made: permission denied"));
    BOOST_TEST(says(forbidden, "CREATEDB"));
    project.write("varve.toml", "[profile.production]\n");
    const Outcome production = project.varve({"test", "--profile", "production"});
    require_exit(production, 2);
    BOOST_TEST(says(production, "say with --scratch URL"));
    database->execute("DROP ROLE no_makers_" + database->name());
}

BOOST_AUTO_TEST_SUITE_END()
