#pragma once

#include "unit/sdk/orm/entities.hpp"
#include "varve/orm/chrono.hpp"

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
    std::uint64_t unsigned_large = 0;
    double real = 0;
    float single = 0;
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

struct Limits {
    std::int32_t days = 7;
    std::optional<double> rate;
    friend bool operator==(const Limits&, const Limits&) = default;
};

/// A document, with another in it.
struct Preferences {
    std::string theme = "light";
    Limits limits;
    std::vector<std::string> tags;
    bool loud = false;
    Size size = Size::pebble;
    Decimal price;
    std::vector<Limits> history;
    Json extra;
    friend bool operator==(const Preferences&, const Preferences&) = default;
};

struct Note {
    std::int64_t id = 0;
    std::string title;
    Preferences settings;
    std::optional<Limits> more;
};

/// Arrays of every kind.
struct Listed {
    std::int64_t id = 0;
    std::vector<std::int32_t> numbers;
    std::vector<std::string> texts;
    std::vector<Uuid> uuids;
    std::vector<TimestampTz> moments;
    std::vector<std::optional<std::int64_t>> gaps;
    std::vector<double> reals;
    std::vector<Decimal> decimals;
    std::vector<Date> dates;
    std::vector<Interval> intervals;
    std::vector<Bytes> blobs;
    std::vector<Size> sizes;
    std::optional<std::vector<std::string>> perhaps;
    friend bool operator==(const Listed&, const Listed&) = default;
};

/// What <chrono> calls a moment.
struct Clocked {
    std::int64_t id = 0;
    std::chrono::sys_time<std::chrono::microseconds> moment;
    std::chrono::sys_seconds second;
    std::chrono::local_time<std::chrono::milliseconds> local;
    std::chrono::year_month_day day{};
    std::optional<std::chrono::sys_days> other_day;
    friend bool operator==(const Clocked&, const Clocked&) = default;
};

/// Columns that are more than a value.
struct Slab {
    Uuid id{};
    std::int32_t width = 0, height = 0;
    std::int64_t area = 0; ///< computed by the database
    Size size = Size::pebble;
    std::string origin;                ///< written once
    std::optional<std::string> remark; ///< written by others
    std::optional<std::string> secret; ///< read by those who name it
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

template <> struct varve::Document<varve::test::Limits> {
    static constexpr auto members =
        varve::members(member<&test::Limits::days>, member<&test::Limits::rate>);
};

template <> struct varve::Document<varve::test::Preferences> {
    using Preferences = test::Preferences;
    static constexpr auto members = varve::members(
        member<&Preferences::theme>, member<&Preferences::limits>.named("lim its"),
        member<&Preferences::tags>, member<&Preferences::loud>, member<&Preferences::size>,
        member<&Preferences::price>, member<&Preferences::history>, member<&Preferences::extra>);
};

namespace varve {

using test::Clocked;
using test::Everything;
using test::HeavyStone;
using test::Limits;
using test::Listed;
using test::Note;
using test::Preferences;
using test::Slab;
using test::Stamped;

template <> struct Entity<Everything> {
    static constexpr auto mapping = table<Everything>(
        "everything", column<&Everything::id>.primary_key(), column<&Everything::flag>,
        column<&Everything::tiny>, column<&Everything::small>, column<&Everything::medium>,
        column<&Everything::large>, column<&Everything::unsigned_medium>,
        column<&Everything::unsigned_large>, column<&Everything::real>, column<&Everything::single>,
        column<&Everything::decimal>, column<&Everything::text>, column<&Everything::bytes>,
        column<&Everything::uuid>, column<&Everything::date>, column<&Everything::time>,
        column<&Everything::timestamp>, column<&Everything::moment>, column<&Everything::interval>,
        column<&Everything::json>, column<&Everything::size>, column<&Everything::grade>,
        column<&Everything::maybe_number>, column<&Everything::maybe_text>,
        column<&Everything::maybe_moment>, column<&Everything::maybe_uuid>);
};

template <> struct Entity<Note> {
    static constexpr auto mapping =
        table<Note>("notes", column<&Note::id>.primary_key().identity(),
                    column<&Note::title>.max_length(100), column<&Note::settings>,
                    column<&Note::more>, index<&Note::settings, &Preferences::theme>("by_theme"));
};

template <> struct Entity<Listed> {
    static constexpr auto mapping =
        table<Listed>("listed", column<&Listed::id>.primary_key(), column<&Listed::numbers>,
                      column<&Listed::texts>, column<&Listed::uuids>, column<&Listed::moments>,
                      column<&Listed::gaps>, column<&Listed::reals>, column<&Listed::decimals>,
                      column<&Listed::dates>, column<&Listed::intervals>, column<&Listed::blobs>,
                      column<&Listed::sizes>, column<&Listed::perhaps>);
};

template <> struct Entity<Clocked> {
    static constexpr auto mapping =
        table<Clocked>("clocked", column<&Clocked::id>.primary_key(), column<&Clocked::moment>,
                       column<&Clocked::second>, column<&Clocked::local>, column<&Clocked::day>,
                       column<&Clocked::other_day>);
};

template <> struct Entity<Slab> {
    static constexpr auto mapping =
        table<Slab>("slabs", column<&Slab::id>.primary_key(), column<&Slab::width>,
                    column<&Slab::height>, column<&Slab::area>.generated("width * height"),
                    column<&Slab::size>.type("slab_size"), column<&Slab::origin>.insert_only(),
                    column<&Slab::remark>.read_only(), column<&Slab::secret>.unselected());
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
