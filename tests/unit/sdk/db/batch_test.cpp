#include "varve/db/batch.hpp"

#include "fake_connection.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve;
using Texts = std::vector<std::string>;

namespace {

struct Fixture {
    test::FakeServer server;
    std::unique_ptr<Connection> connection = server.open();
    Batch batch;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(batch, Fixture)

BOOST_AUTO_TEST_CASE(is_one_transaction_and_one_round_trip) {
    std::vector<std::uint64_t> affected;
    const auto note = [&](const Reply& reply) { affected.push_back(reply.affected); };
    batch.add({"A"}, note).add({"B"}).add({"C"}, note).run(*connection);
    BOOST_TEST(server.take() == (Texts{"START TRANSACTION", "A", "B", "C", "COMMIT"}),
               boost::test_tools::per_element());
    BOOST_TEST(server.round_trips == 1);
    // The fake answers with a statement's place in the message.
    BOOST_TEST(affected == (std::vector<std::uint64_t>{1, 3}), boost::test_tools::per_element());
    BOOST_TEST(batch.empty());
}

BOOST_AUTO_TEST_CASE(is_a_part_of_the_transaction_that_is_open) {
    Transaction transaction(*connection);
    std::uint64_t affected = 99;
    batch.add({"A"}, [&](const Reply& reply) { affected = reply.affected; }).run(*connection);
    transaction.commit();
    BOOST_TEST(server.take() == (Texts{"START TRANSACTION", "A", "COMMIT"}),
               boost::test_tools::per_element());
    BOOST_TEST(affected == 0U);
}

BOOST_AUTO_TEST_CASE(takes_no_effect_where_a_statement_fails) {
    server.on_statement = [](test::FakeConnection&, const std::string& text) {
        if (text == "B") throw test::failure(DatabaseError::Kind::unique_violation);
    };
    bool replied = false;
    batch.add({"A"}, [&](const Reply&) { replied = true; }).add({"B"});
    BOOST_CHECK_THROW(batch.run(*connection), DatabaseError);
    BOOST_TEST(server.take() == (Texts{"START TRANSACTION", "A", "B", "ROLLBACK"}),
               boost::test_tools::per_element());
    BOOST_TEST(!connection->in_transaction());
    BOOST_TEST(!replied, "nobody is told of what was rolled back");
}

BOOST_AUTO_TEST_CASE(says_nothing_where_it_is_empty) {
    batch.run(*connection);
    BOOST_TEST(server.take().empty());
}

BOOST_AUTO_TEST_SUITE_END()
