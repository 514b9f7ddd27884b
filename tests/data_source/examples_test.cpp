// What docs/guide/transactions_and_pools.md shows.
#include "data_source.hpp"

#include "kernel/engine.hpp"
#include "support/temp_dir.hpp"
#include "varve/db/batch.hpp"
#include "varve/orm.hpp"

#include <boost/test/unit_test.hpp>

#include <sstream>

using namespace varve;
using namespace std::chrono_literals;

struct Stock {
    std::string article;
    std::int32_t pieces = 0;
};

template <> struct varve::Entity<Stock> {
    static constexpr auto mapping =
        table<Stock>("stock", column<&Stock::article>.primary_key().max_length(20),
                     column<&Stock::pieces>.check("pieces >= 0"));
};

namespace {

std::int64_t pieces_of(Connection& db, const std::string& article) {
    return test::number(db, {"SELECT pieces FROM stock WHERE article = ?1", {article}});
}

void set_pieces(Connection& db, const std::string& article, std::int64_t pieces) {
    db.execute({"INSERT INTO stock VALUES (?1, ?2) ON CONFLICT DO UPDATE SET pieces = ?2",
                {article, pieces}});
}

std::vector<RowValues> rows_of(Connection& db, std::string query) {
    return read_all(*db.query({std::move(query)}));
}

struct Shop {
    std::unique_ptr<test::Database> database = test::sqlite_database();
    std::unique_ptr<DataSource> opened;

    Shop() {
        database->execute("CREATE TABLE stock (article VARCHAR(20) PRIMARY KEY, pieces INTEGER NOT "
                          "NULL CHECK (pieces >= 0))");
        database->execute("INSERT INTO stock VALUES ('pen', 5)");
        opened = test::data_source(database->url());
    }
    std::string stock() const {
        return database->rows("SELECT article, pieces FROM stock ORDER BY article");
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(transactions_and_pools, Shop)

BOOST_AUTO_TEST_CASE(a_data_source_in_code) {
    const test::TempDir home;
    const std::filesystem::path folder = home.path();
    DataSource archive({.url = Url::parse("sqlite:archive.db"),
                        .directory = folder,
                        .pool = {.size = 2, .acquire_timeout = 1s}});
    BOOST_CHECK_THROW(archive.lease(), DatabaseError);
}

BOOST_AUTO_TEST_CASE(a_transaction_that_reads_and_writes) {
    DataSource& source = *opened;
    const std::int64_t left = source.transaction(
        [](Connection& db) {
            const std::int64_t pieces = pieces_of(db, "pen");
            if (pieces < 2) throw std::runtime_error("sold out");
            set_pieces(db, "pen", pieces - 2);
            return pieces - 2;
        },
        {.isolation = Isolation::serializable, .attempts = 10});
    BOOST_TEST(left == 3);
    BOOST_TEST(stock() == "pen|3\n");
}

BOOST_AUTO_TEST_CASE(queries_in_a_transaction) {
    DataSource& source = *opened;
    const std::vector<Stock> scarce = source.transaction([](Connection& db) {
        Session session(db);
        update<Stock>("pen").set<&Stock::pieces>(f<&Stock::pieces> - 1).run(session);
        return from<Stock>.where(f<&Stock::pieces> < 5).all(session);
    });
    BOOST_TEST(scarce.size() == 1U);
    BOOST_TEST(stock() == "pen|4\n");
}

BOOST_AUTO_TEST_CASE(a_savepoint) {
    DataSource& source = *opened;
    source.transaction([](Connection& db) {
        set_pieces(db, "pen", 7);
        try {
            varve::transaction(db, [](Connection& inner) { set_pieces(inner, "ink", -1); });
        } catch (const DatabaseError& error) {
            if (error.kind() != DatabaseError::Kind::check_violation) throw;
        }
    });
    BOOST_TEST(stock() == "pen|7\n");
}

BOOST_AUTO_TEST_CASE(a_time_limit) {
    DataSource& source = *opened;
    std::stop_source stop;
    source.transaction([](Connection& db) { set_pieces(db, "pen", 3); },
                       {.timeout = 2s, .stop = stop.get_token(), .holder = "restock"});
    BOOST_TEST(stock() == "pen|3\n");
}

BOOST_AUTO_TEST_CASE(a_batch) {
    DataSource& source = *opened;
    std::uint64_t sold = 0;
    Batch()
        .add({"INSERT INTO stock VALUES ('ink', 9)"})
        .add({"UPDATE stock SET pieces = pieces - 1 WHERE pieces > 0"},
             [&](const Reply& reply) { sold = reply.affected; })
        .run(source.lease());
    BOOST_TEST(sold == 2U);
    BOOST_TEST(stock() == "ink|8\npen|4\n");
}

BOOST_AUTO_TEST_CASE(a_lease) {
    DataSource& source = *opened;
    std::ostringstream report;
    {
        const Pool::Lease lease = source.lease({.holder = "stock report"});
        for (const RowValues& row : rows_of(lease, "SELECT article FROM stock"))
            report << row.at(0).to_string() << '\n';
    }
    BOOST_TEST(report.str() == "pen\n");
}

BOOST_AUTO_TEST_SUITE_END()
