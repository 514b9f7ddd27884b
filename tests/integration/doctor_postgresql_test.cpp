#include "doctor.hpp"
#include "support/postgresql.hpp"
#include "support/proxy.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <thread>

using namespace varve::test;
using namespace std::chrono_literals;

namespace {

/// A ward with a database of its own, and a role of its own that may do nothing there yet.
struct PostgresqlWard {
    std::unique_ptr<Database> database = postgresql_database();
    std::string role = "app_" + database->name();
    Ward ward{database->url()};

    PostgresqlWard() { database->execute("CREATE ROLE " + role + " LOGIN"); }
    ~PostgresqlWard() {
        try {
            database->execute("DROP OWNED BY " + role + "; DROP ROLE " + role);
        } catch (const std::exception&) {
            return; // it owns something elsewhere; the server goes soon
        }
    }
    std::string url_of_role() const { return with_user(database->url(), role); }
    static std::string with_user(const std::string& url, const std::string& user) {
        return url.substr(0, url.find("://") + 3) + user + url.substr(url.find('@'));
    }
    /// As an administrator.
    std::function<void(const std::string&)> run_sql() const {
        return [this](const std::string& sql) { database->execute(sql); };
    }
};

std::string first_advisory_key(const Database& database) {
    return database.rows("SELECT (classid::bigint << 32 | objid::bigint)::text FROM pg_locks WHERE "
                         "locktype = 'advisory' AND objsubid = 1 AND database = (SELECT oid FROM "
                         "pg_database WHERE datname = current_database())");
}

} // namespace

BOOST_AUTO_TEST_SUITE(doctor, *boost::unit_test::precondition(postgresql_is_there))

BOOST_AUTO_TEST_CASE(no_right_to_make_tables) {
    PostgresqlWard sick;
    sick.ward.set("VARVE_URL", sick.url_of_role());
    const Finding finding =
        sick.ward.cure({"problem", "rights",
                        "the role " + sick.role + " may not create tables in the schema public"},
                       sick.run_sql());
    BOOST_TEST(finding.sql.starts_with("GRANT "));
    require_exit(sick.ward.varve({"run"}), 0);
}

BOOST_AUTO_TEST_CASE(no_right_to_varves_own_tables) {
    PostgresqlWard sick;
    require_exit(sick.ward.varve({"run"}), 0);
    sick.database->execute("GRANT CREATE ON SCHEMA public TO " + sick.role +
                           "; GRANT SELECT ON varve_history, varve_journal TO " + sick.role);
    sick.ward.set("VARVE_URL", sick.url_of_role());
    sick.ward.cure({"problem", "rights", "which belong to postgres"}, sick.run_sql());
}

BOOST_AUTO_TEST_CASE(a_search_path_that_leads_nowhere) {
    PostgresqlWard sick;
    sick.database->execute("ALTER DATABASE " + sick.database->name() +
                           " SET search_path = nowhere, neither");
    sick.ward.cure({"problem", "rights", "the search_path (nowhere, neither) names none"},
                   sick.run_sql());
}

BOOST_AUTO_TEST_CASE(a_schema_for_varve_that_is_not_there) {
    PostgresqlWard sick;
    sick.ward.set("VARVE_MIGRATE_NAMESPACE", "Varve's own");
    sick.ward.cure({"problem", "rights", "there is no schema Varve's own"}, sick.run_sql());
    require_exit(sick.ward.varve({"run"}), 0);
}

BOOST_AUTO_TEST_CASE(a_database_that_is_read_only) {
    for (const bool in_role : {false, true}) {
        PostgresqlWard sick;
        sick.database->execute("GRANT CREATE ON SCHEMA public TO " + sick.role);
        sick.ward.set("VARVE_URL", sick.url_of_role());
        sick.database->execute(
            "ALTER " + (in_role ? "ROLE " + sick.role : "DATABASE " + sick.database->name()) +
            " SET default_transaction_read_only = on");
        sick.ward.cure({"problem", "writable", "default_transaction_read_only is on"},
                       sick.run_sql());
    }
}

BOOST_AUTO_TEST_CASE(a_client_that_asks_for_reading_only) {
    PostgresqlWard sick;
    sick.ward.set("PGOPTIONS", "-c default_transaction_read_only=on");
    sick.ward.cure({"problem", "writable", "this client asks for read-only transactions"});
}

BOOST_AUTO_TEST_CASE(a_standby) {
    const DurableServer primary;
    DurableServer standby;
    standby.stop();
    write_file(standby.pid_file().parent_path() / "standby.signal", "");
    standby.start();
    Ward ward(standby.url());
    ward.cure({"problem", "writable", "the server is a standby"}, [&](const Finding& finding) {
        const std::string wish = "target_session_attrs=read-write";
        BOOST_TEST(finding.text.find(wish) != std::string::npos);
        const auto host = [](const std::string& url, const char* what) {
            const std::size_t at = url.find(what) + std::string(what).size();
            return url.substr(at, url.find('&', at) - at);
        };
        const auto both = [&](const char* what) {
            return what + host(standby.url(), what) + ',' + host(primary.url(), what);
        };
        ward.set("VARVE_URL", "postgresql://postgres@/postgres?" + both("host=") + '&' +
                                  both("port=") + '&' + wish);
    });
}

BOOST_AUTO_TEST_CASE(a_pooler_in_transaction_mode) {
    PostgresqlWard sick;
    const Pgbouncer pooler;
    sick.ward.set("VARVE_URL", pooler.url_of(sick.database->name()));
    sick.ward.cure({"warning", "pooler", "the migration lock is a lease", 0});
}

BOOST_AUTO_TEST_CASE(a_pooler_is_left_as_it_is) {
    const auto database = postgresql_database();
    const Pgbouncer pooler;
    const Ward ward(pooler.url_of(database->name()));
    require_exit(ward.varve({"doctor"}), 0);
    require_exit(ward.varve({"lock", "status"}), 0);
    BOOST_TEST(database->schema().find("varve_lock") == std::string::npos);
    BOOST_TEST(database->rows("SELECT count(*) FROM pg_class WHERE relname LIKE 'varve%'") ==
               "0\n");
}

BOOST_AUTO_TEST_CASE(a_lease_that_no_run_can_have) {
    PostgresqlWard sick;
    const Pgbouncer pooler;
    sick.ward.set("VARVE_URL", pooler.url_of(sick.database->name()));
    require_exit(sick.ward.varve({"run"}), 0);
    sick.database->execute("UPDATE varve_lock SET holder = 'ann@build-7 pid 4711', expires_ms = "
                           "extract(epoch FROM now() + interval '1 hour') * 1000");
    const Finding finding =
        sick.ward.cure({"problem", "lock", "held by ann@build-7 pid 4711 since ", 4});
    BOOST_TEST(finding.text.find("and none is given for more than 3") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_run_that_has_the_lock) {
    PostgresqlWard sick;
    sick.ward.project().migration("20260102000000_slow", "-- varve:up\nSELECT pg_sleep(60);\n");
    Process running(sick.ward.project().command({"run"}));
    while (first_advisory_key(*sick.database).empty()) std::this_thread::sleep_for(50ms);
    sick.ward.cure({"warning", "lock", " pid " + std::to_string(running.pid()), 0});
    BOOST_TEST(running.wait().exit_code.value_or(1) != 0);
}

BOOST_AUTO_TEST_CASE(a_lock_of_an_idle_session) {
    PostgresqlWard sick;
    sick.ward.project().migration("20260102000000_slow",
                                  "-- varve:up transaction=none\nSELECT pg_sleep(2);\n");
    Process stopped(sick.ward.project().command({"run"}));
    while (first_advisory_key(*sick.database).empty()) std::this_thread::sleep_for(50ms);
    stopped.signal(SIGSTOP);
    std::this_thread::sleep_for(13s);
    const Finding finding = sick.ward.cure({"problem", "lock", "; its session is idle ", 4});
    BOOST_TEST(finding.command == "varve lock break --yes");
    stopped.signal_group(SIGKILL);
}

BOOST_AUTO_TEST_CASE(sessions_that_keep_a_transaction_open) {
    PostgresqlWard sick;
    sick.ward.set("VARVE_MIGRATE_LOCK_TIMEOUT", "1s");
    require_exit(sick.ward.varve({"run"}), 0);
    PostgresqlSession idle(sick.database->url());
    idle.execute("BEGIN; SELECT * FROM stones");
    BOOST_TEST(findings_of(sick.ward.varve({"doctor"})).empty());
    std::this_thread::sleep_for(1200ms);
    const Finding finding = sick.ward.cure(
        {"warning", "sessions", "is idle in a transaction since ", 0}, sick.run_sql());
    BOOST_TEST(finding.text.find("changes of these have to wait for it: stones") !=
               std::string::npos);
    BOOST_CHECK_THROW(idle.execute("SELECT 1"), std::runtime_error);
}

BOOST_AUTO_TEST_CASE(a_prepared_transaction_that_was_forgotten) {
    PostgresqlWard sick;
    sick.ward.set("VARVE_MIGRATE_LOCK_TIMEOUT", "1s");
    sick.database->execute("CREATE TABLE a (x int)");
    const std::string name = "it's " + sick.database->name();
    PostgresqlSession session(sick.database->url());
    session.execute("BEGIN; INSERT INTO a VALUES (1); PREPARE TRANSACTION 'it''s " +
                    sick.database->name() + "'");
    std::this_thread::sleep_for(1200ms);
    sick.ward.cure({"warning", "prepared transactions",
                    "the transaction " + name + " of postgres is prepared since ", 0},
                   sick.run_sql());
}

BOOST_AUTO_TEST_CASE(an_index_that_was_not_finished) {
    PostgresqlWard sick;
    sick.database->execute("CREATE TABLE a (x int); INSERT INTO a VALUES (1), (1)");
    BOOST_CHECK_THROW(sick.database->execute("CREATE UNIQUE INDEX CONCURRENTLY \"a X\" ON a (x)"),
                      std::runtime_error);
    const Finding finding = sick.ward.cure(
        {"warning", "indexes", "the index public.\"a X\" on a is invalid", 0}, sick.run_sql());
    BOOST_TEST(finding.sql == "DROP INDEX CONCURRENTLY public.\"a X\";");
}

BOOST_AUTO_TEST_CASE(a_limit_of_connections_that_is_nearly_reached) {
    PostgresqlWard sick;
    sick.database->execute("GRANT CREATE ON SCHEMA public TO " + sick.role + "; ALTER ROLE " +
                           sick.role + " CONNECTION LIMIT 2");
    sick.ward.set("VARVE_URL", sick.url_of_role());
    const PostgresqlSession other(sick.url_of_role());
    sick.ward.cure({"warning", "connections",
                    "1 of the 2 that the role " + sick.role + " lets in are in use by others", 0},
                   sick.run_sql());
}

BOOST_AUTO_TEST_CASE(a_clock_that_is_wrong) {
    PostgresqlWard sick;
    for (const char* const ahead : {"90", "-90"}) {
        sick.ward.set("LD_PRELOAD", VARVE_CLOCK_LIBRARY);
        sick.ward.set("VARVE_CLOCK_AHEAD", ahead);
        const std::string text =
            *ahead == '-' ? "ahead of that of this machine" : "behind that of this machine";
        sick.ward.cure({"warning", "clock", text, 0}, [&](const Finding& finding) {
            BOOST_TEST(finding.text.find("set the one that is wrong") != std::string::npos);
            sick.ward.set("VARVE_CLOCK_AHEAD", "0");
        });
    }
}

BOOST_AUTO_TEST_CASE(a_connection_that_is_refused) {
    const DurableServer server;
    PostgresqlSession(server.url()).execute("GRANT CREATE ON SCHEMA public TO locked");
    Ward ward(server.locked_url());
    ward.set("VARVE_PASSWORD", "hunter2-is-wrong");
    ward.cure({"problem", "connection", "password authentication failed for user", 7},
              [&](const Finding& finding) {
                  BOOST_TEST(finding.text.find("give the password as VARVE_PASSWORD") !=
                             std::string::npos);
                  BOOST_TEST(finding.text.find("hunter2") == std::string::npos);
                  ward.set("VARVE_PASSWORD", server.locked_password());
              });
    ward.set("VARVE_URL", server.locked_url() + "?sslmode=require");
    ward.cure({"problem", "connection", "server does not support SSL", 7},
              [&](const Finding& finding) {
                  BOOST_TEST(finding.text.find("take sslmode=require out of the URL") !=
                             std::string::npos);
                  ward.set("VARVE_URL", server.locked_url());
              });
}

BOOST_AUTO_TEST_CASE(a_server_that_lets_nobody_in) {
    const DurableServer server;
    const auto rules = server.pid_file().parent_path() / "pg_hba.conf";
    const std::string before = read_file(rules);
    const auto set_rules = [&](const std::string& text) {
        write_file(rules, text);
        PostgresqlSession(server.url()).value("SELECT pg_reload_conf()");
        std::this_thread::sleep_for(500ms);
    };
    Ward ward(server.locked_url());
    ward.set("VARVE_PASSWORD", server.locked_password());
    PostgresqlSession(server.url()).execute("GRANT CREATE ON SCHEMA public TO locked");
    set_rules("local all all trust\n");
    ward.cure(
        {"problem", "connection", "no pg_hba.conf entry for host", 7}, [&](const Finding& finding) {
            BOOST_TEST(finding.text.find("or a line to its pg_hba.conf") != std::string::npos);
            set_rules(before);
        });
}

BOOST_AUTO_TEST_CASE(a_role_that_has_all_its_connections) {
    PostgresqlWard sick;
    sick.database->execute("GRANT CREATE ON SCHEMA public TO " + sick.role + "; ALTER ROLE " +
                           sick.role + " CONNECTION LIMIT 3");
    sick.ward.set("VARVE_URL", sick.url_of_role());
    std::vector<std::unique_ptr<PostgresqlSession>> others;
    while (others.size() < 3)
        others.push_back(std::make_unique<PostgresqlSession>(sick.url_of_role()));
    sick.ward.cure(
        {"problem", "connection", "too many connections for role", 7}, [&](const Finding& finding) {
            BOOST_TEST(finding.text.find("end sessions that nobody needs") != std::string::npos);
            others.clear();
            std::this_thread::sleep_for(500ms);
        });
}

BOOST_AUTO_TEST_CASE(varves_own_tables_are_locked) {
    PostgresqlWard sick;
    sick.ward.set("VARVE_MIGRATE_LOCK_TIMEOUT", "1s");
    require_exit(sick.ward.varve({"run"}), 0);
    PostgresqlSession other(sick.database->url());
    other.execute("BEGIN; LOCK varve_history");
    std::this_thread::sleep_for(1200ms);
    const auto found = findings_of(sick.ward.varve({"doctor"}));
    BOOST_TEST_REQUIRE(found.size() == 3U);
    BOOST_TEST(found[0].text.find("have to wait for it: varve_history") != std::string::npos);
    BOOST_TEST(found[1].text.find("varve's own tables cannot be read") != std::string::npos);
    BOOST_TEST(found[2].subject == "writing");
    sick.database->execute(found[0].sql);
    require_exit(sick.ward.varve({"doctor"}), 0);
}

BOOST_AUTO_TEST_CASE(what_the_server_does_not_tell_is_no_problem) {
    PostgresqlWard sick;
    sick.database->execute("GRANT CREATE ON SCHEMA public TO " + sick.role +
                           "; REVOKE SELECT ON pg_prepared_xacts FROM PUBLIC");
    sick.ward.set("VARVE_URL", sick.url_of_role());
    const Outcome outcome = sick.ward.varve({"doctor"});
    require_exit(outcome, 0);
    BOOST_TEST(findings_of(outcome).empty());
    BOOST_TEST(says(outcome, "prepared transactions  not checked: this server does not tell: "));
    BOOST_TEST(says(outcome, "all are valid"));
}

BOOST_AUTO_TEST_CASE(a_connection_that_breaks_at_any_moment_is_one_problem) {
    PostgresqlWard sick;
    require_exit(sick.ward.varve({"run"}), 0);
    for (std::size_t message = 1;; ++message) {
        BOOST_TEST_CONTEXT("message " << message) {
            const Proxy proxy(sick.database->url(), {.cuts = {{.text = "", .count = message}}});
            sick.ward.set("VARVE_URL", proxy.url());
            const Outcome outcome = sick.ward.varve({"doctor"});
            if (proxy.traffic().cuts == 0) {
                require_exit(outcome, 0);
                BOOST_TEST(message > 20U);
                break;
            }
            const auto found = findings_of(outcome);
            BOOST_TEST_REQUIRE(found.size() <= 1U, outcome.output);
            // The last of all says goodbye, or takes back what was tried.
            if (found.empty()) BOOST_TEST(says(outcome, "made a table, and took it back"));
            if (!found.empty()) require_exit(outcome, 7);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_database_that_is_not_there) {
    const DurableServer server;
    const Ward ward(with_database(server.url(), "not_there"));
    ward.cure({"problem", "connection", "database \"not_there\" does not exist", 7});
}

BOOST_AUTO_TEST_CASE(a_server_that_is_not_there) {
    DurableServer server;
    const Ward ward(server.url());
    server.kill();
    ward.cure({"problem", "connection", "connection to server on socket", 7},
              [&](const Finding& finding) {
                  BOOST_TEST(finding.text.find("is the server running") != std::string::npos);
                  server.start();
              });
}

BOOST_AUTO_TEST_SUITE_END()
