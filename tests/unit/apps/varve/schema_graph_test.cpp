#include "apps/varve/schema_graph.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve;
using namespace varve::schema;

namespace {

Column column(const std::string& name, const std::string& type, bool nullable = false) {
    return {.name = name, .type = {.spelling = type}, .nullable = nullable};
}

DatabaseSchema shop() {
    DatabaseSchema model;
    model.tables.push_back(
        {.name = {"app", "customers"},
         .columns = {column("id", "bigint"), column("email", "text")},
         .constraints = {{.rule = PrimaryKey{{"id"}}}, {.rule = Unique{{"email"}}}}});
    model.tables.push_back(
        {.name = {"app", "orders"},
         .columns = {column("id", "bigint"), column("customer", "bigint", true),
                     column("2nd <total>", "numeric(12,2)")},
         .constraints = {{.rule = PrimaryKey{{"id"}}},
                         {.rule = ForeignKey{{"customer"}, {"app", "customers"}, {"id"}}},
                         {.rule = ForeignKey{{"id"}, {"app", "customers"}, {"id"}}}}});
    return model;
}

} // namespace

BOOST_AUTO_TEST_SUITE(schema_graph)

BOOST_AUTO_TEST_CASE(mermaid_has_tables_keys_and_references) {
    BOOST_TEST(mermaid(shop()) == R"(erDiagram
    "app.customers" {
        bigint id PK
        text email UK
    }
    "app.orders" {
        bigint id PK, FK
        bigint customer FK
        numeric(12_2) x2nd__total_
    }
    "app.customers" |o--o{ "app.orders" : "customer"
    "app.customers" ||--o| "app.orders" : "id"
)");
}

BOOST_AUTO_TEST_CASE(graphviz_escapes_what_html_would_read) {
    const std::string text = graphviz(shop());
    BOOST_TEST(text.starts_with("digraph schema {\n"));
    BOOST_TEST(text.find("<u>id</u></td><td align=\"left\">bigint not null</td>") !=
               std::string::npos);
    BOOST_TEST(text.find("2nd &lt;total&gt;") != std::string::npos);
    BOOST_TEST(
        text.find("\"app.orders\" -> \"app.customers\" [label=\"customer\", style=dashed];") !=
        std::string::npos);
    BOOST_TEST(text.ends_with("}\n"));
}

BOOST_AUTO_TEST_CASE(nothing_is_an_empty_picture) {
    BOOST_TEST(mermaid({}) == "erDiagram\n");
}

BOOST_AUTO_TEST_SUITE_END()
