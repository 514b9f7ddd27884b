#include "golden.hpp"

#include "plugins/dialects/sqlite/connection.hpp"
#include "plugins/dialects/sqlite/driver.hpp"
#include "varve/db/driver.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve;

namespace {

/// What was run, as texts.
struct Log : QueryObserver {
    std::vector<std::string> texts;
    std::vector<std::uint64_t> rows;
    std::size_t failures = 0;
    void on_query(const QueryEvent& event) noexcept override {
        texts.emplace_back(event.text);
        rows.push_back(event.rows);
        failures += event.failed ? 1 : 0;
    }
};

/// A database in memory with three owners.
struct Fixture {
    std::unique_ptr<Connection> connection =
        sqlite::SqliteDriver().connect({.url = Url::parse("sqlite::memory:")});
    Session session{*connection};
    sqlite3* database = static_cast<sqlite::SqliteConnection&>(*connection).database();

    Fixture() {
        connection->execute("CREATE TABLE owners (stone_id INTEGER, name TEXT, share INTEGER, "
                            "PRIMARY KEY (stone_id, name))");
        connection->execute(
            "INSERT INTO owners VALUES (1, 'Ann', 50), (1, 'Bob', 50), (2, 'Cy', 100)");
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(orm_session, Fixture)

BOOST_AUTO_TEST_CASE(runs_a_query_within_the_rows_of_the_same_one) {
    const auto names = from<Owner>.order_by(f<&Owner::name>);
    std::string seen;
    names.each(session, [&](const Owner& outer) {
        seen += outer.name + '(';
        for (const Owner& inner : names.all(session)) seen += inner.name + ' ';
        seen += ')';
    });
    BOOST_TEST(seen == "Ann(Ann Bob Cy )Bob(Ann Bob Cy )Cy(Ann Bob Cy )");
}

BOOST_AUTO_TEST_CASE(runs_a_statement_again_after_an_error) {
    Repository<Owner> owners(session);
    Owner again{1, "Ann", 3};
    for (int i = 0; i < 2; ++i) BOOST_CHECK_THROW(owners.insert(again), DatabaseError);
    again.name = "Dee";
    owners.insert(again);
    BOOST_TEST(owners.count() == 4U);
}

BOOST_AUTO_TEST_CASE(lets_go_of_rows_that_are_not_read) {
    BOOST_CHECK_THROW(from<Owner>.one(session), DatabaseError);
    BOOST_TEST_REQUIRE(sqlite3_next_stmt(database, nullptr) != nullptr);
    BOOST_TEST(sqlite3_stmt_busy(sqlite3_next_stmt(database, nullptr)) == 0);
}

BOOST_AUTO_TEST_CASE(goes_on_when_the_table_has_changed) {
    const auto names = from<Owner>.select(f<&Owner::name>);
    BOOST_TEST(names.all(session).size() == 3U);
    connection->execute("ALTER TABLE owners RENAME TO others");
    connection->execute("CREATE TABLE owners (name TEXT, extra TEXT)");
    BOOST_TEST(names.all(session).empty());
}

BOOST_AUTO_TEST_CASE(tells_its_observer_everything_but_values) {
    Log log;
    session.observe(&log);
    Repository<Owner> owners(session);
    BOOST_TEST(owners.find_by(f<&Owner::name> == "a secret").empty());
    BOOST_TEST(owners.find_all().size() == 3U);
    Owner twice{1, "Ann", 1};
    BOOST_CHECK_THROW(owners.insert(twice), DatabaseError);
    BOOST_TEST(update<Owner>().everywhere().set<&Owner::share>(1).run(session) == 3U);
    BOOST_TEST_REQUIRE(log.texts.size() == 4U);
    BOOST_TEST(log.texts[0].ends_with("WHERE \"owners\".\"name\" = ?1"));
    BOOST_TEST((log.rows == std::vector<std::uint64_t>{0, 3, 0, 3}));
    BOOST_TEST(log.failures == 1U);
    session.observe(nullptr);
    owners.find_all();
    BOOST_TEST(log.texts.size() == 4U);
}

BOOST_AUTO_TEST_CASE(keeps_no_statements_behind_a_pooler) {
    session.keep_statements(false);
    BOOST_TEST(from<Owner>.all(session).size() == 3U);
    BOOST_TEST(remove<Owner>(2, "Cy").run(session) == 1U);
    BOOST_TEST(from<Owner>.where(in(f<&Owner::name>, {"Ann", "Cy"})).all(session).size() == 1U);
    BOOST_TEST(sqlite3_next_stmt(database, nullptr) == nullptr);
    session.keep_statements(true);
    from<Owner>.all(session);
    BOOST_TEST(sqlite3_next_stmt(database, nullptr) != nullptr);
}

BOOST_AUTO_TEST_CASE(takes_the_values_of_raw_sql_by_their_numbers) {
    const auto rows =
        raw<std::tuple<std::string, std::int64_t>>(
            "SELECT name, share FROM owners WHERE share >= $2 AND stone_id = $1", 1, 50)
            .all(session);
    BOOST_TEST_REQUIRE(rows.size() == 2U);
    BOOST_TEST(std::get<0>(rows[1]) == "Bob");
    BOOST_TEST(raw("DELETE FROM owners WHERE name = $1", "Cy").run(session) == 1U);
    BOOST_TEST(raw<Owner>("SELECT * FROM owners WHERE name = $1", "Ann").one(session)->share == 50);
}

BOOST_AUTO_TEST_SUITE_END()
