// The tables that mappings need, as each database spells them.
#include "golden.hpp"

#include "plugins/entities/shop.hpp"
#include "varve/orm/tables.hpp"
#include "varve/schema/change.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve;
using test::mysql_5, test::postgresql_15, test::sqlite_3;

namespace {

using Person = shop::second::Person;

struct Post {
    std::int64_t id = 0;
    std::vector<std::string> tags;
};

std::string types(const schema::Table& table) {
    std::string text;
    for (const schema::Column& column : table.columns)
        text += column.name + ' ' + column.type.spelling + (column.nullable ? " null" : "") +
                (column.default_value ? " = " + *column.default_value : "") + '\n';
    return text;
}

/// Refers to a column that is not the primary key.
struct Lot {
    std::string email;
};

} // namespace

template <> struct varve::Entity<Lot> {
    static constexpr auto mapping =
        table<Lot>("lots", column<&Lot::email>.references<Person, &Person::email>().on_update(
                               ReferenceAction::cascade));
};

template <> struct varve::Entity<Post> {
    static constexpr auto mapping =
        table<Post>("posts", column<&Post::id>.primary_key(), column<&Post::tags>);
};

BOOST_AUTO_TEST_SUITE(orm_tables)

BOOST_AUTO_TEST_CASE(refuses_a_type_that_a_database_lacks) {
    BOOST_TEST(types(tables_of<Post>(postgresql_15, "").model.tables.at(0)) ==
               "id bigint\ntags text[]\n");
    BOOST_CHECK_EXCEPTION(tables_of<Post>(sqlite_3, ""), ConfigError, [](const ConfigError& error) {
        return std::string(error.what())
            .starts_with("column tags of posts is an array, and sqlite has none");
    });
}

BOOST_AUTO_TEST_CASE(takes_the_narrowest_types) {
    BOOST_TEST(types(tables_of<Person>(postgresql_15, "public").model.tables.at(0)) ==
               "id bigint\nemail varchar(320)\nvisits INTEGER null = 0\nscore double precision\n"
               "seen_at timestamptz = CURRENT_TIMESTAMP\nbalance DECIMAL(12,2) = 0\n"
               "nickname text null\nrole varchar(20) = 'reader'\nsettings jsonb null\n");
    BOOST_TEST(types(tables_of<Person>(sqlite_3, "").model.tables.at(0)) ==
               "id INTEGER\nemail TEXT\nvisits INTEGER null = 0\nscore REAL\n"
               "seen_at TEXT = CURRENT_TIMESTAMP\nbalance TEXT = 0\nnickname TEXT null\n"
               "role TEXT = 'reader'\nsettings TEXT null\n");
    BOOST_TEST(types(tables_of<Person>(mysql_5, "").model.tables.at(0))
                   .find("seen_at DATETIME(6) = CURRENT_TIMESTAMP(6)\nbalance DECIMAL(12,2)") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(says_all_that_the_mapping_does) {
    const EntityTables all = tables_of<Person, Quarry>(postgresql_15, "app");
    const schema::Table& users = all.model.tables.at(0);
    BOOST_TEST((users.name == schema::Name{"app", "users"}));
    BOOST_TEST(users.columns[0].identity.has_value());
    BOOST_TEST_REQUIRE(users.constraints.size() == 3U);
    BOOST_TEST((std::get<schema::PrimaryKey>(users.constraints[0].rule).columns ==
                std::vector<std::string>{"id"}));
    BOOST_TEST((std::get<schema::Unique>(users.constraints[1].rule).columns ==
                std::vector<std::string>{"email"}));
    BOOST_TEST(users.constraints[1].name.empty()); // the database names it
    BOOST_TEST(std::get<schema::Check>(users.constraints[2].rule).expression == "score >= 0");
    BOOST_TEST_REQUIRE(users.indexes.size() == 2U);
    BOOST_TEST(users.indexes[0].elements[0].expression ==
               "(CAST((\"settings\" #>> '{\"font_size\"}') AS bigint))");
    BOOST_TEST(users.indexes[1].predicate == "nickname IS NOT NULL");
    BOOST_TEST(users.indexes[1].elements[0].column == "nickname");
    BOOST_TEST_REQUIRE(all.renames.size() == 3U);
    BOOST_TEST(in_words(all.renames[0].object) == "table app.users");
    BOOST_TEST(all.renames[0].from == "people");
    BOOST_TEST(in_words(all.renames[1].object) == "column email of app.users");
    const schema::Table& quarries = all.model.tables.at(1);
    BOOST_TEST(quarries.comment == "where stones come from");
    BOOST_TEST(quarries.columns[4].name == "place_country");
    BOOST_TEST(quarries.indexes[1].elements[0].expression == "(lower(name))");
    BOOST_TEST(quarries.indexes[1].method == "btree");
}

BOOST_AUTO_TEST_CASE(refers_to_the_columns_of_other_entities) {
    using shop::second::Visit;
    const schema::Table visits = tables_of<Visit>(postgresql_15, "app").model.tables.at(0);
    BOOST_TEST_REQUIRE(visits.constraints.size() == 3U);
    using schema::ForeignKey;
    BOOST_TEST((std::get<ForeignKey>(visits.constraints[1].rule) ==
                ForeignKey{.columns = {"person_id"},
                           .table = {"app", "users"},
                           .referenced = {"id"},
                           .on_delete = ForeignKey::Action::cascade}));
    BOOST_TEST(
        (std::get<ForeignKey>(visits.constraints[2].rule).table == schema::Name{"app", "visits"}));
    const schema::Table lots = tables_of<Lot>(postgresql_15, "app").model.tables.at(0);
    BOOST_TEST((std::get<ForeignKey>(lots.constraints.back().rule) ==
                ForeignKey{.columns = {"email"},
                           .table = {"app", "users"},
                           .referenced = {"email"},
                           .on_update = ForeignKey::Action::cascade}));
}

BOOST_AUTO_TEST_SUITE_END()
