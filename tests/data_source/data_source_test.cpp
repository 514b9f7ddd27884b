#include "data_source.hpp"

#include "kernel/config/config.hpp"
#include "support/temp_dir.hpp"
#include "varve/log.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve;
using namespace std::chrono_literals;
using test::number;
using DbKind = DatabaseError::Kind;

namespace {

struct Project {
    test::TempDir folder;

    explicit Project(std::string_view toml) { folder.write("varve.toml", toml); }
    Config load(std::string profile = {}, Environment::Variables variables = {}) const {
        return Config::load({.profile = std::move(profile),
                             .environment = Environment(std::move(variables)),
                             .directory = folder.path()});
    }
};

std::string text(Connection& connection, std::string query) {
    return connection.query_row({std::move(query)}).at(0).to_string();
}

} // namespace

BOOST_AUTO_TEST_SUITE(data_source)

BOOST_AUTO_TEST_CASE(many_may_open_a_new_database_at_once) {
    for (int round = 0; round < 60; ++round) {
        const auto database = test::sqlite_database();
        database->execute("CREATE TABLE t (a int)");
        const auto source = test::data_source(database->url(), {.size = 8});
        test::in_threads(8, [&](int i) {
            for (int turn = 0; turn < 3; ++turn)
                source->transaction([&](Connection& open) {
                    open.execute("INSERT INTO t VALUES (" + std::to_string(i) + ")");
                });
        });
        BOOST_TEST(database->rows("SELECT count(*) FROM t") == "24\n");
    }
}

BOOST_AUTO_TEST_CASE(is_opened_as_the_configuration_says) {
    const Project project("url = 'sqlite:app.db?mode=memory'\n[pool]\nsize = 2\n"
                          "acquire_timeout = '1ms'\n");
    DataSource source(project.load());
    BOOST_TEST(source.driver().name() == "sqlite");
    BOOST_TEST(source.pool().metrics().opened == 0U);
    const Pool::Lease one = source.lease({.holder = "checkout"}), other = source.lease();
    BOOST_TEST(text(one, "SELECT 1") == "1");
    BOOST_CHECK_THROW(source.lease(), PoolTimeout);
    DataSource wider(project.load({}, {{"VARVE_POOL_SIZE", "3"}}));
    const Pool::Lease a = wider.lease(), b = wider.lease(), c = wider.lease();
    BOOST_TEST(wider.pool().metrics().in_use == 3U);
}

BOOST_AUTO_TEST_CASE(there_may_be_several_at_once) {
    const auto orders = test::sqlite_database(), archive = test::sqlite_database();
    for (const auto& database : {orders.get(), archive.get()})
        database->execute("CREATE TABLE t (name TEXT)");
    const Project project("url = '" + orders->url() + "'\n[profile.archive]\nurl = '" +
                          archive->url() + "'\n");
    DataSource first(project.load());
    DataSource second(project.load("archive"));
    first.transaction([](Connection& open) { open.execute("INSERT INTO t VALUES ('first')"); });
    second.transaction([](Connection& open) { open.execute("INSERT INTO t VALUES ('second')"); });
    BOOST_TEST(orders->rows("SELECT name FROM t") == "first\n");
    BOOST_TEST(archive->rows("SELECT name FROM t") == "second\n");
}

BOOST_AUTO_TEST_CASE(makes_no_database) {
    const test::TempDir folder;
    DataSource source({.url = Url::parse("sqlite:app.db"), .directory = folder.path()});
    BOOST_CHECK_EXCEPTION(source.lease(), DatabaseError, [](const DatabaseError& error) {
        return error.kind() == DbKind::unreachable;
    });
    BOOST_TEST(!std::filesystem::exists(folder.path() / "app.db"));
}

BOOST_AUTO_TEST_CASE(says_so_where_no_plugin_knows_the_database) {
    BOOST_CHECK_EXCEPTION(
        test::data_source("oracle://host/orders"), ConfigError, [](const ConfigError& error) {
            return std::string(error.what()).find("'oracle:' (known: ") != std::string::npos;
        });
}

BOOST_AUTO_TEST_CASE(sqlite_lets_readers_and_a_writer_work_at_once) {
    const auto database = test::sqlite_database();
    database->execute("CREATE TABLE t (n INTEGER)");
    const auto source = test::data_source(database->url());
    const Pool::Lease writer = source->lease(), reader = source->lease();
    BOOST_TEST(text(writer, "PRAGMA journal_mode") == "wal");
    BOOST_TEST(text(writer, "PRAGMA synchronous") == "1");
    BOOST_TEST(text(writer, "PRAGMA foreign_keys") == "1");
    Transaction reading(reader);
    BOOST_TEST(number(reader, {"SELECT COUNT(*) FROM t"}) == 0);
    transaction(writer.connection(),
                [](Connection& open) { open.execute("INSERT INTO t VALUES (1)"); });
    BOOST_TEST(number(reader, {"SELECT COUNT(*) FROM t"}) == 0, "what it read at first stays");
}

BOOST_AUTO_TEST_CASE(sqlite_keeps_its_settings_when_a_lease_comes_back_in_a_transaction) {
    const auto database = test::sqlite_database();
    database->execute("CREATE TABLE t (n INTEGER)");
    const auto source = test::data_source(database->url(), {.size = 1});
    source->lease()->execute("PRAGMA synchronous = OFF");
    source->lease()->execute("BEGIN");
    BOOST_TEST(text(source->lease(), "PRAGMA synchronous") == "1");
}

BOOST_AUTO_TEST_CASE(many_threads_may_open_a_new_sqlite_database_at_once) {
    const auto database = test::sqlite_database();
    database->execute("CREATE TABLE t (n INTEGER)");
    const auto source = test::data_source(database->url(), {.size = 8});
    test::in_threads(8, [&](int) {
        const Pool::Lease lease = source->lease();
        lease->execute("INSERT INTO t VALUES (1)");
    });
    BOOST_TEST(database->rows("SELECT COUNT(*) FROM t") == "8\n");
}

namespace {

std::vector<std::string>& logged() {
    static std::vector<std::string> messages;
    return messages;
}

} // namespace

BOOST_AUTO_TEST_CASE(logs_slow_statements_without_their_parameters) {
    logged().clear();
    log::set_sink([](log::Level, std::string_view message) { logged().emplace_back(message); },
                  log::Level::warning);
    const Project project("url = 'sqlite::memory:'\n[pool]\nslow_query = '1ms'\n");
    DataSource source(project.load());
    source.lease()->query_row({"SELECT 1"});
    const std::string slow = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
                             "WHERE i < 100000) SELECT COUNT(*), ?1 FROM n";
    source.lease()->query_row({slow, {Value("a parameter")}});
    log::set_sink(nullptr, log::Level::info);
    const auto about = [](std::string_view part) {
        return std::ranges::count_if(logged(), [&](const std::string& message) {
            return message.find(part) != std::string::npos;
        });
    };
    BOOST_TEST(about(slow) == 1);
    BOOST_TEST(about("a parameter") == 0);
}

BOOST_AUTO_TEST_SUITE_END()
