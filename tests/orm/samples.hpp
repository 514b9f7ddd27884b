#pragma once

#include "unit/sdk/orm/entities.hpp"

namespace varve::test {

/// A member of every type.
struct Everything {
    std::int32_t id = 0;
    bool flag = false;
    std::int8_t tiny = 0;
    std::int16_t small = 0;
    std::int32_t medium = 0;
    std::int64_t large = 0;
    std::uint32_t unsigned_medium = 0;
    double real = 0;
    Decimal decimal;
    std::string text;
    Bytes bytes;
    Uuid uuid{};
    Date date;
    Time time;
    Timestamp timestamp;
    TimestampTz moment;
    Interval interval;
    Json json;
    Size size = Size::pebble;
    Grade grade = Grade::fair;
    std::optional<std::int64_t> maybe_number;
    std::optional<std::string> maybe_text;
    std::optional<TimestampTz> maybe_moment;
    std::optional<Uuid> maybe_uuid;
};

/// The database fills all but the name.
struct Stamped {
    std::int64_t id = 0;
    std::string name;
    std::int32_t status = 0;
};

/// Rows of a view.
struct HeavyStone {
    std::int64_t id = 0;
    std::string label;
};

} // namespace varve::test

namespace varve {

using test::Everything;
using test::HeavyStone;
using test::Stamped;

template <> struct Entity<Everything> {
    static constexpr auto mapping = table<Everything>(
        "everything", column<&Everything::id>.primary_key(), column<&Everything::flag>,
        column<&Everything::tiny>, column<&Everything::small>, column<&Everything::medium>,
        column<&Everything::large>, column<&Everything::unsigned_medium>, column<&Everything::real>,
        column<&Everything::decimal>, column<&Everything::text>, column<&Everything::bytes>,
        column<&Everything::uuid>, column<&Everything::date>, column<&Everything::time>,
        column<&Everything::timestamp>, column<&Everything::moment>, column<&Everything::interval>,
        column<&Everything::json>, column<&Everything::size>, column<&Everything::grade>,
        column<&Everything::maybe_number>, column<&Everything::maybe_text>,
        column<&Everything::maybe_moment>, column<&Everything::maybe_uuid>);
};

template <> struct Entity<Stamped> {
    static constexpr auto mapping =
        table<Stamped>("stamped", column<&Stamped::id>.primary_key().identity(),
                       column<&Stamped::name>, column<&Stamped::status>.default_expression("7"));
};

template <> struct Entity<HeavyStone> {
    static constexpr auto mapping = view<HeavyStone>(
        "heavy_stones", column<&HeavyStone::id>.primary_key(), column<&HeavyStone::label>);
};

} // namespace varve
