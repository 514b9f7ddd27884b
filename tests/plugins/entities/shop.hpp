#pragma once

#include "varve/orm/mapping.hpp"

/// A program's entities, before and after somebody changed them.
namespace shop {

struct Settings {
    std::string theme;
    std::int32_t font_size = 0;
};

enum class Color { red, green };

namespace first {

struct Person {
    std::int64_t id = 0;
    std::string mail;
    std::optional<std::int32_t> visits;
    double score = 0;
    varve::TimestampTz seen_at;
    varve::Decimal balance;
};

struct Cart {
    std::int64_t person_id = 0;
    std::int64_t product_id = 0;
};

} // namespace first

namespace second {

enum class Role { reader, writer };

struct Person {
    std::int64_t id = 0;
    std::string email;
    std::optional<std::int32_t> visits;
    double score = 0;
    varve::TimestampTz seen_at;
    varve::Decimal balance;
    std::optional<std::string> nickname;
    Role role = Role::reader;
    std::optional<Settings> settings;
};

struct Visit {
    std::int64_t id = 0;
    std::int64_t person_id = 0;
    std::optional<std::int64_t> before;
};

} // namespace second

/// What each database has its own words for.
template <class Database> struct Paint {
    std::int64_t id = 0;
    std::string name;
    Color color = Color::red;
    std::optional<std::int64_t> mixed_from;
    varve::TimestampTz made_at;
};
struct Postgresql {};
struct Mysql {};

} // namespace shop

template <>
inline constexpr varve::EnumName<shop::second::Role> varve::enum_names<shop::second::Role>[] = {
    {shop::second::Role::reader, "reader"}, {shop::second::Role::writer, "writer"}};

template <>
inline constexpr varve::EnumName<shop::Color> varve::enum_names<shop::Color>[] = {
    {shop::Color::red, "red"}, {shop::Color::green, "green"}};

template <> struct varve::Document<shop::Settings> {
    static constexpr auto members =
        varve::members(member<&shop::Settings::theme>, member<&shop::Settings::font_size>);
};

template <> struct varve::Entity<shop::first::Person> {
    using Person = shop::first::Person;
    static constexpr auto mapping = table<Person>(
        "people", column<&Person::id>.primary_key().identity(),
        column<&Person::mail>.unique().max_length(320), column<&Person::visits>.default_value(0),
        column<&Person::score>.check("score >= 0"), column<&Person::seen_at>.default_now(),
        column<&Person::balance>.precision(12, 2).default_expression("0"));
};

template <> struct varve::Entity<shop::first::Cart> {
    using Cart = shop::first::Cart;
    static constexpr auto mapping = table<Cart>("carts", column<&Cart::person_id>.primary_key(),
                                                column<&Cart::product_id>.primary_key().indexed());
};

template <> struct varve::Entity<shop::second::Person> {
    using Person = shop::second::Person;
    static constexpr auto mapping =
        table<Person>(
            "users", column<&Person::id>.primary_key().identity(),
            column<&Person::email>.unique().max_length(320).renamed_from("mail"),
            column<&Person::visits>.default_value(0), column<&Person::score>.check("score >= 0"),
            column<&Person::seen_at>.default_now(),
            column<&Person::balance>.precision(12, 2).default_expression("0"),
            column<&Person::nickname>, column<&Person::role>.default_value("reader").max_length(20),
            column<&Person::settings>,
            index<&Person::settings, &shop::Settings::font_size>("users_font_size"),
            index<&Person::nickname>("users_nickname").where("nickname IS NOT NULL"))
            .renamed_from("people");
};

template <> struct varve::Entity<shop::second::Visit> {
    using Visit = shop::second::Visit;
    static constexpr auto mapping = table<Visit>(
        "visits", column<&Visit::id>.primary_key().identity(),
        column<&Visit::person_id>.references<shop::second::Person>().on_delete(
            ReferenceAction::cascade),
        column<&Visit::before>.references<Visit>().on_delete(ReferenceAction::set_null));
};

namespace shop {

template <class Database> constexpr auto paints(std::string_view type) {
    using Row = Paint<Database>;
    return varve::table<Row>("paints", varve::column<&Row::id>.primary_key().identity(),
                             varve::column<&Row::name>.unique().max_length(100),
                             varve::column<&Row::color>.type(type),
                             varve::column<&Row::mixed_from>.template references<Row>().on_delete(
                                 varve::ReferenceAction::cascade),
                             varve::column<&Row::made_at>.default_now().indexed());
}

} // namespace shop

template <> struct varve::Entity<shop::Paint<shop::Postgresql>> {
    static constexpr auto mapping = shop::paints<shop::Postgresql>("paint_color");
};
template <> struct varve::Entity<shop::Paint<shop::Mysql>> {
    static constexpr auto mapping = shop::paints<shop::Mysql>("enum('red','green')");
};
