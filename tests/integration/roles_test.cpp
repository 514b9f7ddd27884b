// The hook roles: a migrator who may do all, and roles of applications that work with rows and may
// do no more.
#include "estate.hpp"
#include "support/mysql.hpp"
#include "support/postgresql.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve::test;

namespace {

bool is_denied(const std::string& answer) {
    return answer.find("denied") != std::string::npos ||
           answer.find("must be owner") != std::string::npos;
}

constexpr auto all_well = "every role may do what is declared, and no more\n";

/// Something that somebody did to a role, and what the doctor says of it.
struct Deed {
    const char *name, *statement, *finding;
};

void cure_all(Estate& estate, const std::vector<Deed>& deeds) {
    require_exit(estate.ward().varve({"run"}), 0);
    for (const Deed& deed : deeds) BOOST_TEST_CONTEXT(deed.name) {
            estate.say(deed.statement);
            estate.ward().cure({"problem", "roles", estate.filled(deed.finding)},
                               estate.administrator());
            BOOST_TEST(estate.grants() == all_well);
        }
}

} // namespace

BOOST_AUTO_TEST_SUITE(roles, *boost::unit_test::precondition(postgresql_is_there) *
                                 boost::unit_test::precondition(mysql_is_there))

BOOST_AUTO_TEST_CASE(from_empty_to_the_newest_user_service) {
    for_each_estate([](Estate& estate) {
        estate.ward().project().migrations = VARVE_SOURCE_DIR "/migrations";
        require_exit(estate.ward().varve({"run"}), 0);
        require_exit(estate.ward().varve({"doctor"}), 0);

        const std::string insert =
            "INSERT INTO users (email, display_name) VALUES ('a@b.org', 'A')";
        BOOST_TEST(estate.as(estate.app(), insert) == "");
        BOOST_TEST(estate.as(estate.app(), "UPDATE users SET display_name = 'Ann'") == "");
        BOOST_TEST(estate.as(estate.app(), "SELECT display_name FROM users") == "Ann\n");
        BOOST_TEST(estate.as(estate.reports(), "SELECT display_name FROM users") == "Ann\n");
        BOOST_TEST(estate.as(estate.app(), "DELETE FROM users") == "");
        for (const char* const text :
             {"CREATE TABLE mine (x int)", "DROP TABLE users", "ALTER TABLE users ADD x int",
              "TRUNCATE TABLE users", "CREATE INDEX mine ON users (display_name)",
              "CREATE VIEW mine AS SELECT 1", "DELETE FROM varve_history",
              "UPDATE varve_history SET name = ''", "INSERT INTO varve_log (run_id) VALUES ('')"})
            BOOST_TEST(is_denied(estate.as(estate.app(), text)), text);
        BOOST_TEST(is_denied(estate.as(estate.reports(), insert)));

        // For it asks before it starts.
        estate.ward().set("VARVE_URL", estate.url_of(estate.app()));
        require_exit(estate.ward().varve({"status", "--check"}), 0);
        require_exit(estate.ward().varve({"grants"}), 0);
    });
}

BOOST_AUTO_TEST_CASE(each_grant_that_is_taken_away_is_named_and_can_be_given_back) {
    for_each_estate([](Estate& estate) {
        estate.ward().project().migration(
            "20260102000000_create_quarries",
            "-- varve:up\nCREATE TABLE quarries (id int);\n" +
                std::string(estate.is_postgresql() ? "CREATE SEQUENCE numbers;\n" : ""));
        std::vector<Deed> deeds{
            {"reading", "REVOKE SELECT ON {all} FROM {reports}",
             "{reports} lacks SELECT on {of all}"},
            {"writing", "REVOKE INSERT ON {place}.stones FROM {app}", "{app} lacks INSERT on "},
            {"changing", "REVOKE UPDATE ON {place}.quarries FROM {app}", "{app} lacks UPDATE on "},
            {"deleting", "REVOKE DELETE ON {place}.stones FROM {app}", "{app} lacks DELETE on "},
            {"several", "REVOKE INSERT, DELETE ON {place}.stones FROM {app}",
             "{app} lacks INSERT, DELETE on "}};
        if (estate.is_postgresql())
            deeds.insert(
                deeds.end(),
                {{"history", "REVOKE SELECT ON varve_history FROM {app}",
                  "{app} lacks SELECT on the table public.varve_history"},
                 {"sequence", "REVOKE USAGE ON SEQUENCE numbers FROM {app}",
                  "{app} lacks USAGE on the sequence public.numbers"},
                 {"schema",
                  "REVOKE USAGE ON SCHEMA public FROM public; GRANT USAGE ON SCHEMA "
                  "public TO {reports}",
                  "{app} lacks USAGE on the schema public"},
                 {"database",
                  "REVOKE CONNECT ON DATABASE {db} FROM public; GRANT CONNECT ON "
                  "DATABASE {db} TO {reports}",
                  "{app} lacks CONNECT on the database {db}"},
                 {"tables to come",
                  "ALTER DEFAULT PRIVILEGES FOR ROLE {migrator} IN SCHEMA public REVOKE DELETE ON "
                  "TABLES FROM {app}",
                  "{app} lacks DELETE on tables that {migrator} makes in public"},
                 {"sequences to come",
                  "ALTER DEFAULT PRIVILEGES FOR ROLE {migrator} IN SCHEMA public REVOKE USAGE ON "
                  "SEQUENCES FROM {app}",
                  "{app} lacks USAGE on sequences that {migrator} makes in public"}});
        cure_all(estate, deeds);
    });
}

BOOST_AUTO_TEST_CASE(what_is_too_much_is_named_and_can_be_taken) {
    const auto postgresql = postgresql_database();
    Estate estate(*postgresql);
    cure_all(
        estate,
        {{"truncate", "GRANT TRUNCATE ON stones TO {app}", "{app} has TRUNCATE on the table"},
         {"by way of all", "GRANT DELETE ON stones TO public",
          "{reports} has DELETE on the table public.stones, by way of PUBLIC"},
         {"a column", "GRANT UPDATE (weight) ON stones TO {reports}",
          "{reports} has UPDATE on the table public.stones"},
         {"passing on", "GRANT SELECT ON stones TO {app} WITH GRANT OPTION",
          "{app} has GRANT OPTION FOR SELECT on the table public.stones"},
         {"varve's own", "GRANT INSERT ON varve_history TO {app}",
          "{app} has INSERT on the table public.varve_history"},
         {"making tables", "GRANT CREATE ON SCHEMA public TO {app}",
          "{app} has CREATE on the schema public"},
         {"making tables elsewhere", "CREATE SCHEMA other; GRANT CREATE ON SCHEMA other TO public",
          "{app} has CREATE on the schema other, by way of PUBLIC"},
         {"making schemas", "GRANT CREATE ON DATABASE {db} TO {app}",
          "{app} has CREATE on the database {db}"},
         {"tables to come",
          "ALTER DEFAULT PRIVILEGES FOR ROLE {migrator} GRANT TRUNCATE ON TABLES TO {app}",
          "{app} has TRUNCATE on tables that {migrator} makes"},
         {"an owner of a routine",
          "CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1'; ALTER FUNCTION f OWNER "
          "TO {app}",
          "{app} owns the routine f(integer)"},
         {"a member", "GRANT {migrator} TO {app}", "{app} is a member of {migrator}"},
         {"all data", "GRANT pg_write_all_data TO {app}", "{app} is a member of pg_write_all"},
         {"a superuser", "ALTER ROLE {app} SUPERUSER BYPASSRLS", "SUPERUSER BYPASSRLS"}});
}

BOOST_AUTO_TEST_CASE(what_an_owner_gives_back_is_to_be_granted_again) {
    const auto postgresql = postgresql_database();
    Estate estate(*postgresql);
    require_exit(estate.ward().varve({"run"}), 0);
    estate.say("ALTER TABLE stones OWNER TO {app}");
    const auto doctor = findings_of(estate.ward().varve({"doctor"}));
    BOOST_TEST_REQUIRE(doctor.size() == 1U);
    BOOST_TEST(
        doctor[0].text ==
        estate.filled("the role {app} owns the table public.stones, and an owner may do all let "
                      "an administrator say:"));
    estate.say(doctor[0].sql);
    require_exit(estate.ward().varve({"grants", "--apply"}), 0);
    require_exit(estate.ward().varve({"doctor"}), 0);
}

BOOST_AUTO_TEST_CASE(what_is_too_much_is_named_on_mysql_too) {
    for_each_mysql([](const Database& database) {
        Estate estate(database);
        std::vector<Deed> deeds{
            {"everywhere", "GRANT CREATE, SELECT ON *.* TO {app}",
             "{app} has SELECT, CREATE on *.*"},
            {"in the database", "GRANT DROP, INSERT ON `{db}`.* TO {app}", "on {db}.*"},
            {"in another database", "GRANT ALTER ON mysql.* TO {app}",
             "{app} has ALTER on mysql.*"},
            {"in a table", "GRANT INDEX ON {db}.stones TO {app}", "{app} has INDEX on {db}.stones"},
            {"in a column", "GRANT UPDATE (weight) ON {db}.stones TO {reports}",
             "{reports} has UPDATE on {db}.stones.weight"},
            {"varve's own", "GRANT DELETE ON {db}.varve_log TO {app}",
             "{app} has DELETE on {db}.varve_log"},
            {"passing on", "GRANT INSERT ON {db}.stones TO {app} WITH GRANT OPTION",
             "{app} has GRANT OPTION on {db}.stones"}};
        if (database.kind() == "mariadb")
            deeds.push_back({"by a role",
                             "CREATE ROLE {db}_role; GRANT DROP ON {db}.* TO "
                             "{db}_role; GRANT {db}_role TO {app}",
                             "by way of the role {db}_role"});
        cure_all(estate, deeds);
        if (database.kind() == "mariadb") estate.say("DROP ROLE {db}_role");
    });
}

BOOST_AUTO_TEST_CASE(tables_of_later_migrations_are_open_to_the_application) {
    for_each_estate([](Estate& estate) {
        require_exit(estate.ward().varve({"run"}), 0);
        // Where there are default privileges, nobody has to grant anything again.
        if (estate.is_postgresql()) estate.declare("after_run = 'check'");
        estate.ward().project().migration("20260102000000_create_quarries",
                                          "-- varve:up\nCREATE TABLE quarries (id int);\n");
        require_exit(estate.ward().varve({"run"}), 0);
        BOOST_TEST(estate.as(estate.app(), "INSERT INTO quarries VALUES (1)") == "");
        BOOST_TEST(estate.as(estate.reports(), "SELECT id FROM quarries") == "1\n");
    });
}

BOOST_AUTO_TEST_CASE(varves_tables_may_be_apart) {
    for_each_estate([](Estate& estate) {
        const std::string home = estate.filled("{db}") + "_varve";
        estate.say(
            (estate.is_postgresql() ? "SET ROLE {migrator}; CREATE SCHEMA " : "CREATE DATABASE ") +
            home);
        if (!estate.is_postgresql())
            estate.say("GRANT ALL ON " + home + ".* TO {migrator} WITH GRANT OPTION");
        estate.ward().set("VARVE_MIGRATE_NAMESPACE", home);
        require_exit(estate.ward().varve({"grants", "--apply"}), 0);
        estate.declare("after_run = 'check'");
        require_exit(estate.ward().varve({"run"}), 0);
        BOOST_TEST(estate.as(estate.app(), "INSERT INTO stones VALUES (1)") == "");
        const std::string history = home + ".varve_history";
        BOOST_TEST(estate.as(estate.app(), "SELECT name FROM " + history) == "create_stones\n");
        BOOST_TEST(is_denied(estate.as(estate.app(), "DELETE FROM " + history)));
        if (!estate.is_postgresql()) estate.say("DROP DATABASE " + home);
    });
}

BOOST_AUTO_TEST_CASE(a_run_can_end_with_a_look_at_the_roles) {
    for_each_estate([](Estate& estate) {
        estate.declare("after_run = 'check'");
        const Outcome run = estate.ward().varve({"run"});
        require_exit(run, 1);
        BOOST_TEST(says(run, estate.filled("{app} lacks SELECT")), run.error);
        BOOST_TEST(says(run, "'varve doctor' says what to do"));
        const Outcome apply = estate.ward().varve({"grants", "--apply"});
        require_exit(apply, 0);
        BOOST_TEST(apply.output == all_well);
        BOOST_TEST(estate.grants() == all_well);
    });
}

BOOST_AUTO_TEST_CASE(what_only_an_administrator_may_do_is_told_and_not_tried) {
    for_each_estate([](Estate& estate) {
        require_exit(estate.ward().varve({"run"}), 0);
        estate.say(estate.is_postgresql() ? "ALTER ROLE {app} CREATEDB"
                                          : "GRANT CREATE ON *.* TO {app}");
        const Outcome apply = estate.ward().varve({"grants", "--apply"});
        require_exit(apply, 1);
        BOOST_TEST(says(apply, "an administrator says:\n"));
        BOOST_TEST(says(apply, estate.is_postgresql() ? "NOCREATEDB;\n" : "REVOKE CREATE ON *.* "));
        const Outcome json = estate.ward().varve({"grants", "--json"});
        BOOST_TEST(says(json, "\"by\": \"administrator\""), json.output);
    });
}

BOOST_AUTO_TEST_CASE(who_is_not_there_or_not_to_be_seen_is_named) {
    for_each_estate([](Estate& estate) {
        require_exit(estate.ward().varve({"run"}), 0);
        estate.ward().project().write(
            "varve.toml", "[project]\nhooks = ['roles']\n[roles]\nruntime = 'nobody'\n");
        BOOST_TEST(says(estate.ward().varve({"doctor"}), estate.is_postgresql()
                                                             ? "there is no role nobody"
                                                             : "there is no user 'nobody'@'%'"));
        if (estate.is_postgresql()) return;
        estate.declare("");
        estate.say("REVOKE SELECT ON mysql.* FROM {migrator}");
        estate.ward().cure({"problem", "roles", "is not told what " + estate.filled("{app}")},
                           estate.administrator());
    });
}

BOOST_AUTO_TEST_CASE(a_migrator_is_no_runtime_role) {
    const auto postgresql = postgresql_database();
    Estate estate(*postgresql);
    require_exit(estate.ward().varve({"run"}), 0);
    estate.ward().project().write("varve.toml",
                                  "[project]\nhooks = ['roles']\n[roles]\nruntime = '" +
                                      estate.migrator() + "'\nschemas = 'nowhere'\n");
    const Outcome doctor = estate.ward().varve({"doctor"});
    require_exit(doctor, 1);
    BOOST_TEST(says(doctor, "migrations run as the role " + estate.migrator()), doctor.output);
    BOOST_TEST(says(doctor, "there is no schema nowhere"), doctor.output);
}

BOOST_AUTO_TEST_CASE(settings_that_cannot_be_are_refused) {
    const auto sqlite = sqlite_database();
    const Ward ward(sqlite->url());
    const auto refused = [&](const std::string& settings) {
        ward.project().write("varve.toml", "[project]\nhooks = ['roles']\n[roles]\n" + settings);
        const Outcome run = ward.varve({"run"});
        require_exit(run, 2);
        return run.error;
    };
    const auto has = [](const std::string& text, const std::string& part) {
        BOOST_TEST(text.find(part) != std::string::npos, text);
    };
    has(refused(""), "[roles] names no role");
    has(refused("runtime = 'app'\nafter_run = 'pray'"), "not 'pray'");
    has(refused("[roles.grants]\napp = ['SELECT', 'DROP']"), "roles.grants.app holds 'DROP'");
    has(refused("runtime = 'app'\n[roles.grants]\napp = 'SELECT'"), "keep one of them");
    ward.project().write("varve.toml", "[roles]\nruntime = 'app'\n");
    const Outcome grants = ward.varve({"grants"});
    require_exit(grants, 2);
    has(grants.error, "knows PostgreSQL, MySQL and MariaDB, and not sqlite");
}

// That the guide quotes.
BOOST_AUTO_TEST_CASE(the_script_of_the_guide_tries_two_roles_from_empty) {
    for_each_estate([](Estate& estate) {
        const Ward& ward = estate.ward();
        ward.project().write("varve.toml",
                             "[project]\nhooks = ['roles']\nmigrations = '" VARVE_SOURCE_DIR
                             "/migrations'\n[roles]\nruntime = '" +
                                 estate.name(estate.app()) +
                                 "'\n[profile.migrator]\nurl = '${MIGRATOR_URL}'\n"
                                 "[profile.runtime]\nurl = '${RUNTIME_URL}'\n");
        estate.ward().set("MIGRATOR_URL", estate.url_of(estate.migrator()));
        estate.ward().set("RUNTIME_URL", estate.url_of(estate.app()));
        estate.ward().set("CLIENT", estate.client(estate.app()));
        const std::string script = "unset VARVE_URL; " VARVE_SOURCE_DIR
                                   "/docs/guide/ci_cd/two_roles.sh users sessions audit_events";
        require_exit(ward.shell(script), 0);

        // As a user who may do more.
        estate.ward().set("RUNTIME_URL", estate.url_of(estate.migrator()));
        estate.ward().set("CLIENT", estate.client(estate.migrator()));
        const Outcome outcome = ward.shell(script);
        require_exit(outcome, 1);
        BOOST_TEST(
            says(outcome, "ALTER TABLE users ADD COLUMN may_not_be int: it was let through"));
    });
}

BOOST_AUTO_TEST_CASE(what_is_made_belongs_to_the_role_that_is_configured) {
    const auto postgresql = postgresql_database();
    Estate estate(*postgresql);
    // Stands in for an owner that nobody logs in as.
    estate.say("GRANT {reports} TO {migrator}; GRANT CREATE ON SCHEMA public TO {reports}");
    estate.ward().project().write("varve.toml", "[migrate]\nrole = '" + estate.reports() + "'\n");
    estate.ward().project().migration("20260102000000_create_quarries",
                                      "-- varve:up\nRESET ROLE;\nCREATE TABLE quarries (id int);\n"
                                      "SET ROLE NONE;\n");
    estate.ward().project().migration(
        "20260103000000_create_index",
        "-- varve:up\nCREATE INDEX CONCURRENTLY i ON quarries (id);\n");
    estate.ward().project().migration("20260104000000_create_mines",
                                      "-- varve:up\nCREATE TABLE mines (id int);\n");
    require_exit(estate.ward().varve({"run"}), 0);
    BOOST_TEST(postgresql->rows("SELECT DISTINCT pg_get_userbyid(relowner) FROM pg_class WHERE "
                                "relnamespace = 'public'::regnamespace") ==
               estate.reports() + '\n');
    BOOST_TEST(postgresql->rows("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") ==
               "6\n");

    estate.say("REVOKE {reports} FROM {migrator}");
    const Outcome refused = estate.ward().varve({"status"});
    require_exit(refused, 7);
    BOOST_TEST(says(refused, "permission denied to set role \"" + estate.reports() + '"'));
}

BOOST_AUTO_TEST_CASE(where_nothing_belongs_to_a_role_none_can_be_configured) {
    const auto refuses = [](const Database& database) {
        Ward ward(database.url());
        ward.set("VARVE_MIGRATE_ROLE", "owner");
        const Outcome run = ward.varve({"run"});
        require_exit(run, 2);
        BOOST_TEST(says(run, "nothing belongs to a role; take it out"), run.error);
    };
    refuses(*sqlite_database());
    for_each_mysql(refuses);
}

BOOST_AUTO_TEST_SUITE_END()
