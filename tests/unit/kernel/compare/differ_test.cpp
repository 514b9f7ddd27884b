#include "kernel/compare/differ.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve;
using namespace varve::schema;

namespace {

// "-view v ~column id of t +view v", in the order in which it is done.
std::string words(const DatabaseSchema& from, const DatabaseSchema& to) {
    std::string text;
    for (const Change& change : differences(from, to)) {
        text += text.empty() ? "" : " ";
        if (const auto* const one = std::get_if<Create>(&change.what))
            text += '+' + in_words(id_of(one->object));
        if (const auto* const one = std::get_if<Drop>(&change.what))
            text += '-' + in_words(id_of(one->object));
        if (const auto* const one = std::get_if<Alter>(&change.what))
            text += '~' + in_words(id_of(one->after));
    }
    return text;
}

Table table(const std::string& name) {
    return {.name = {"", name}, .columns = {{.name = "id", .type = {Kind::integer, "int"}}}};
}

View view(const std::string& name, const std::string& query = "SELECT 1") {
    return {.name = {"", name}, .query = query};
}

const ObjectId t{ObjectKind::table, {"", "t"}}, id{ObjectKind::column, {"", "t"}, "id"},
    v{ObjectKind::view, {"", "v"}}, w{ObjectKind::view, {"", "w"}};

DatabaseSchema with_views(const Table& one) {
    return {.tables = {one}, .views = {view("v"), view("w")}, .dependencies = {{v, id}, {w, v}}};
}

} // namespace

BOOST_AUTO_TEST_SUITE(differ)

BOOST_AUTO_TEST_CASE(what_is_alike_needs_nothing) {
    DatabaseSchema model = with_views(table("t"));
    model.others = {{.kind = "RULE", .name = {"", "r"}}};
    BOOST_TEST(words(model, model).empty());
    BOOST_TEST(words({}, {}).empty());
}

BOOST_AUTO_TEST_CASE(all_is_made_and_dropped_in_an_order_that_is_possible) {
    Table one = table("t");
    one.indexes = {{.name = "i"}};
    one.constraints = {{.name = "k", .rule = PrimaryKey{{"id"}}},
                       {.name = "f", .rule = ForeignKey{{"id"}, {"", "t"}, {"id"}}}};
    const DatabaseSchema model = with_views(one);
    BOOST_TEST(words({}, model) == "+table t +index i of t +view v +view w +constraint f of t");
    BOOST_TEST(words(model, {}) == "-constraint f of t -view w -view v -table t");
}

BOOST_AUTO_TEST_CASE(what_holds_no_rows_goes_before_its_table_changes_and_comes_back_behind) {
    Table before = table("t"), after = table("t");
    before.columns.push_back({.name = "old", .type = {Kind::integer, "int"}});
    before.constraints = {{.name = "c", .rule = Check{"a"}}, {.rule = Unique{{"old"}}}};
    before.indexes = {{.name = "gone"}, {.name = "other"}};
    after.columns.push_back({.name = "fresh", .type = {Kind::integer, "int"}});
    after.columns[0].nullable = false;
    after.constraints = {{.name = "c", .rule = Check{"b"}}, {.rule = Unique{{"fresh"}}}};
    after.indexes = {{.name = "other", .unique = true}};
    after.comment = "x";
    BOOST_TEST(words({.tables = {before}}, {.tables = {after}}) ==
               "-index other of t -index gone of t -constraint c of t "
               "-constraint unique (old) of t -column old of t ~table t ~column id of t "
               "+column fresh of t +constraint c of t +constraint unique (fresh) of t "
               "+index other of t");
}

BOOST_AUTO_TEST_CASE(what_is_only_said_of_a_key_changes_where_it_is) {
    Table before = table("t");
    before.constraints = {{.name = "c", .rule = Check{"a"}, .validated = false}};
    before.indexes = {{.name = "i"}};
    Table after = before;
    after.constraints[0].comment = after.indexes[0].comment = "x";
    after.constraints[0].validated = true;
    after.indexes[0].visible = false;
    BOOST_TEST(words({.tables = {before}}, {.tables = {after}}) ==
               "~constraint c of t ~index i of t");
}

BOOST_AUTO_TEST_CASE(the_order_of_columns_does_not_count) {
    Table before = table("t"), after = table("t");
    before.columns.push_back({.name = "a"});
    after.columns.insert(after.columns.begin(), {.name = "a"});
    BOOST_TEST(words({.tables = {before}}, {.tables = {after}}).empty());
}

BOOST_AUTO_TEST_CASE(what_reads_a_column_makes_way_when_its_type_changes) {
    Table other = table("t");
    other.columns[0].type.spelling = "bigint";
    BOOST_TEST(words(with_views(table("t")), with_views(other)) ==
               "-view w -view v ~column id of t +view v +view w");
    other = table("t");
    other.columns[0].comment = "x"; // is in nobody's way
    BOOST_TEST(words(with_views(table("t")), with_views(other)) == "~column id of t");
}

BOOST_AUTO_TEST_CASE(a_view_that_changes_is_made_anew_with_its_parts_and_all_that_reads_it) {
    DatabaseSchema before = with_views(table("t"));
    before.views[0].triggers = {{.name = "g"}};
    DatabaseSchema after = before;
    after.views[0].query = "SELECT 2";
    BOOST_TEST(words(before, after) == "-view w -view v +view v +view w +trigger g of v");
}

BOOST_AUTO_TEST_CASE(tables_that_need_each_other_are_untied_before_they_go) {
    Table a = table("a"), b = table("b");
    a.constraints = {{.name = "to_b", .rule = ForeignKey{{"id"}, {"", "b"}, {"id"}}}};
    b.constraints = {{.name = "to_a", .rule = ForeignKey{{"id"}, {"", "a"}, {"id"}}}};
    BOOST_TEST(words({.tables = {a, b}}, {}) ==
               "-constraint to_a of b -constraint to_b of a -table b -table a");
}

BOOST_AUTO_TEST_CASE(a_child_follows_its_parent_but_for_its_own_default) {
    Table parent = table("parent"), child = table("child");
    child.parents = {{"", "parent"}};
    child.columns[0].inherited = true;
    const DatabaseSchema before{.tables = {child, parent}};
    DatabaseSchema after = before;
    for (Table& one : after.tables) one.columns[0].type.spelling = "bigint";
    BOOST_TEST(words(before, after) == "~column id of parent");
    after.tables[0].columns[0].default_value = "1";
    BOOST_TEST(words(before, after) == "~column id of parent ~column id of child");
    after = before;
    for (Table& one : after.tables)
        one.columns.push_back({.name = "n", .inherited = one.name.name == "child"});
    BOOST_TEST(words(before, after) == "+column n of parent");
    BOOST_TEST(words(after, before) == "-column n of parent");
}

BOOST_AUTO_TEST_CASE(a_sequence_is_tied_to_its_column_when_that_is_there_and_untied_before) {
    const DatabaseSchema free{.sequences = {{.name = {"", "s"}}}};
    const DatabaseSchema owned{
        .sequences = {{.name = {"", "s"}, .owner = ColumnName{{"", "t"}, "id"}}},
        .tables = {table("t")}};
    BOOST_TEST(words(free, owned) == "+table t ~sequence s");
    BOOST_TEST(words({}, owned) == "+sequence s +table t ~sequence s");
    BOOST_TEST(words(owned, {}) == "~sequence s -table t -sequence s");
}

BOOST_AUTO_TEST_CASE(a_default_lets_go_of_what_goes) {
    const ObjectId f{ObjectKind::routine, {"", "f"}};
    DatabaseSchema before{
        .tables = {table("t")}, .routines = {{.name = {"", "f"}}}, .dependencies = {{id, f}}};
    before.tables[0].columns[0].default_value = "f()";
    DatabaseSchema after{.tables = {table("t")}};
    BOOST_TEST(words(before, after) == "~column id of t -routine f()");
    after.tables[0].columns[0].nullable = false;
    BOOST_TEST(words(before, after) == "~column id of t -routine f() ~column id of t");
    BOOST_TEST(words(after, before) == "+routine f() ~column id of t");
}

BOOST_AUTO_TEST_CASE(what_the_model_has_no_type_for_is_made_and_then_not_touched) {
    const DatabaseSchema some{.others = {{.kind = "RULE", .name = {"", "r"}, .statements = {"x"}}}};
    DatabaseSchema other = some;
    other.others[0].statements = {"y"};
    BOOST_TEST(words({}, some) == "+RULE r");
    BOOST_TEST(words(some, other).empty());
    BOOST_TEST(words(some, {}).empty());
}

BOOST_AUTO_TEST_SUITE_END()
