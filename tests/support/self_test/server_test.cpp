#include "support/postgresql.hpp"
#include "support/process.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve::test;
using boost::unit_test::precondition;

BOOST_AUTO_TEST_SUITE(postgresql_support, *precondition(postgresql_is_there))

BOOST_AUTO_TEST_CASE(gives_each_test_an_empty_database_and_drops_it) {
    std::string name;
    {
        const PostgresqlDatabase first, second;
        name = first.name();
        first.execute("create table t (a int, b text); insert into t values (1, null), (2, 'x')");
        const TextRows rows{{"1", "NULL"}, {"2", "x"}};
        BOOST_TEST((first.rows("select * from t order by a") == rows));
        BOOST_CHECK_THROW(second.value("select count(*) from t"), std::runtime_error);
        // A session that is still open does not keep it.
        static PostgresqlSession open(first.url());
    }
    PostgresqlSession server(postgresql_url());
    BOOST_TEST(server.value("select count(*) from pg_database where datname = '" + name + "'") ==
               "0");
}

BOOST_AUTO_TEST_CASE(a_durable_server_keeps_what_was_committed_when_it_is_killed) {
    DurableServer server;
    PostgresqlSession session(server.url());
    BOOST_TEST(session.value("show fsync") == "on");
    BOOST_TEST(session.value("show synchronous_commit") == "on");
    session.execute("create table t (a int)");
    for (int i = 0; i < 20; ++i) session.execute("insert into t values (1)");
    server.kill();
    BOOST_CHECK_THROW(session.execute("select 1"), std::runtime_error);
    server.start();
    BOOST_TEST(PostgresqlSession(server.url()).value("select count(*) from t") == "20");
}

BOOST_AUTO_TEST_CASE(role_locked_needs_its_password) {
    const DurableServer server;
    const auto connect = [&](const std::string& password) {
        std::string url = server.locked_url();
        url.insert(url.find('@'), ":" + password);
        return PostgresqlSession(url).value("select current_user");
    };
    BOOST_TEST(connect(server.locked_password()) == "locked");
    BOOST_CHECK_THROW(connect("wrong"), std::runtime_error);
}

BOOST_AUTO_TEST_CASE(pgbouncer_pools_transactions) {
    DurableServer server;
    const TempDir directory;
    std::filesystem::permissions(directory.path(), std::filesystem::perms(0755));
    const std::string script = VARVE_SOURCE_DIR "/tests/support/pgbouncer";
    const std::string folder = (directory / "bouncer").string();
    const std::string server_folder = server.pid_file().parent_path().parent_path().string();
    const Outcome started = run({.arguments = {script, "start", folder, "--server-dir",
                                               server_folder, "--pool-size", "1"}});
    BOOST_TEST_REQUIRE((started.exit_code == 0), started.description());
    const auto from = started.output.find("postgresql://");
    const std::string url = started.output.substr(from, started.output.find('\'', from) - from);
    {
        PostgresqlSession first(url), second(url);
        BOOST_TEST(first.value("select pg_backend_pid()") ==
                   second.value("select pg_backend_pid()"));
    }
    BOOST_TEST((run({.arguments = {script, "stop", folder}}).exit_code == 0));
    BOOST_CHECK_THROW(PostgresqlSession{url}, std::runtime_error);
}

BOOST_AUTO_TEST_CASE(names_another_database_on_the_same_server) {
    BOOST_TEST(with_database("postgresql://u@/a?host=/d&port=1", "b") ==
               "postgresql://u@/b?host=/d&port=1");
    BOOST_TEST(with_database("postgresql://u@h:1/a", "b") == "postgresql://u@h:1/b");
    BOOST_TEST(with_database("postgresql://u@h:1", "b") == "postgresql://u@h:1/b");
    BOOST_TEST(with_database("postgresql://?host=/d", "b") == "postgresql:///b?host=/d");
}

BOOST_AUTO_TEST_SUITE_END()
