#pragma once

#include "varve/orm/array.hpp"
#include "varve/orm/facts.hpp"
#include "varve/orm/names.hpp"
#include "varve/orm/path.hpp"

namespace varve {

namespace orm {

/// How wide a signed number has to be to hold all of them; 0: it is none.
template <class Value> constexpr std::uint8_t width_of() {
    if constexpr (std::is_enum_v<Value>)
        return Codec<Value>::kind == Kind::integer ? width_of<std::underlying_type_t<Value>>() : 0;
    else if constexpr (std::is_arithmetic_v<Value>)
        return std::is_unsigned_v<Value> && sizeof(Value) < 8 ? 2 * sizeof(Value) : sizeof(Value);
    else
        return 0;
}

template <class Value> constexpr Kind element_kind() {
    if constexpr (Codec<Value>::kind == Kind::array)
        return Codec<Value>::Element::kind;
    else
        return Kind::any;
}

template <class E>
inline constexpr auto label_array = []<std::size_t... I>(std::index_sequence<I...>) {
    return std::array<std::string_view, sizeof...(I)>{enum_names<E>[I].name...};
}
(std::make_index_sequence<std::size(enum_names<E>)>());

template <class Value> constexpr std::span<const std::string_view> labels_of() {
    if constexpr (std::is_enum_v<Value> && Codec<Value>::kind == Kind::text)
        return label_array<Value>;
    else
        return {};
}

template <class Path> constexpr ColumnFacts column_facts(std::string_view name) {
    using Value = Plain<typename Path::Value>;
    static_assert(Storable<Value>, "there is no varve::Codec for the type of this member");
    return {.name = name,
            .kind = Codec<Value>::kind,
            .element = element_kind<Value>(),
            .bytes = width_of<Value>(),
            .nullable = nullable<typename Path::Value>,
            .labels = labels_of<Value>()};
}

/// What a column of type Value refers to, as the mapping of Target says.
template <class Value, class Target, auto... Key> ReferenceFacts referenced();

/// What `table` is made of.
struct Part {
    static constexpr std::size_t indexes = 0, checks = 0;
};

/// A column, and what there is to say of it.
template <auto... Members> struct Column : Part {
    using Member = Path<Members...>;
    using Paths = List<Member>;
    using Value = Plain<typename Member::Value>;
    static constexpr bool nullable = orm::nullable<typename Member::Value>;

    ColumnFacts facts = column_facts<Member>(DefaultName<Member::last>::view);

    constexpr Column named(std::string_view name) const { return with(&ColumnFacts::name, name); }
    constexpr Column primary_key() const { return with(&ColumnFacts::primary_key, true); }
    /// Numbered by the database when a row is inserted.
    constexpr Column identity() const {
        static_assert(WholeNumber<Value>, "an identity is a whole number");
        return with(&ColumnFacts::identity, true);
    }
    constexpr Column unique() const { return with(&ColumnFacts::unique, true); }
    constexpr Column indexed() const { return with(&ColumnFacts::indexed, true); }

    constexpr Column insert_only() const { return with(&ColumnFacts::insert_only, true); }
    constexpr Column read_only() const { return with(&ColumnFacts::read_only, true); }
    constexpr Column unselected() const { return with(&ColumnFacts::unselected, true); }
    /// Counts the changes of a row: an update by a repository is refused (StaleEntity) where
    /// another one came first.
    constexpr Column version() const {
        static_assert(WholeNumber<Value> && !nullable, "a version is a whole number");
        return with(&ColumnFacts::version, true);
    }
    constexpr Column created_at() const { return moment(&ColumnFacts::created_at); }
    constexpr Column updated_at() const { return moment(&ColumnFacts::updated_at); }
    /// The row counts as deleted where it is not null: queries do not see it unless they say
    /// `with_deleted()`.
    constexpr Column deleted_at() const {
        static_assert(nullable, "the moment of deletion is a std::optional: a row that is there "
                                "has none");
        return moment(&ColumnFacts::deleted_at);
    }

    /// What rows have that were there before the column was. The struct's own value is inserted.
    constexpr Column default_value(auto value) const {
        Column column = with(&ColumnFacts::default_kind, ColumnFacts::Default::value);
        if constexpr (std::is_convertible_v<decltype(value), std::string_view>)
            column.facts.default_value = Cell::text(value);
        else
            column.facts.default_value = Codec<Value>::write(static_cast<Value>(value));
        return column;
    }
    /// The database fills it when a row is inserted; so for an expression of its own.
    constexpr Column default_now() const {
        return with(&ColumnFacts::default_kind, ColumnFacts::Default::now);
    }
    constexpr Column default_expression(std::string_view sql) const {
        return with(&ColumnFacts::default_kind, ColumnFacts::Default::expression)
            .with(&ColumnFacts::default_expression, sql);
    }
    constexpr Column generated(std::string_view sql) const {
        return with(&ColumnFacts::generated, sql);
    }

    constexpr Column max_length(std::uint32_t length) const {
        return with(&ColumnFacts::max_length, length);
    }
    constexpr Column precision(std::uint8_t digits, std::uint8_t scale) const {
        return with(&ColumnFacts::precision, digits).with(&ColumnFacts::scale, scale);
    }
    constexpr Column type(std::string_view name) const { return with(&ColumnFacts::type, name); }
    constexpr Column collation(std::string_view name) const {
        return with(&ColumnFacts::collation, name);
    }
    constexpr Column check(std::string_view sql) const { return with(&ColumnFacts::check, sql); }
    constexpr Column comment(std::string_view text) const {
        return with(&ColumnFacts::comment, text);
    }
    constexpr Column renamed_from(std::string_view name) const {
        return with(&ColumnFacts::renamed_from, name);
    }

    /// Refers to the primary key of another entity, or to the column of these members of it. Their
    /// mapping may come later.
    template <class Target, auto... Key> constexpr Column references() const {
        return with(&ColumnFacts::references, &referenced<Value, Target, Key...>);
    }
    constexpr Column on_delete(ReferenceAction action) const {
        return with(&ColumnFacts::on_delete, action);
    }
    constexpr Column on_update(ReferenceAction action) const {
        return with(&ColumnFacts::on_update, action);
    }

    template <class Mapping> constexpr void put(Mapping& mapping) const { mapping.add(facts); }

private:
    template <class Fact> constexpr Column with(Fact ColumnFacts::*fact, Fact value) const {
        Column column = *this;
        column.facts.*fact = value;
        return column;
    }
    constexpr Column moment(bool ColumnFacts::*fact) const {
        static_assert(std::is_same_v<Value, TimestampTz> || std::is_same_v<Value, Timestamp>,
                      "this column is a moment: varve::TimestampTz or varve::Timestamp");
        return with(fact, true);
    }
};

} // namespace orm

template <auto... Members> inline constexpr orm::Column<Members...> column{};

} // namespace varve
