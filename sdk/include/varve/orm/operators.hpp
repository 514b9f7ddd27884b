#pragma once

#include "varve/orm/expression.hpp"

namespace varve::orm {

enum class Operator : std::uint8_t {
    equal,
    not_equal,
    less,
    less_equal,
    greater,
    greater_equal,
    plus,
    minus,
    times,
    divide
};

constexpr std::string_view word_of(Operator op) {
    constexpr std::string_view words[] = {"=", "<>", "<", "<=", ">", ">=", "+", "-", "*", "/"};
    return words[static_cast<std::size_t>(op)];
}

constexpr int precedence_of(Operator op) {
    if (op < Operator::plus) return precedence_comparison;
    return op < Operator::times ? precedence_sum : precedence_product;
}

template <Operator Op> struct Infix {
    static constexpr int precedence = precedence_of(Op);
    template <class InScope, class L, class R> static constexpr void text(Text& to) {
        // A comparison of comparisons is an error in most databases without parentheses.
        put_part<InScope, L>(to, precedence + (Op < Operator::plus ? 1 : 0));
        to.put(' ');
        to.put(word_of(Op));
        to.put(' ');
        put_part<InScope, R>(to, precedence + 1);
    }
};

/// What is true, false or, if a part is null, null.
template <class... E>
using Truth = std::conditional_t<(nullable<typename E::Value> || ...), std::optional<bool>, bool>;

template <Operator Op, class L, class R> constexpr auto compare(const L& l, R&& r) {
    auto right = operand<PlainValue<L>>(std::forward<R>(r));
    return compound<Infix<Op>, Truth<L, decltype(right)>>(l, std::move(right));
}

template <Operator Op, class L, class R> constexpr auto calculate(const L& l, R&& r) {
    using Number = PlainValue<L>;
    static_assert(comparable(Codec<Number>::kind, Kind::integer),
                  "only numbers can be calculated with");
    static_assert(Op != Operator::divide || !WholeNumber<Number>,
                  "databases do not agree on what dividing whole numbers gives");
    auto right = operand<Number>(std::forward<R>(r));
    using Value = std::conditional_t<WholeNumber<Number>, std::int64_t, Number>;
    constexpr bool null = nullable<typename L::Value> || nullable<typename decltype(right)::Value>;
    return compound<Infix<Op>, std::conditional_t<null, std::optional<Value>, Value>>(
        l, std::move(right));
}

template <class R, class L>
concept OperandOf = IsExpression<L> && OperandFor<std::remove_cvref_t<R>, PlainValue<L>>;

template <class L, OperandOf<L> R> constexpr auto operator==(const L& l, R&& r) {
    return compare<Operator::equal>(l, std::forward<R>(r));
}
template <class L, OperandOf<L> R> constexpr auto operator!=(const L& l, R&& r) {
    return compare<Operator::not_equal>(l, std::forward<R>(r));
}
template <class L, OperandOf<L> R> constexpr auto operator<(const L& l, R&& r) {
    return compare<Operator::less>(l, std::forward<R>(r));
}
template <class L, OperandOf<L> R> constexpr auto operator<=(const L& l, R&& r) {
    return compare<Operator::less_equal>(l, std::forward<R>(r));
}
template <class L, OperandOf<L> R> constexpr auto operator>(const L& l, R&& r) {
    return compare<Operator::greater>(l, std::forward<R>(r));
}
template <class L, OperandOf<L> R> constexpr auto operator>=(const L& l, R&& r) {
    return compare<Operator::greater_equal>(l, std::forward<R>(r));
}
template <class L, OperandOf<L> R> constexpr auto operator+(const L& l, R&& r) {
    return calculate<Operator::plus>(l, std::forward<R>(r));
}
template <class L, OperandOf<L> R> constexpr auto operator-(const L& l, R&& r) {
    return calculate<Operator::minus>(l, std::forward<R>(r));
}
template <class L, OperandOf<L> R> constexpr auto operator*(const L& l, R&& r) {
    return calculate<Operator::times>(l, std::forward<R>(r));
}
template <class L, OperandOf<L> R> constexpr auto operator/(const L& l, R&& r) {
    return calculate<Operator::divide>(l, std::forward<R>(r));
}

template <IsExpression L> constexpr auto operator==(const L& l, std::nullopt_t) {
    static_assert(sizeof(L) == 0, "nothing equals NULL: ask is_null(…)");
    return compare<Operator::equal>(l, l);
}

/// A condition that counts only if it is wanted: what `dynamic` makes.
template <class E> struct Dynamic : Expression {
    using Value = typename E::Value;
    static constexpr Needs needs = E::needs + Needs{.choices = true};
    static constexpr int precedence = precedence_atom;

    bool wanted;
    E expression;

    /// `otherwise` is what stands there if it is not wanted.
    template <class InScope> static constexpr void choice(Text& to, std::string_view otherwise) {
        to.begin(Mark::chosen);
        to.put(otherwise);
        to.next();
        to.put('(');
        E::template text<InScope>(to);
        to.put(')');
        to.end();
    }
    template <class InScope> static constexpr void text(Text& to) { choice<InScope>(to, "1 = 1"); }
    void bind(auto& to) const {
        to.choose(wanted ? 1 : 0);
        if (wanted) expression.bind(to);
    }
};

template <class E> inline constexpr bool is_dynamic = false;
template <class E> inline constexpr bool is_dynamic<Dynamic<E>> = true;

template <bool IsAnd> struct Junction {
    static constexpr int precedence = IsAnd ? precedence_and : precedence_or;

    template <class InScope, class Part> static constexpr void part(Text& to) {
        if constexpr (is_dynamic<Part>)
            Part::template choice<InScope>(to, IsAnd ? "1 = 1" : "1 = 0");
        else
            put_part<InScope, Part>(to, precedence);
    }
    template <class InScope, class L, class R> static constexpr void text(Text& to) {
        part<InScope, L>(to);
        to.put(IsAnd ? " AND " : " OR ");
        part<InScope, R>(to);
    }
};

struct Negation {
    static constexpr int precedence = precedence_not;
    template <class InScope, class Part> static constexpr void text(Text& to) {
        static_assert(!is_dynamic<Part>, "put the negation inside of dynamic(…)");
        to.put("NOT ");
        put_part<InScope, Part>(to, precedence_sum);
    }
};

template <class E>
concept IsCondition = IsExpression<E> && std::same_as < PlainValue<E>,
bool > ;

template <IsCondition L, IsCondition R> constexpr auto operator&&(L l, R r) {
    return compound<Junction<true>, Truth<L, R>>(std::move(l), std::move(r));
}
template <IsCondition L, IsCondition R> constexpr auto operator||(L l, R r) {
    return compound<Junction<false>, Truth<L, R>>(std::move(l), std::move(r));
}
template <IsCondition E> constexpr auto operator!(E e) {
    return compound<Negation, Truth<E>>(std::move(e));
}

} // namespace varve::orm

namespace varve {

/// `condition` if `wanted`; otherwise as if it were not there.
template <orm::IsCondition E> constexpr orm::Dynamic<E> dynamic(bool wanted, E condition) {
    return {{}, wanted, std::move(condition)};
}

} // namespace varve
