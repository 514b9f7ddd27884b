#pragma once

#include "varve/orm/scope.hpp"

namespace varve {

namespace orm {

/// Marks what can stand in a query. Each has
///
///     using Value = …;                            // what a cell of it is read into
///     static constexpr Needs needs;               // room for its parameters
///     static constexpr int precedence;
///     template <class Scope> static constexpr void text(Text&);
///     void bind(auto& to) const;                  // its parameters, in the order of the text
struct Expression {};

template <class E>
concept IsExpression = std::derived_from<std::remove_cvref_t<E>, Expression>;

struct Needs {
    std::size_t cells = 0, buffers = 0;
    bool choices = false; ///< the text differs from run to run
    friend constexpr Needs operator+(Needs a, Needs b) {
        return {a.cells + b.cells, a.buffers + b.buffers, a.choices || b.choices};
    }
};

inline constexpr int precedence_or = 1, precedence_and = 2, precedence_not = 3,
                     precedence_comparison = 4, precedence_sum = 5, precedence_product = 6,
                     precedence_atom = 7;

/// A column. `Source` is void unless it was named.
template <class Path_, class Source> struct Field : Expression {
    using Path = Path_;
    using Value = typename Path::Value;
    static constexpr Needs needs = {};
    static constexpr int precedence = precedence_atom;

    template <class InScope> static constexpr const ColumnFacts& facts() {
        using Found = decltype(resolve<InScope, Path, Source>());
        using Row = typename Found::Row;
        constexpr std::size_t place = MappingOf<Row>::template index_of<Path>();
        static_assert(place != nowhere, "this member is not mapped to a column");
        return mapping<Row>.columns[place];
    }
    template <class InScope> static constexpr void text(Text& to) {
        to.name(decltype(resolve<InScope, Path, Source>())::name);
        to.put('.');
        to.column(facts<InScope>());
    }
    void bind(auto&) const {}
};

/// What is at a path in a document; null where it has nothing there.
template <class Found, class Source> struct DocumentField : Expression {
    using Column = Field<typename Found::Column, Source>;
    using Value = std::optional<Plain<typename Found::Value>>;
    static constexpr Needs needs = {};
    static constexpr int precedence = precedence_atom;

    template <class InScope> static constexpr void text(Text& to) {
        static_assert(!is_list<Plain<typename Found::Value>>,
                      "a list inside of a document is read with what it is in");
        to.needs(Feature::json);
        to.begin(Mark::json_value);
        to.kind(Codec<Plain<Value>>::kind);
        to.next();
        Column::template text<InScope>(to);
        Found::put_names(to);
        to.end();
    }
    void bind(auto&) const {}
};

/// A value of the program's.
template <class V> struct Parameter : Expression {
    using Value = V;
    static constexpr Needs needs = {1, buffered<V> ? 1 : 0};
    static constexpr int precedence = precedence_atom;

    V value;

    constexpr explicit Parameter(V v) : value(std::move(v)) {}
    template <class> static constexpr void text(Text& to) { to.parameter(); }
    void bind(auto& to) const { to.add(value); }
};

template <std::size_t I, class T> struct Leaf { [[no_unique_address]] T value; };
template <class Indices, class... T> struct Leaves;
template <std::size_t... I, class... T>
struct Leaves<std::index_sequence<I...>, T...> : Leaf<I, T>... {
    void bind(auto& to) const { (static_cast<const Leaf<I, T>&>(*this).value.bind(to), ...); }
};

template <std::size_t I, class T> T leaf_type(const Leaf<I, T>*);
template <std::size_t I, class T> constexpr const T& leaf(const Leaf<I, T>& one) {
    return one.value;
}

/// Expressions side by side.
template <class... T> struct Several : Leaves<std::index_sequence_for<T...>, T...> {
    static constexpr std::size_t size = sizeof...(T);
    static constexpr Needs needs = (Needs() + ... + T::needs);

    template <class InScope> static constexpr void text(Text& to) {
        std::size_t count = 0;
        ((to.put(count++ == 0 ? "" : ", "), T::template text<InScope>(to)), ...);
    }
};

template <class... T> constexpr Several<T...> several(T... expressions) {
    return {{{std::move(expressions)}...}};
}

/// One more at the end.
template <class... T, class New>
constexpr Several<T..., New> appended(const Several<T...>& all, New one) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
        return several(static_cast<const Leaf<I, T>&>(all).value..., std::move(one));
    }
    (std::index_sequence_for<T...>());
}

/// An expression made of others. `Spelling` has a `precedence` and writes the text, for
/// `Spelling::text<Scope, Parts…>(to)`.
template <class Spelling, class V, class... Parts> struct Compound : Expression {
    using Value = V;
    static constexpr Needs needs = (Needs() + ... + Parts::needs);
    static constexpr int precedence = Spelling::precedence;

    Several<Parts...> parts;

    template <class InScope> static constexpr void text(Text& to) {
        Spelling::template text<InScope, Parts...>(to);
    }
    void bind(auto& to) const { parts.bind(to); }
};

template <class Spelling, class V, class... Parts>
constexpr Compound<Spelling, V, Parts...> compound(Parts... parts) {
    return {{}, several(std::move(parts)...)};
}

/// Writes a part, in parentheses where it would bind less.
template <class InScope, class Part> constexpr void put_part(Text& to, int precedence) {
    const bool parentheses = Part::precedence < precedence;
    if (parentheses) to.put('(');
    Part::template text<InScope>(to);
    if (parentheses) to.put(')');
}

/// Kinds that a database compares with each other.
constexpr bool comparable(Kind a, Kind b) {
    const auto is_number = [](Kind kind) {
        return kind == Kind::integer || kind == Kind::unsigned_integer || kind == Kind::real ||
               kind == Kind::decimal;
    };
    return a == b || (is_number(a) && is_number(b));
}

template <class E> using PlainValue = Plain<typename std::remove_cvref_t<E>::Value>;

template <class V, class T>
concept WidensTo = !IsExpression<T> &&
                   ((WholeNumber<V> && WholeNumber<T>) ||
                    (std::floating_point<V> && std::is_arithmetic_v<T> && !std::same_as<T, bool>));

/// Can T stand where a value of type V is meant: as an expression of the same kind, or as a value?
template <class T, class V>
concept OperandFor =
    (IsExpression<T> &&
     requires { requires comparable(Codec<PlainValue<T>>::kind, Codec<V>::kind); }) ||
    WidensTo<V, T> ||
    (!IsExpression<T> && !std::is_arithmetic_v<V> && !nullable<T> && std::convertible_to<T, V>) ||
    std::same_as<T, V>;

template <class V, class T> constexpr auto operand(T&& given) {
    using Given = std::remove_cvref_t<T>;
    if constexpr (IsExpression<Given>)
        return Given(std::forward<T>(given));
    else if constexpr (WholeNumber<V> && WholeNumber<Given>)
        return Parameter<Given>(given);
    else
        return Parameter<V>(static_cast<V>(std::forward<T>(given)));
}

} // namespace orm

/// The column of a member, in a query: `f<&User::email>`; `f<&User::home, &Address::city>` of an
/// embedded struct, or what is there in a document.
template <auto... Members> inline constexpr typename orm::FieldOf<void, Members...>::Type f{};

} // namespace varve
