#pragma once

#include "varve/orm/mapping.hpp"

namespace varve::test {

enum class Size : std::uint8_t { pebble, boulder };
enum class Grade : std::int16_t { poor = -1, fair = 0, good = 1 };

struct Place {
    std::string country;
    std::optional<std::string> town;
};

/// What every table has.
struct Record {
    std::int64_t id = 0;
    TimestampTz created_at;
    TimestampTz updated_at;
};

struct Quarry : Record {
    std::string name;
    Place place;
    std::optional<std::int64_t> parentId;
    Json notes;
    std::optional<TimestampTz> deleted_at;
    std::int32_t version = 0;
};

struct Stone {
    std::int64_t id = 0;
    std::int64_t quarry_id = 0;
    std::string label;
    double weight = 0;
    std::optional<std::int32_t> age;
    Size size = Size::pebble;
    Grade grade = Grade::fair;
    Bytes photo;
};

/// Two columns are the key.
struct Owner {
    std::int64_t stone_id = 0;
    std::string name;
    std::int32_t share = 0;
};

/// Rows of a query.
struct Count {
    std::int64_t quarry_id = 0;
    std::int64_t stones = 0;
};

} // namespace varve::test

template <>
inline constexpr varve::EnumName<varve::test::Size> varve::enum_names<varve::test::Size>[] = {
    {varve::test::Size::pebble, "pebble"}, {varve::test::Size::boulder, "boulder"}};

namespace varve {

using test::Count;
using test::Owner;
using test::Quarry;
using test::Record;
using test::Stone;

template <> struct Entity<Record> {
    static constexpr auto mapping =
        table<Record>("", column<&Record::id>.primary_key().identity(),
                      column<&Record::created_at>.created_at().insert_only(),
                      column<&Record::updated_at>.updated_at());
};

template <> struct Entity<Quarry> {
    static constexpr auto mapping =
        table<Quarry>("quarries", inherited<Record>,
                      column<&Quarry::name>.unique().max_length(80).renamed_from("title"),
                      embedded<&Quarry::place>("place_", column<&test::Place::country>,
                                               column<&test::Place::town>.named("city")),
                      column<&Quarry::parentId>, column<&Quarry::notes>,
                      column<&Quarry::deleted_at>.deleted_at(), column<&Quarry::version>.version(),
                      index<&Quarry::name, &Quarry::parentId>("quarries_by_name").unique(),
                      index("quarries_lower").expression("lower(name)").method("btree"),
                      check("quarries_named", "name <> ''"))
            .comment("where stones come from");
};

template <> struct Entity<Stone> {
    static constexpr auto mapping = table<Stone>(
        "stones", column<&Stone::id>.primary_key().identity(), column<&Stone::quarry_id>.indexed(),
        column<&Stone::label>, column<&Stone::weight>.default_value(1.5), column<&Stone::age>,
        column<&Stone::size>.default_value("pebble"), column<&Stone::grade>,
        column<&Stone::photo>.unselected());
};

template <> struct Entity<Owner> {
    static constexpr auto mapping =
        table<Owner>("owners", column<&Owner::stone_id>.primary_key(),
                     column<&Owner::name>.primary_key().max_length(50), column<&Owner::share>);
};

template <> struct Entity<Count> {
    static constexpr auto mapping =
        table<Count>("counts", column<&Count::quarry_id>, column<&Count::stones>);
};

} // namespace varve
