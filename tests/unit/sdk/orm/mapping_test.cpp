#include "entities.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <vector>

using namespace varve;
using orm::mapping;

namespace {

std::vector<std::string> names(std::span<const ColumnFacts> columns,
                               bool (*is)(const ColumnFacts&)) {
    std::vector<std::string> all;
    for (const ColumnFacts& column : columns)
        if (is(column)) all.push_back(std::string(column.prefix) + std::string(column.name));
    return all;
}

using Names = std::vector<std::string>;

} // namespace

BOOST_AUTO_TEST_SUITE(orm_mapping)

BOOST_AUTO_TEST_CASE(has_columns_of_base_and_embedded_structs) {
    const Names all = names(mapping<Quarry>.columns, [](const ColumnFacts&) { return true; });
    const Names expected{"id",         "created_at", "updated_at", "name",       "place_country",
                         "place_city", "parent_id",  "notes",      "deleted_at", "version"};
    BOOST_TEST(all == expected);
}

BOOST_AUTO_TEST_CASE(knows_what_a_column_is) {
    const ColumnFacts& name = mapping<Quarry>.columns[3];
    BOOST_TEST((name.kind == Kind::text));
    BOOST_TEST(name.max_length == 80U);
    BOOST_TEST(name.unique);
    BOOST_TEST(!name.nullable);
    BOOST_TEST(name.renamed_from == "title");
    const ColumnFacts& parent = mapping<Quarry>.columns[6];
    BOOST_TEST((parent.kind == Kind::integer));
    BOOST_TEST(parent.bytes == 8);
    BOOST_TEST(parent.nullable);
    BOOST_TEST((mapping<Stone>.columns[5].kind == Kind::text));
    BOOST_TEST(mapping<Stone>.columns[5].default_value.as_text() == "pebble");
    BOOST_TEST((mapping<Stone>.columns[6].kind == Kind::integer));
    BOOST_TEST(mapping<Stone>.columns[3].default_value.as_real() == 1.5);
}

BOOST_AUTO_TEST_CASE(knows_what_is_written_when) {
    const auto inserted = names(mapping<Quarry>.columns, orm::is_inserted);
    BOOST_TEST((std::ranges::find(inserted, "id") == inserted.end()));
    BOOST_TEST(inserted.size() == 9U);
    const Names updated = names(mapping<Quarry>.columns, orm::is_updated);
    const Names expected{"name", "place_country", "place_city", "parent_id", "notes", "deleted_at"};
    BOOST_TEST(updated == expected);
    BOOST_TEST((std::is_same_v<orm::ColumnsWhere<Stone, orm::is_selected>,
                               std::index_sequence<0, 1, 2, 3, 4, 5, 6>>));
    BOOST_TEST((std::is_same_v<orm::KeyOf<Owner>, std::index_sequence<0, 1>>));
}

BOOST_AUTO_TEST_CASE(keeps_indexes_checks_and_comments) {
    BOOST_TEST_REQUIRE(mapping<Quarry>.index_count == 2U);
    const IndexFacts& by_name = mapping<Quarry>.indexes[0];
    BOOST_TEST(by_name.name == "quarries_by_name");
    BOOST_TEST(by_name.unique);
    BOOST_TEST_REQUIRE(by_name.column_count == 2U);
    BOOST_TEST(by_name.columns[0] == 3U);
    BOOST_TEST(by_name.columns[1] == 6U);
    BOOST_TEST(mapping<Quarry>.indexes[1].expression == "lower(name)");
    BOOST_TEST_REQUIRE(mapping<Quarry>.check_count == 1U);
    BOOST_TEST(mapping<Quarry>.checks[0].expression == "name <> ''");
    BOOST_TEST(mapping<Quarry>.facts.comment == "where stones come from");
}

BOOST_AUTO_TEST_CASE(reads_a_row_into_a_struct) {
    const Cell cells[] = {Cell::integer(7), Cell::integer(3), Cell::text("grey"),
                          Cell::real(2.5),  Cell(),           Cell::text("boulder"),
                          Cell::integer(-1)};
    Stone stone;
    stone.age = 4;
    orm::read_columns(cells, stone, orm::ColumnsWhere<Stone, orm::is_selected>());
    BOOST_TEST(stone.id == 7);
    BOOST_TEST(stone.quarry_id == 3);
    BOOST_TEST(stone.label == "grey");
    BOOST_TEST(stone.weight == 2.5);
    BOOST_TEST(!stone.age.has_value());
    BOOST_TEST((stone.size == test::Size::boulder));
    BOOST_TEST((stone.grade == test::Grade::poor));
}

BOOST_AUTO_TEST_CASE(says_which_column_cannot_be_read) {
    const auto message = [](Cell label, Cell size) {
        Stone stone;
        const Cell cells[] = {label, size};
        try {
            orm::read_columns(cells, stone, std::index_sequence<2, 5>());
        } catch (const std::exception& error) {
            return std::string(error.what());
        }
        return std::string();
    };
    BOOST_TEST(message(Cell::text("x"), Cell::text("pebble")).empty());
    BOOST_TEST(message(Cell(), Cell::text("pebble"))
                   .find("'label' of stones is NULL, and what it is read into cannot be: make it a "
                         "std::optional") != std::string::npos);
    BOOST_TEST(message(Cell::text("x"), Cell::text("sand"))
                   .find("'size' of stones holds a value of kind text which") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
