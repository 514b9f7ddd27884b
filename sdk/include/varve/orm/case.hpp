#pragma once

#include "varve/orm/functions.hpp"

namespace varve {

namespace orm {

template <class Condition, class Then> struct When : Several<Condition, Then> {
    template <class InScope> static constexpr void text(Text& to) {
        to.put(" WHEN ");
        Condition::template text<InScope>(to);
        to.put(" THEN ");
        put_part<InScope, Then>(to, precedence_sum);
    }
};

template <class Then> struct Else : Several<Then> {
    template <class InScope> static constexpr void text(Text& to) {
        to.put(" ELSE ");
        put_part<InScope, Then>(to, precedence_sum);
    }
};

struct CaseSpelling {
    static constexpr int precedence = precedence_atom;
    template <class InScope, class... Branches> static constexpr void text(Text& to) {
        to.put("CASE");
        (Branches::template text<InScope>(to), ...);
        to.put(" END");
    }
};

/// Becomes a value that is never null by `otherwise`.
template <class V, class... Branches>
struct Case : Compound<CaseSpelling, std::optional<V>, Branches...> {
    template <IsCondition C, class T> constexpr auto when(C condition, T then) const {
        auto value = branch_value(std::move(then));
        using Branch = When<C, decltype(value)>;
        return Case<V, Branches..., Branch>{
            {{}, appended(this->parts, Branch{several(std::move(condition), std::move(value))})}};
    }
    template <class T> constexpr auto otherwise(T then) const {
        auto value = branch_value(std::move(then));
        using Branch = Else<decltype(value)>;
        return Compound<CaseSpelling, typename decltype(value)::Value, Branches..., Branch>{
            {}, appended(this->parts, Branch{several(std::move(value))})};
    }

private:
    template <class T> static constexpr auto branch_value(T then) {
        auto value = typed(std::move(then));
        static_assert(std::same_as<PlainValue<decltype(value)>, V>,
                      "the values of a CASE are of one type");
        return value;
    }
};

} // namespace orm

/// `case_when(f<&User::age> < 18, "minor").otherwise("adult")`; null where no condition holds and
/// nothing is said of it.
template <orm::IsCondition C, class T> constexpr auto case_when(C condition, T then) {
    using V = orm::PlainValue<decltype(orm::typed(std::move(then)))>;
    return orm::Case<V>{}.when(std::move(condition), std::move(then));
}

} // namespace varve
