#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

namespace varve::orm {

template <class Owner, class Member> Owner owner_of(Member Owner::*);

template <auto First, auto...> inline constexpr auto first_of = First;
/// \cond
template <auto First, auto... Rest> struct Last : Last<Rest...> {};
template <auto Only> struct Last<Only> { static constexpr auto member = Only; };
/// \endcond

/// The way from a struct to a member, or to one of a struct within it.
template <auto... Members> struct Path {
    /// The struct that has the first of them: the entity, or a base class of it.
    using Owner = decltype(owner_of(first_of<Members...>));
    using Value = std::remove_cvref_t<decltype((std::declval<Owner&>().*....*Members))>;
    static constexpr auto last = Last<Members...>::member;

    template <class Row> static constexpr auto& of(Row& row) { return (row.*....*Members); }
};

template <class... Types> struct List { static constexpr std::size_t size = sizeof...(Types); };
template <class... A, class... B> List<A..., B...> operator+(List<A...>, List<B...>);

/// Finds types in a list and places of types, each in one step of the compiler's.
template <std::size_t Index, class Type> struct Entry {};
template <class Indices, class... Types> struct Entries;
template <std::size_t... I, class... Types>
struct Entries<std::index_sequence<I...>, Types...> : Entry<I, Types>... {};

inline constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

template <class Type, std::size_t I> constexpr std::size_t place_of(const Entry<I, Type>*) {
    return I;
}
template <class> constexpr std::size_t place_of(const void*) {
    return nowhere;
}
template <std::size_t I, class Type> Type type_at(const Entry<I, Type>*);

} // namespace varve::orm
