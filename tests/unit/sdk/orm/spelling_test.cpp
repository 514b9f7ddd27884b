#include "golden.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve;

namespace {

/// A dialect with parameters of no number and the offset in front, as ISO SQL has them.
const StandardDialect standard("standard", "Standard 1", {});

orm::Spelled raw_on(const Dialect& dialect, std::string_view sql) {
    return orm::spell(dialect, {.text = sql, .raw = true});
}

using Order = std::vector<std::size_t>;

} // namespace

BOOST_AUTO_TEST_SUITE(orm_spelling)

BOOST_AUTO_TEST_CASE(binds_values_in_the_order_of_the_text) {
    const orm::Spelled twice = raw_on(standard, "SELECT $2, $1, $2");
    BOOST_TEST(twice.text == "SELECT ?, ?, ?");
    BOOST_TEST(twice.order == (Order{1, 0, 1}));
    BOOST_TEST(raw_on(standard, "SELECT $1, $2").order.empty());
    BOOST_TEST(raw_on(test::sqlite_3, "SELECT $2, $1").text == "SELECT ?2, ?1");
    BOOST_TEST(raw_on(test::sqlite_3, "SELECT $2, $1").order.empty());
}

BOOST_AUTO_TEST_CASE(binds_the_offset_where_the_dialect_puts_it) {
    const auto query = from<Owner>.select(f<&Owner::name>).limit(10).offset(20);
    auto cells = orm::cells_for<std::remove_const_t<decltype(query)>>(standard);
    query.bind(cells);
    BOOST_TEST(cells.bound().parameters[0].as_integer() == 10);
    BOOST_TEST(cells.bound().parameters[1].as_integer() == 20);
    const orm::Spelled spelled = orm::spell(standard, orm::facts_of(query));
    BOOST_TEST(spelled.text ==
               "SELECT \"owners\".\"name\" FROM \"owners\" OFFSET ? ROWS FETCH NEXT "
               "? ROWS ONLY");
    BOOST_TEST(spelled.order == (Order{1, 0}));
}

BOOST_AUTO_TEST_CASE(leaves_alone_what_only_looks_like_a_parameter) {
    for (const char* const sql : {"SELECT '$1'", "SELECT \"$1\"", "SELECT `$1`", "SELECT 1 -- $1\n",
                                  "SELECT 1 /* $1 */", "SELECT $$ text $$", "SELECT 'it''s $1'"})
        BOOST_TEST_CONTEXT(sql) BOOST_TEST(raw_on(standard, sql).text == sql);
    BOOST_TEST(raw_on(standard, "SELECT '$1', $1").text == "SELECT '$1', ?");
}

BOOST_AUTO_TEST_CASE(escapes_what_means_something_in_patterns) {
    BOOST_TEST(orm::like_pattern("%", "50% of a_b!", "%") == "%50!% of a!_b!!%");
}

BOOST_AUTO_TEST_SUITE_END()
