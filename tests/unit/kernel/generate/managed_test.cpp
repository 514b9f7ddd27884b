#include "kernel/generate/managed.hpp"
#include "varve/error.hpp"

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

BOOST_AUTO_TEST_CASE(what_is_ignored_of_a_table_that_both_have_is_alike_on_both) {
    DatabaseSchema is = some(), shall = some();
    Table& users = is.tables.front();
    users.columns = {{.name = "email"}, {.name = "phone"}};
    users.indexes = {{.name = "odd_email", .elements = {{.column = "email"}}},
                     {.name = "odd_phone", .elements = {{.column = "phone"}}}};
    users.triggers = {{.name = "odd_trigger", .definition = "it"}, {.name = "odd_other"}};
    is.routines = {{.name = {"app", "odd"}}};
    is.dependencies = {{{ObjectKind::trigger, {"app", "users"}, "odd_other"},
                        {ObjectKind::routine, {"app", "odd"}, ""}}};
    shall.tables.front().columns = {{.name = "email"}};
    shall.tables.front().triggers = {{.name = "odd_trigger", .definition = "another"}};
    ignore(is, shall, std::vector<std::string>{"*odd*", "*users_email"});
    for (const DatabaseSchema& model : {is, shall}) {
        const Table& table = model.tables.front();
        BOOST_TEST(left(model).starts_with("app.users (odd_email) app.tmp_1 "));
        BOOST_TEST((table.triggers == std::vector<Trigger>{{"odd_trigger", "it"}}));
    }
}

BOOST_AUTO_TEST_CASE(what_needs_something_that_is_left_out_is_named) {
    DatabaseSchema model = some();
    model.dependencies = {
        {{ObjectKind::view, {"app", "tmp_2"}, ""}, {ObjectKind::table, {"other", "users"}, ""}}};
    const auto all = ids_of(model);
    BOOST_CHECK_NO_THROW(require_whole(model, all));
    DatabaseSchema part = model;
    keep_only(part, {"app"});
    BOOST_CHECK_EXCEPTION(require_whole(part, all), ConfigError, [](const ConfigError& error) {
        return std::string(error.what())
            .starts_with("view app.tmp_2 needs table other.users, which");
    });
    part.views.clear();
    BOOST_CHECK_NO_THROW(require_whole(part, all));
    part.tables.front().constraints = {{.rule = ForeignKey{.table = {"other", "users"}}}};
    BOOST_CHECK_THROW(require_whole(part, all), ConfigError);
}

BOOST_AUTO_TEST_SUITE_END()
