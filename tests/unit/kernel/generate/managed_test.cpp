#include "kernel/generate/managed.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve;
using namespace varve::schema;

namespace {

DatabaseSchema some() {
    DatabaseSchema model;
    model.name_spaces = {{"app"}, {"other"}, {"home"}};
    model.extensions = {{"citext", "home"}};
    model.tables = {{.name = {"app", "users"}, .indexes = {{.name = "users_email"}}},
                    {.name = {"app", "tmp_1"}},
                    {.name = {"other", "users"}}};
    model.views = {{.name = {"app", "tmp_2"}}};
    return model;
}

std::string left(const DatabaseSchema& model) {
    std::string names;
    for (const Table& one : model.tables) {
        names += one.name.name_space + '.' + one.name.name + ' ';
        for (const Index& index : one.indexes) names += '(' + index.name + ") ";
    }
    for (const View& one : model.views) names += one.name.name_space + '.' + one.name.name + ' ';
    return names;
}

std::string ignoring(const std::string& pattern) {
    DatabaseSchema model = some();
    ignore(model, std::vector{pattern});
    return left(model);
}

} // namespace

BOOST_AUTO_TEST_SUITE(managed)

BOOST_AUTO_TEST_CASE(other_namespaces_are_left_out_and_extensions_keep_their_home) {
    DatabaseSchema model = some();
    keep_only(model, {"app"});
    BOOST_TEST(left(model) == "app.users (users_email) app.tmp_1 app.tmp_2 ");
    BOOST_TEST(model.extensions.size() == 1U);
    BOOST_TEST((model.name_spaces == std::vector<Namespace>{{"app"}, {"home"}}));
    DatabaseSchema wanted;
    keep_extensions(model, wanted);
    BOOST_TEST((wanted.extensions == model.extensions));
    BOOST_TEST((wanted.name_spaces == std::vector<Namespace>{{"home"}}));
}

BOOST_AUTO_TEST_CASE(patterns_are_about_names_with_and_without_their_namespace_and_kind) {
    BOOST_TEST(ignoring("tmp_*") == "app.users (users_email) other.users ");
    BOOST_TEST(ignoring("table:tmp_*") == "app.users (users_email) other.users app.tmp_2 ");
    BOOST_TEST(ignoring("other.*") == "app.users (users_email) app.tmp_1 app.tmp_2 ");
    BOOST_TEST(ignoring("index:users.*") == "app.users app.tmp_1 other.users app.tmp_2 ");
    BOOST_TEST(ignoring("nothing") == left(some()));
}

BOOST_AUTO_TEST_SUITE_END()
