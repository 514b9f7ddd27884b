#include "plugins/dialects/postgresql/batch_plan.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using varve::Statement;
using varve::postgresql::plan_batch;
using varve::postgresql::Unit;

// "0-2 joined, 2-5 opens"
std::string plan(const std::vector<Statement>& statements, bool in_transaction = false) {
    std::string text;
    for (const Unit& unit : plan_batch(statements, in_transaction)) {
        text += (text.empty() ? "" : ", ") + std::to_string(unit.first) + '-' +
                std::to_string(unit.last);
        if (unit.opens) text += " opens";
        if (unit.alone) text += " alone";
        if (unit.joined) text += " joined";
    }
    return text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(batch_plan)

BOOST_AUTO_TEST_CASE(a_transaction_is_one_unit) {
    BOOST_TEST(plan({{"begin"}, {"insert"}, {"commit"}}) == "0-3");
    BOOST_TEST(plan({{"BEGIN"}, {"insert"}}) == "0-2 opens");
    BOOST_TEST(plan({{"insert"}, {"savepoint a"}, {"rollback to a"}, {"COMMIT WORK"}}, true) ==
               "0-4");
    BOOST_TEST(plan({{"/* x */ start transaction"}, {"commit and chain"}, {"insert"}}) ==
               "0-3 opens");
}

BOOST_AUTO_TEST_CASE(what_is_outside_commits_by_itself) {
    BOOST_TEST(plan({{"insert"}, {"insert"}}) == "0-1, 1-2");
    BOOST_TEST(plan({{"commit prepared 'x'"}, {"insert"}}) == "0-1, 1-2");
}

BOOST_AUTO_TEST_CASE(settings_go_together) {
    BOOST_TEST(plan({{"reset role"}, {"reset all"}, {"insert"}}) == "0-2, 2-3");
}

BOOST_AUTO_TEST_CASE(what_comes_just_before_an_open_transaction_shares_its_round_trip) {
    BOOST_TEST(plan({{"set a = 1"}, {"set b = 1"}, {"begin"}, {"select"}}) ==
               "0-2 joined, 2-4 opens");
    BOOST_TEST(plan({{"insert"}, {"commit"}, {"begin"}, {"select"}}, true) ==
               "0-2 joined, 2-4 opens");
    BOOST_TEST(plan({{"set a = 1"}, {"begin"}, {"insert"}, {"commit"}}) == "0-1, 1-4");
    BOOST_TEST(plan({{"insert"}, {"insert"}, {"begin"}}) == "0-1, 1-2 joined, 2-3 opens");
}

BOOST_AUTO_TEST_CASE(copy_shares_no_pipeline) {
    BOOST_TEST(plan({{"begin"}, {"copy t from stdin"}, {"insert"}, {"commit"}}) ==
               "0-1 opens, 1-2 alone, 2-4");
    BOOST_TEST(plan({{"copy t from stdin"}, {"begin"}}) == "0-1 alone, 1-2 opens");
}

BOOST_AUTO_TEST_SUITE_END()
