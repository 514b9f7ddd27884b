#include "varve/schema/change.hpp"

#include <boost/test/unit_test.hpp>
#include <set>

using namespace varve::schema;

namespace {

const Name users{"app", "users"};

// One of each kind, all with the same name.
const std::vector<Object> one_of_each{
    Namespace{.name = "x"},
    Extension{.name = "x"},
    EnumType{.name = {"app", "x"}},
    Domain{.name = {"app", "x"}},
    CompositeType{.name = {"app", "x"}},
    Routine{.name = {"app", "x"}},
    Routine{.name = {"app", "x"}, .arguments = "integer"},
    Sequence{.name = {"app", "x"}},
    Table{.name = {"app", "x"}},
    View{.name = {"app", "x"}},
    Event{.name = {"app", "x"}},
    Other{.kind = "RULE", .name = {"app", "x"}},
    Other{.kind = "RULE", .name = {"app", "x"}, .table = users},
    Other{.kind = "PUBLICATION", .name = {"app", "x"}},
    PartOf<Column>{users, {.name = "x"}},
    PartOf<Constraint>{users, {.name = "x"}},
    PartOf<Index>{users, {.name = "x"}},
    PartOf<Partition>{users, {}},
    PartOf<Trigger>{users, {.name = "x"}},
    PartOf<Policy>{users, {.name = "x"}},
};

} // namespace

BOOST_AUTO_TEST_SUITE(change)

BOOST_AUTO_TEST_CASE(every_thing_is_told_from_all_others) {
    std::set<ObjectId> ids;
    std::set<std::size_t> kinds;
    for (const Object& object : one_of_each) {
        ids.insert(id_of(object));
        kinds.insert(object.index());
    }
    BOOST_TEST(ids.size() == one_of_each.size());
    BOOST_TEST(kinds.size() == std::variant_size_v<Object>); // none is forgotten here
}

BOOST_AUTO_TEST_CASE(things_are_named_as_a_person_does) {
    BOOST_TEST(in_words(id_of(Table{.name = users})) == "table app.users");
    BOOST_TEST(in_words(id_of(Table{.name = {"", "users"}})) == "table users");
    BOOST_TEST(in_words(id_of(PartOf<Column>{users, {.name = "email"}})) ==
               "column email of app.users");
    BOOST_TEST(in_words(id_of(Routine{.name = {"app", "f"}, .arguments = "integer, text"})) ==
               "routine app.f(integer, text)");
    BOOST_TEST(in_words(id_of(PartOf<Partition>{users, {}})) == "partition app.users");
    BOOST_TEST(in_words(id_of(Other{.kind = "RULE", .name = {"app", "r"}, .table = users})) ==
               "RULE on users app.r");
}

BOOST_AUTO_TEST_CASE(a_constraint_without_a_name_is_told_by_what_it_says) {
    const auto words = [](Constraint constraint) {
        return in_words(id_of(PartOf<Constraint>{users, std::move(constraint)}));
    };
    BOOST_TEST(words({.rule = PrimaryKey{{"id"}}}) == "constraint primary key of app.users");
    BOOST_TEST(words({.rule = Unique{{"a", "b"}}}) == "constraint unique (a, b) of app.users");
    BOOST_TEST(words({.rule = Check{"x > 0"}}) == "constraint check (x > 0) of app.users");
    BOOST_TEST(words({.rule = ForeignKey{{"a"}, {"", "t"}, {"id"}}}) ==
               "constraint foreign key (a) to t of app.users");
    BOOST_TEST(words({.rule = Exclusion{.elements = {{{.column = "a"}, "="}}}}) ==
               "constraint exclude (a) of app.users");
}

BOOST_AUTO_TEST_CASE(what_is_made_is_dropped_and_the_other_way_round) {
    for (const Object& object : one_of_each) {
        BOOST_TEST((reverse(Change{Create{object}}) == Change{Drop{object}}));
        BOOST_TEST((reverse(Change{Drop{object}}) == Change{Create{object}}));
    }
}

BOOST_AUTO_TEST_CASE(what_was_changed_is_changed_back) {
    const PartOf<Column> before{users, {.name = "n"}}, after{users, {.name = "n", .comment = "x"}};
    BOOST_TEST((reverse(Change{Alter{before, after}}) == Change{Alter{after, before}}));
}

BOOST_AUTO_TEST_CASE(what_was_renamed_has_its_old_name_again) {
    const Change table{Rename{{ObjectKind::table, users}, "people"}};
    BOOST_TEST((reverse(table) == Change{Rename{{ObjectKind::table, {"app", "people"}}, "users"}}));
    const Change column{Rename{{ObjectKind::column, users, "mail"}, "email"}};
    BOOST_TEST((reverse(column) == Change{Rename{{ObjectKind::column, users, "email"}, "mail"}}));
    const Change routine{Rename{{ObjectKind::routine, {"app", "f"}, "integer"}, "g"}};
    BOOST_TEST(
        (reverse(routine) == Change{Rename{{ObjectKind::routine, {"app", "g"}, "integer"}, "f"}}));
    BOOST_TEST((reverse(reverse(routine)) == routine));
}

BOOST_AUTO_TEST_CASE(several_are_taken_back_from_the_last_to_the_first) {
    const std::vector<Change> changes{{Create{Table{.name = users}}},
                                      {Create{PartOf<Index>{users, {.name = "i"}}}}};
    const std::vector<Change> expected{{Drop{PartOf<Index>{users, {.name = "i"}}}},
                                       {Drop{Table{.name = users}}}};
    BOOST_TEST((reverse(changes) == expected));
    BOOST_TEST((reverse(reverse(changes)) == changes));
}

BOOST_AUTO_TEST_CASE(models_are_alike_when_all_is) {
    const Table table{.name = users,
                      .columns = {{.name = "id", .type = {varve::Kind::integer, "bigint"}}},
                      .constraints = {{.name = "users_pkey", .rule = PrimaryKey{{"id"}}}}};
    Table other = table;
    BOOST_TEST((table == other));
    std::get<PrimaryKey>(other.constraints[0].rule).columns[0] = "ID";
    BOOST_TEST((table != other));
    other = table;
    other.columns[0].identity = Identity{};
    BOOST_TEST((table != other));
}

BOOST_AUTO_TEST_SUITE_END()
