#include "kernel/migrate/run_context.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve;

namespace {

Reply reply(Value value) {
    return {.rows = {RowValues{std::move(value)}}};
}

} // namespace

BOOST_AUTO_TEST_SUITE(answers_of_a_guard)

BOOST_AUTO_TEST_CASE(are_yes_in_databases_without_booleans_too) {
    BOOST_TEST(says_yes(reply(Value(true))));
    BOOST_TEST(says_yes(reply(Value(1))));
    for (const Value& no : {Value(false), Value(0), Value()}) BOOST_TEST(!says_yes(reply(no)));
    BOOST_TEST(!says_yes(Reply{}));
}

BOOST_AUTO_TEST_SUITE_END()
