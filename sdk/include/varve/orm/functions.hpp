#pragma once

#include "varve/orm/operators.hpp"

#include <initializer_list>
#include <span>
#include <vector>

namespace varve {

namespace orm {

/// NAME(part, …)
template <Literal Name, Literal Inside = ""> struct Call {
    static constexpr int precedence = precedence_atom;
    template <class InScope, class... Parts> static constexpr void text(Text& to) {
        to.put(Name.view());
        to.put('(');
        to.put(Inside.view());
        Several<Parts...>::template text<InScope>(to);
        to.put(')');
    }
};

/// A value where nothing else tells the server its kind.
template <class V> struct Typed {
    static constexpr int precedence = precedence_atom;
    template <class InScope, class Part> static constexpr void text(Text& to) {
        to.begin(Mark::typed);
        to.kind(Codec<V>::kind);
        to.next();
        Part::template text<InScope>(to);
        to.end();
    }
};

template <class T> struct ValueType { using Type = T; };
template <WholeNumber T> struct ValueType<T> { using Type = std::int64_t; };
template <class T>
requires std::convertible_to<T, std::string_view>
struct ValueType<T> {
    using Type = std::string;
};

/// An expression as it is; anything else as a value of its own type.
template <class T> constexpr auto typed(T given) {
    if constexpr (IsExpression<T>) {
        return given;
    } else {
        using V = typename ValueType<T>::Type;
        return compound<Typed<V>, V>(Parameter<V>(V(std::move(given))));
    }
}

template <class T> using Nullable = std::optional<Plain<T>>;
template <class T>
using Summed = std::optional<std::conditional_t<WholeNumber<T>, std::int64_t, T>>;

struct IsNull {
    static constexpr int precedence = precedence_comparison;
    template <class InScope, class Part> static constexpr void text(Text& to) {
        put_part<InScope, Part>(to, precedence_sum);
        to.put(" IS NULL");
    }
};

struct Like {
    static constexpr int precedence = precedence_comparison;
    template <class InScope, class L, class R> static constexpr void text(Text& to) {
        put_part<InScope, L>(to, precedence_sum);
        to.put(" LIKE ");
        put_part<InScope, R>(to, precedence_sum);
        to.put(" ESCAPE '!'");
    }
};

struct Between {
    static constexpr int precedence = precedence_comparison;
    template <class InScope, class E, class A, class B> static constexpr void text(Text& to) {
        put_part<InScope, E>(to, precedence_sum);
        to.put(" BETWEEN ");
        put_part<InScope, A>(to, precedence_sum);
        to.put(" AND ");
        put_part<InScope, B>(to, precedence_sum);
    }
};

struct Concatenated {
    static constexpr int precedence = precedence_sum;
    template <class InScope, class A, class B> static constexpr void text(Text& to) {
        to.begin(Mark::concatenated);
        put_part<InScope, A>(to, precedence_product);
        to.next();
        put_part<InScope, B>(to, precedence_product);
        to.end();
    }
};

template <Literal... Names> struct JsonText {
    static constexpr int precedence = precedence_comparison;
    template <class InScope, class Part> static constexpr void text(Text& to) {
        to.needs(Feature::json);
        to.begin(Mark::json_value);
        to.kind(Kind::text);
        to.next();
        put_part<InScope, Part>(to, precedence_atom);
        ((to.next(), to.verbatim(Names.view())), ...);
        to.end();
    }
};

struct HasElement {
    static constexpr int precedence = precedence_comparison;
    template <class InScope, class E, class Element> static constexpr void text(Text& to) {
        to.needs(Feature::arrays);
        put_part<InScope, Element>(to, precedence_sum);
        to.put(" = ANY (");
        E::template text<InScope>(to);
        to.put(')');
    }
};

/// A text of the author's, with a part in the place of each `{}`.
template <Literal Sql> struct Fragment {
    static constexpr int precedence = 0;

    template <class InScope, class... Parts> static constexpr void text(Text& to) {
        static_assert(places() == sizeof...(Parts), "there is a {} for each argument");
        std::size_t at = 0;
        ((at = put_up_to_place(to, at), put_part<InScope, Parts>(to, precedence_atom)), ...);
        put_up_to_place(to, at);
    }

private:
    static constexpr bool is_place(std::size_t at) {
        return Sql.text[at] == '{' && Sql.text[at + 1] == '}';
    }
    static constexpr std::size_t places() {
        std::size_t count = 0;
        for (std::size_t at = 0; at + 1 < sizeof Sql.text; ++at) count += is_place(at) ? 1 : 0;
        return count;
    }
    /// Returns where the text goes on behind it.
    static constexpr std::size_t put_up_to_place(Text& to, std::size_t at) {
        for (; at + 1 < sizeof Sql.text; ++at) {
            if (is_place(at)) return at + 2;
            to.put(Sql.text[at]);
        }
        return at;
    }
};

/// Is a part one of these values? With no values it holds for none.
template <class Part, class V, bool Not> struct InValues : Expression {
    using Value = Truth<Part>;
    static constexpr Needs needs = {0, 0, true};
    static constexpr int precedence = precedence_comparison;

    Part part;
    std::vector<V> values;

    template <class InScope> static constexpr void text(Text& to) {
        to.begin(Not ? Mark::not_among : Mark::among);
        put_part<InScope, Part>(to, precedence_sum);
        to.end();
    }
    void bind(auto& to) const {
        if (!to.choose_list(values.size())) return;
        part.bind(to);
        to.add_list(values);
    }
};

/// A pattern that finds this text itself.
VARVE_API std::string like_pattern(std::string_view before, std::string_view text,
                                   std::string_view behind);

template <class E>
concept IsText = IsExpression<E> && std::same_as<PlainValue<E>, std::string>;

template <IsText E> constexpr auto like_text(E e, std::string pattern) {
    return compound<Like, Truth<E>>(std::move(e), Parameter<std::string>(std::move(pattern)));
}

template <bool Not, class E, class Range> auto in_values(E e, const Range& values) {
    using V = PlainValue<E>;
    return InValues<E, V, Not>{
        {}, std::move(e), std::vector<V>(std::begin(values), std::end(values))};
}

} // namespace orm

template <orm::IsExpression E> constexpr auto is_null(E e) {
    static_assert(orm::nullable<typename E::Value>,
                  "this is never NULL: its member is no std::optional");
    return orm::compound<orm::IsNull, bool>(std::move(e));
}

/// A value as an expression, to select it or to give it to a function.
template <class T> constexpr auto value(T v) {
    return orm::typed(std::move(v));
}

/// `%` is any characters, `_` any one; `!` takes that meaning from the next one. Whether upper and
/// lower case differ is the database's, and its collation's, to say.
template <orm::IsText E> constexpr auto like(E e, std::string pattern) {
    return orm::like_text(std::move(e), std::move(pattern));
}
template <orm::IsText E> auto starts_with(E e, std::string_view text) {
    return orm::like_text(std::move(e), orm::like_pattern("", text, "%"));
}
template <orm::IsText E> auto ends_with(E e, std::string_view text) {
    return orm::like_text(std::move(e), orm::like_pattern("%", text, ""));
}
template <orm::IsText E> auto contains(E e, std::string_view text) {
    return orm::like_text(std::move(e), orm::like_pattern("%", text, "%"));
}

/// Is the value among the elements of an array?
template <orm::IsExpression E, class T> constexpr auto has_element(E e, T element) {
    using List = orm::ListOf<orm::PlainValue<E>>;
    static_assert(List::is_list, "this is no array");
    return orm::compound<orm::HasElement, orm::Truth<E>>(
        std::move(e), orm::operand<orm::Plain<typename List::Element>>(std::move(element)));
}

template <orm::IsExpression E, class A, class B> constexpr auto between(E e, A least, B most) {
    using V = orm::PlainValue<E>;
    return orm::compound<orm::Between, orm::Truth<E>>(
        std::move(e), orm::operand<V>(std::move(least)), orm::operand<V>(std::move(most)));
}

template <orm::IsExpression E, class Range>
requires(!orm::IsExpression<Range> &&
         requires(const Range& r) { std::begin(r); }) auto in(E e, const Range& values) {
    return orm::in_values<false>(std::move(e), values);
}
template <orm::IsExpression E> auto in(E e, std::initializer_list<orm::PlainValue<E>> values) {
    return orm::in_values<false>(std::move(e), values);
}
template <orm::IsExpression E, class Range>
requires(!orm::IsExpression<Range> &&
         requires(const Range& r) { std::begin(r); }) auto not_in(E e, const Range& values) {
    return orm::in_values<true>(std::move(e), values);
}
template <orm::IsExpression E> auto not_in(E e, std::initializer_list<orm::PlainValue<E>> values) {
    return orm::in_values<true>(std::move(e), values);
}

/// Any function of the database's: `function<"round", double>(f<&Stone::weight>)`.
template <orm::Literal Name, class V, class... T> constexpr auto function(T... arguments) {
    return orm::compound<orm::Call<Name>, V>(orm::typed(std::move(arguments))...);
}

/// SQL of one's own: `sql<"{} % 2 = 0", bool>(f<&User::id>)`.
template <orm::Literal Sql, class V, class... T> constexpr auto sql(T... parts) {
    return orm::compound<orm::Fragment<Sql>, V>(orm::typed(std::move(parts))...);
}

constexpr auto count() {
    return orm::compound<orm::Call<"COUNT", "*">, std::int64_t>();
}
template <orm::IsExpression E> constexpr auto count(E e) {
    return orm::compound<orm::Call<"COUNT">, std::int64_t>(std::move(e));
}
template <orm::IsExpression E> constexpr auto count_distinct(E e) {
    return orm::compound<orm::Call<"COUNT", "DISTINCT ">, std::int64_t>(std::move(e));
}
template <orm::IsExpression E> constexpr auto sum(E e) {
    return orm::compound<orm::Call<"SUM">, orm::Summed<orm::PlainValue<E>>>(std::move(e));
}
template <orm::IsExpression E> constexpr auto avg(E e) {
    return orm::compound<orm::Call<"AVG">, std::optional<double>>(std::move(e));
}
template <orm::IsExpression E> constexpr auto min(E e) {
    return orm::compound<orm::Call<"MIN">, orm::Nullable<typename E::Value>>(std::move(e));
}
template <orm::IsExpression E> constexpr auto max(E e) {
    return orm::compound<orm::Call<"MAX">, orm::Nullable<typename E::Value>>(std::move(e));
}
template <orm::IsText E> constexpr auto lower(E e) {
    return orm::compound<orm::Call<"LOWER">, typename E::Value>(std::move(e));
}
template <orm::IsText E> constexpr auto upper(E e) {
    return orm::compound<orm::Call<"UPPER">, typename E::Value>(std::move(e));
}

/// The first that is not null; null unless the last one never is.
template <orm::IsExpression E, class T> constexpr auto coalesce(E e, T otherwise) {
    auto other = orm::operand<orm::PlainValue<E>>(std::move(otherwise));
    using V = std::conditional_t<orm::nullable<typename decltype(other)::Value>, typename E::Value,
                                 orm::PlainValue<E>>;
    return orm::compound<orm::Call<"COALESCE">, V>(std::move(e), std::move(other));
}

template <orm::IsText A, class B> constexpr auto concat(A a, B b) {
    auto other = orm::operand<std::string>(std::move(b));
    constexpr bool null =
        orm::nullable<typename A::Value> || orm::nullable<typename decltype(other)::Value>;
    return orm::compound<orm::Concatenated,
                         std::conditional_t<null, std::optional<std::string>, std::string>>(
        std::move(a), std::move(other));
}

/// The text of what is at a path in a document: `json_text<"home", "city">(f<&User::settings>)`.
template <orm::Literal... Names, orm::IsExpression E> constexpr auto json_text(E e) {
    static_assert(Codec<orm::PlainValue<E>>::kind == Kind::json, "this is no JSON document");
    return orm::compound<orm::JsonText<Names...>, std::optional<std::string>>(std::move(e));
}

} // namespace varve
