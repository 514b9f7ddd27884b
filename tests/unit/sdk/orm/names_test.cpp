#include "varve/orm/names.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace varve;

namespace {

struct Named {
    int plain = 0;
    int displayName = 0;
    int private_ = 0;
    int HTTPPort = 0;
};

template <class T> struct Nested { T inside; };

std::string snake(std::string_view name) {
    std::string text(orm::snake_case(name, nullptr), ' ');
    orm::snake_case(name, text.data());
    return text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(orm_names)

BOOST_AUTO_TEST_CASE(are_those_of_the_members) {
    BOOST_TEST(orm::DefaultName<&Named::plain>::view == "plain");
    BOOST_TEST(orm::DefaultName<&Named::displayName>::view == "display_name");
    BOOST_TEST(orm::DefaultName<&Named::private_>::view == "private");
    BOOST_TEST(orm::DefaultName<&Named::HTTPPort>::view == "http_port");
    BOOST_TEST(orm::DefaultName<&Nested<std::string>::inside>::view == "inside");
}

BOOST_AUTO_TEST_CASE(are_written_as_columns_are_named) {
    struct Case {
        const char *member, *column;
    };
    for (const auto& [member, column] :
         {Case{"id", "id"}, Case{"userId", "user_id"}, Case{"user_id", "user_id"},
          Case{"UserID", "user_id"}, Case{"line2", "line2"}, Case{"line2Text", "line2_text"},
          Case{"a_B", "a_b"}, Case{"URL", "url"}, Case{"jsonURLPath__", "json_url_path"}})
        BOOST_TEST_CONTEXT(member) BOOST_TEST(snake(member) == column);
}

BOOST_AUTO_TEST_SUITE_END()
