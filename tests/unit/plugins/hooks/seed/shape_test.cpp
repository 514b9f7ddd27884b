#include "plugins/hooks/seed/merge.hpp"

#include "varve/db/standard_dialect.hpp"
#include "varve/error.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve;
using namespace varve::seed;

namespace {

const std::vector<ColumnInfo> columns{{"id"}, {"name"}, {"role_id"}, {"made_at"}, {"secret"}};

/// users.role_id refers to roles.id, and roles.tenant_id to tenants.id.
struct Fixture {
    ForeignKeys keys;
    TableName users{.name = "users"};
    StandardDialect dialect{"standard", "Standard", {}};

    Fixture() {
        keys.add("users", "role_id", {"roles", "id"});
        keys.add("roles", "tenant_id", {"tenants", "id"});
    }

    static Node text(std::string value) {
        return {.kind = Node::Kind::text, .text = std::move(value)};
    }
    static Node map(std::string name, Node value) {
        return {.kind = Node::Kind::map, .names = {std::move(name)}, .items = {std::move(value)}};
    }
    ShapedRow shaped_row(const Node& row) const { return shaped(row, users, columns, keys); }
    std::string leaves(const Shape& shape) const {
        std::string names;
        for (const Leaf& leaf : leaves_of(shape)) names += leaf.name + ' ';
        return names;
    }
    bool refuses(const Node& row, const std::string& words) const {
        try {
            shaped_row(row);
        } catch (const ConfigError& error) {
            BOOST_TEST_MESSAGE(error.what());
            return std::string(error.what()).find(words) != std::string::npos;
        }
        return false;
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(shapes, Fixture)

BOOST_AUTO_TEST_CASE(a_map_is_what_its_column_and_its_mark_say) {
    BOOST_TEST(leaves(shaped_row(map("name", text("ann"))).shape) == "name ");
    for (const char* const name : {"role", "role_id"}) {
        const ShapedRow row = shaped_row(map(name, map("name", text("admin"))));
        BOOST_TEST(leaves(row.shape) == "role_id.name ");
        BOOST_TEST(row.values.at(0).value() == "admin");
    }
    const ShapedRow sql = shaped_row(map("made_at", map("sql", text("now()"))));
    BOOST_TEST(leaves(sql.shape) == "");
    BOOST_TEST(sql.shape.at(0).expression == "now()");
    BOOST_CHECK(leaves_of(shaped_row(map("secret", map("password", text("x")))).shape).at(0).from ==
                Column::From::password);
    const ShapedRow json = shaped_row(map("name", map("theme", text("dark"))));
    BOOST_TEST(json.values.at(0).value() == "{\"theme\": \"dark\"}");
    BOOST_TEST(leaves(shaped_row(map("role", map("tenant", map("name", text("x"))))).shape) ==
               "role_id.tenant_id.name ");
}

BOOST_AUTO_TEST_CASE(what_is_no_column_is_refused) {
    BOOST_TEST(
        refuses(map("nmae", text("x")), "no column \"nmae\" in users; did you mean 'name'?"));
    BOOST_TEST(refuses(map("role", text("admin")), "no column \"role\""));
    BOOST_TEST(refuses(map("role", {.kind = Node::Kind::map}), "the reference is empty"));
    BOOST_TEST(refuses(map("role", map("name", map("sql", text("x")))), "by plain values"));
    Node twice = map("role", map("name", text("a")));
    twice.names.push_back("role_id");
    twice.items.push_back(text("1"));
    BOOST_TEST(refuses(twice, "\"role_id\" has two values"));
}

BOOST_AUTO_TEST_CASE(a_header_may_name_references) {
    const std::vector<std::string> names{"name", "role.name", "role.tenant_id"};
    const Shape shape = shape_of_header(names, users, columns, keys);
    BOOST_TEST(leaves(shape) == "name role_id.name role_id.tenant_id ");
    const std::vector<std::string> unknown{"name", "group.name"};
    BOOST_CHECK_THROW(shape_of_header(unknown, users, columns, keys), ConfigError);
}

BOOST_AUTO_TEST_CASE(a_merge_is_plain_sql) {
    Node row = map("name", text("ann"));
    row.names.insert(row.names.end(), {"role", "made_at"});
    row.items.insert(row.items.end(),
                     {map("name", text("admin")), map("sql", text("CURRENT_TIMESTAMP"))});
    const Merge merge(dialect, users, {"name"}, shaped_row(row).shape, "0");
    BOOST_TEST(
        merge.create().at(0) ==
        R"(CREATE TEMPORARY TABLE "varve_seed_rows_0" AS SELECT t."name" AS "name", r1."name" AS )"
        R"("role_id.name" FROM "users" AS t, "roles" AS r1 WHERE 1 = 0)");
    BOOST_TEST(
        merge.resolve() ==
        R"(INSERT INTO "varve_seed_resolved_0" ("name", "role_id") SELECT s."name", (SELECT )"
        R"("by role_id"."id" FROM "roles" AS "by role_id" WHERE "by role_id"."name" = )"
        R"(s."role_id.name") FROM "varve_seed_rows_0" AS s)");
    BOOST_TEST(
        merge.insert_missing() ==
        R"(INSERT INTO "users" ("name", "role_id", "made_at") SELECT s."name", s."role_id", )"
        R"((CURRENT_TIMESTAMP) FROM "varve_seed_resolved_0" AS s WHERE NOT EXISTS (SELECT 1 )"
        R"(FROM "users" AS t WHERE t."name" = s."name"))");
    const std::string match =
        R"(t."name" = s."name" AND (t."role_id" IS DISTINCT FROM s."role_id"))";
    BOOST_TEST(merge.update_different() ==
               R"(UPDATE "users" AS t SET "role_id" = (SELECT s."role_id" FROM )"
               R"("varve_seed_resolved_0" AS s WHERE )" +
                   match + R"() WHERE EXISTS (SELECT 1 FROM "varve_seed_resolved_0" AS s WHERE )" +
                   match + ')');
    const Merge only_key(dialect, users, {"name"}, shaped_row(map("name", text("x"))).shape, "1");
    BOOST_TEST(only_key.update_different() == "");
    BOOST_TEST(only_key.resolve() == "");
    BOOST_TEST(delete_others(dialect, {"app", "users"}, {"name"}, "\"k\"") ==
               R"(DELETE FROM "app"."users" WHERE NOT EXISTS (SELECT 1 FROM "k" AS s WHERE )"
               R"("app"."users"."name" = s."name"))");
}

BOOST_AUTO_TEST_SUITE_END()
