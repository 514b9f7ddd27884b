#include "kernel/migrate/origin.hpp"

#include <boost/test/unit_test.hpp>

using varve::storable_origin;

namespace {

std::string repeated(const std::string& text, int count) {
    std::string result;
    for (int i = 0; i < count; ++i) result += text;
    return result;
}

} // namespace

BOOST_AUTO_TEST_SUITE(origin)

BOOST_AUTO_TEST_CASE(a_path_is_kept_as_it_is) {
    for (const std::string& path :
         {std::string("migrations/1_a.sql"), std::string("wanderungen/1_größe.sql"),
          std::string(1000, 'a'), repeated("ß", 1000)})
        BOOST_TEST(storable_origin(path) == path);
}

BOOST_AUTO_TEST_CASE(of_a_long_path_the_end_is_kept) {
    BOOST_TEST(storable_origin("b" + std::string(1000, 'a')) == "…" + std::string(999, 'a'));
    BOOST_TEST(storable_origin("b" + repeated("ß", 1000)) == "…" + repeated("ß", 999));
}

BOOST_AUTO_TEST_CASE(what_is_not_utf8_is_replaced) {
    BOOST_TEST(storable_origin("caf\xE9/1_a.sql") == "caf\uFFFD/1_a.sql");
}

BOOST_AUTO_TEST_SUITE_END()
