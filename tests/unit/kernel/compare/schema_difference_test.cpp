#include "kernel/compare/schema_difference.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve;

namespace {

const SchemaObject table{"table", "t", "", "t"}, column{"column", "t.a", "int", "t"},
    rows{"rows", "t", "3", "t"}, key{"index", "i", "on t (a)", "t"}, view{"view", "v", "text"};

// "-table t +view v ~column t.a"
std::string words(const std::vector<SchemaObject>& before, const std::vector<SchemaObject>& after) {
    std::string text;
    for (const SchemaDifference& one : differences(before, after)) {
        const bool added = one.kind == SchemaDifference::Kind::added;
        const SchemaObject& object = added ? one.after : one.before;
        text += text.empty() ? "" : " ";
        text += one.kind == SchemaDifference::Kind::changed ? "~" : added ? "+" : "-";
        text += object.kind + ' ' + object.name;
    }
    return text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(schema_difference)

BOOST_AUTO_TEST_CASE(tells_what_is_missing_added_or_changed) {
    BOOST_TEST(words({table, column, key}, {table, column}) == "-index i");
    BOOST_TEST(words({table}, {table, column, view}) == "+column t.a +view v");
    SchemaObject other = column;
    other.definition = "bigint";
    BOOST_TEST(words({table, column}, {table, other}) == "~column t.a");
    SchemaObject more = rows;
    more.definition = "4";
    BOOST_TEST(words({table, rows}, {table, more}) == "~rows t");
}

BOOST_AUTO_TEST_CASE(does_not_ask_for_an_order) {
    BOOST_TEST(words({view, key, column, table}, {table, column, key, view}) == "");
}

BOOST_AUTO_TEST_CASE(tells_a_table_with_all_it_has_as_one) {
    BOOST_TEST(words({table, column, key, rows, view}, {view}) == "-table t");
    BOOST_TEST(words({}, {table, column, key, rows}) == "+table t");
}

BOOST_AUTO_TEST_SUITE_END()
