#include "kernel/compare/creation.hpp"
#include "varve/error.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <random>

using namespace varve;
using namespace varve::schema;

namespace {

// "+table a ~column x of a", in the order in which they are made.
std::string order(const DatabaseSchema& model) {
    std::string text;
    for (const Change& change : creation(model)) {
        text += text.empty() ? "" : " ";
        if (const auto* const created = std::get_if<Create>(&change.what))
            text += '+' + in_words(id_of(created->object));
        if (const auto* const altered = std::get_if<Alter>(&change.what))
            text += '~' + in_words(id_of(altered->after));
    }
    return text;
}

Table table(const std::string& name, std::vector<Constraint> constraints = {}) {
    return {.name = {"", name},
            .columns = {{.name = "id", .type = {Kind::integer, "int"}}},
            .constraints = std::move(constraints)};
}

Constraint reference(const std::string& name, const std::string& to) {
    return {.name = name, .rule = ForeignKey{{"id"}, {"", to}, {"id"}}};
}

View view(const std::string& name) {
    return {.name = {"", name}, .query = "SELECT 1"};
}
Routine function(const std::string& name) {
    return {.name = {"", name}, .definition = "f"};
}
ObjectId view_id(const std::string& name) {
    return {ObjectKind::view, {"", name}};
}
ObjectId function_id(const std::string& name) {
    return {ObjectKind::routine, {"", name}};
}
ObjectId table_id(const std::string& name) {
    return {ObjectKind::table, {"", name}};
}

const Table* made(const std::vector<Change>& changes, const std::string& name) {
    for (const Change& change : changes) {
        const auto* const created = std::get_if<Create>(&change.what);
        if (created == nullptr) continue;
        const auto* const one = std::get_if<Table>(&created->object);
        if (one != nullptr && one->name.name == name) return one;
    }
    return nullptr;
}

} // namespace

BOOST_AUTO_TEST_SUITE(creation_order)

BOOST_AUTO_TEST_CASE(kinds_come_in_order_and_parts_behind_their_table) {
    Table users = table("users", {{.name = "users_pkey", .rule = PrimaryKey{{"id"}}}});
    users.indexes = {{.name = "i"}};
    users.triggers = {{.name = "t"}};
    users.policies = {{.name = "p"}};
    const DatabaseSchema model{.name_spaces = {{"app"}},
                               .enums = {{.name = {"", "mood"}}},
                               .sequences = {{.name = {"", "s"}}},
                               .tables = {table("zebras"), users},
                               .views = {view("a_view")},
                               .routines = {function("f")}};
    BOOST_TEST(order(model) == "+schema app +enum mood +routine f() +sequence s +table users "
                               "+index i of users +table zebras +view a_view +policy p of users "
                               "+trigger t of users");
    BOOST_TEST(made(creation(model), "users")->constraints.size() == 1U);
}

BOOST_AUTO_TEST_CASE(foreign_keys_come_behind_all_tables_and_circles_of_them_are_none) {
    const DatabaseSchema model{.tables = {table("a", {reference("to_b", "b")}),
                                          table("b", {reference("to_a", "a")}),
                                          table("c", {reference("to_itself", "c")})}};
    BOOST_TEST(order(model) == "+table a +table b +table c +constraint to_b of a "
                               "+constraint to_a of b +constraint to_itself of c");
}

BOOST_AUTO_TEST_CASE(what_the_database_says_is_needed_comes_first) {
    const DatabaseSchema model{
        .tables = {table("t")},
        .views = {view("a"), view("b"), view("c")},
        .routines = {function("f")},
        .dependencies = {{view_id("a"), view_id("c")},
                         {view_id("c"), view_id("b")},
                         {view_id("b"), table_id("t")},
                         {function_id("f"), view_id("b")},
                         {view_id("c"), {ObjectKind::view, {"elsewhere", "unknown"}}}}};
    BOOST_TEST(order(model) == "+table t +view b +routine f() +view c +view a");
}

BOOST_AUTO_TEST_CASE(a_default_that_needs_its_own_table_follows_it) {
    Table one = table("t", {{.name = "good", .rule = Check{"f(t)"}}});
    one.columns[0].default_value = "f()";
    one.columns.push_back({.name = "n", .type = {Kind::integer, "int"}, .default_value = "g()"});
    DatabaseSchema model{
        .tables = {one},
        .routines = {function("f"), function("g")},
        .dependencies = {{{ObjectKind::column, {"", "t"}, "id"}, function_id("f")},
                         {{ObjectKind::column, {"", "t"}, "n"}, function_id("g")},
                         {{ObjectKind::constraint, {"", "t"}, "good"}, function_id("f")}}};
    BOOST_TEST(order(model) == "+routine f() +routine g() +table t");
    model.dependencies.push_back({function_id("f"), table_id("t")});
    BOOST_TEST(order(model) ==
               "+routine g() +table t +routine f() ~column id of t +constraint good of t");
    const std::vector<Change> changes = creation(model);
    const Table* const itself = made(changes, "t");
    BOOST_TEST(!itself->columns[0].default_value.has_value());
    BOOST_TEST(itself->columns[1].default_value.has_value()); // only what has to be
    BOOST_TEST(itself->constraints.empty());
}

BOOST_AUTO_TEST_CASE(what_needs_each_other_otherwise_is_named) {
    const DatabaseSchema model{
        .tables = {table("t")},
        .views = {view("v")},
        .routines = {function("f")},
        .dependencies = {{view_id("v"), function_id("f")}, {function_id("f"), view_id("v")}}};
    BOOST_CHECK_EXCEPTION(creation(model), Error, [](const Error& error) {
        return std::string(error.what()) == "these need each other, and none can be made first: "
                                            "routine f(), view v";
    });
}

BOOST_AUTO_TEST_CASE(a_partition_is_joined_before_it_has_indexes_that_are_not_the_wholes) {
    Table whole = table("whole"), part = table("part");
    whole.partition_key = "RANGE (id)";
    whole.indexes = {{.name = "whole_i"}};
    part.partition = Partition{{"", "whole"}, "DEFAULT"};
    part.columns[0].inherited = true;
    part.constraints = {{.name = "k", .rule = Check{"id > 0"}, .inherited = true}};
    part.indexes = {{.name = "part_i", .inherited = true}, {.name = "own"}};
    const DatabaseSchema model{.tables = {part, whole}};
    BOOST_TEST(order(model) == "+table part +index part_i of part +table whole "
                               "+index whole_i of whole +partition part +index own of part");
    const std::vector<Change> changes = creation(model);
    BOOST_TEST(!made(changes, "part")->columns[0].inherited);
    BOOST_TEST(!made(changes, "part")->constraints.at(0).inherited);
    BOOST_TEST(!made(changes, "part")->partition.has_value());
}

BOOST_AUTO_TEST_CASE(a_child_comes_behind_its_parents_and_says_only_what_is_its_own) {
    Table child = table("child"), parent = table("parent");
    parent.columns[0].default_value = "1";
    child.parents = {{"", "parent"}};
    child.columns[0].inherited = true;
    child.columns[0].default_value = "1";
    BOOST_TEST(order({.tables = {child, parent}}) == "+table parent +table child");
    child.columns[0].default_value = "2";
    BOOST_TEST(order({.tables = {child, parent}}) ==
               "+table parent +table child ~column id of child");
    child.columns[0].default_value.reset();
    BOOST_TEST(order({.tables = {child, parent}}) ==
               "+table parent +table child ~column id of child");
}

BOOST_AUTO_TEST_CASE(a_sequence_gets_its_owner_behind_the_table) {
    Table one = table("t");
    one.columns[0].default_value = "nextval('s')";
    const DatabaseSchema model{
        .sequences = {{.name = {"", "s"}, .owner = ColumnName{{"", "t"}, "id"}}},
        .tables = {one},
        .dependencies = {
            {{ObjectKind::column, {"", "t"}, "id"}, {ObjectKind::sequence, {"", "s"}}}}};
    BOOST_TEST(order(model) == "+sequence s +table t ~sequence s");
}

BOOST_AUTO_TEST_CASE(what_only_the_database_knows_comes_last_unless_it_is_needed) {
    DatabaseSchema model{.tables = {table("t"), table("d")},
                         .others = {{.kind = "COLLATION", .name = {"", "c"}},
                                    {.kind = "RULE", .name = {"", "r"}, .table = {"", "t"}}}};
    BOOST_TEST(order(model) == "+table d +table t +COLLATION c +RULE on t r");
    model.dependencies = {{table_id("t"), {ObjectKind::other, {"", "c"}, "COLLATION"}}};
    BOOST_TEST(order(model) == "+COLLATION c +table d +table t +RULE on t r");
}

BOOST_AUTO_TEST_CASE(the_order_in_which_things_are_told_does_not_matter) {
    DatabaseSchema model;
    for (int i = 0; i < 30; ++i) {
        const std::string name = "t" + std::to_string(i);
        model.tables.push_back(table(name, {reference("key", "t" + std::to_string((i * 7) % 30))}));
        model.views.push_back(view("v" + std::to_string(i)));
        if (i > 0)
            model.dependencies.push_back(
                {view_id("v" + std::to_string(i / 2)), view_id("v" + std::to_string(15 + i / 2))});
    }
    const std::string expected = order(model);
    std::mt19937 random(4711);
    for (int i = 0; i < 20; ++i) {
        std::ranges::shuffle(model.tables, random);
        std::ranges::shuffle(model.views, random);
        std::ranges::shuffle(model.dependencies, random);
        BOOST_TEST(order(model) == expected);
    }
}

BOOST_AUTO_TEST_SUITE_END()
