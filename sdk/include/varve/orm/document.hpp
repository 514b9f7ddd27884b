#pragma once

#include "varve/orm/codec.hpp"
#include "varve/orm/json.hpp"
#include "varve/orm/names.hpp"
#include "varve/orm/path.hpp"

#include <array>
#include <vector>

namespace varve {

/// How a struct is a JSON document, kept whole in one column. Specialise it before its entity:
///
///     template <> struct varve::Document<Preferences> {
///         static constexpr auto members = varve::members(member<&Preferences::theme>,
///                                                        member<&Preferences::sizes>.named("sz"));
///     };
///
/// A member is a boolean, a number, a text, whatever has a Codec through one of these, Json,
/// another document, or a std::optional or std::vector of them. One that the document lacks keeps
/// the struct's own value; what the struct lacks is passed over.
template <class T> struct Document;

namespace orm {

template <class T>
concept IsDocument = requires {
    Document<T>::members;
};

template <auto Member> struct DocumentMember {
    std::string_view name = DefaultName<Member>::view;
    constexpr DocumentMember named(std::string_view other) const { return {other}; }
};

template <auto... Members> struct DocumentMembers {
    using Places = Entries<std::index_sequence_for<Path<Members>...>, Path<Members>...>;
    std::array<std::string_view, sizeof...(Members)> names;

    template <auto Member> constexpr std::string_view name_of() const {
        constexpr std::size_t place = place_of<Path<Member>>(static_cast<const Places*>(nullptr));
        static_assert(place != nowhere, "this member is not in the document");
        return names[place];
    }
};

} // namespace orm

template <auto Member> inline constexpr orm::DocumentMember<Member> member{};

template <auto... Members>
constexpr orm::DocumentMembers<Members...> members(orm::DocumentMember<Members>... all) {
    return {{all.name...}};
}

namespace orm {

template <class T> struct ListOf {
    using Element = T;
    static constexpr bool is_list = false;
};
template <class T> struct ListOf<std::vector<T>> {
    using Element = T;
    static constexpr bool is_list = !std::same_as<T, std::byte>;
};
template <class T> inline constexpr bool is_list = ListOf<T>::is_list;

template <class T> constexpr void require_in_document() {
    constexpr Kind kind = Codec<T>::kind;
    static_assert(kind == Kind::boolean || kind == Kind::integer ||
                      kind == Kind::unsigned_integer || kind == Kind::real ||
                      kind == Kind::decimal || kind == Kind::text,
                  "JSON has no such type: give the member a Codec through std::string");
}

template <class T> void read_json(JsonReader& from, T& to) {
    if constexpr (nullable<T>) {
        if (from.null())
            to.reset();
        else
            read_json(from, to.emplace());
    } else if constexpr (IsDocument<T>) {
        read_members(from, to, Document<T>::members);
    } else if constexpr (is_list<T>) {
        to.clear();
        for (from.begin('['); from.next_element();) read_json(from, to.emplace_back());
    } else if constexpr (std::same_as<T, Json>) {
        to.text = from.skip();
    } else {
        require_in_document<T>();
        std::string buffer;
        const Cell cell = from.scalar(Codec<T>::kind, buffer);
        if (from.good() && !read_value(cell, to)) from.fail();
    }
}

template <class T, auto... Members>
void read_members(JsonReader& from, T& to, const DocumentMembers<Members...>& members) {
    to = T{};
    std::string name;
    for (from.begin('{'); from.next_member(name);) {
        std::size_t place = 0;
        const bool known =
            (... || (name == members.names[place++] && (read_json(from, to.*Members), true)));
        if (!known) from.skip();
    }
}

template <class T> void write_json(std::string& to, const T& value) {
    if constexpr (nullable<T>) {
        if (value)
            write_json(to, *value);
        else
            to += "null";
    } else if constexpr (IsDocument<T>) {
        write_members(to, value, Document<T>::members);
    } else if constexpr (is_list<T>) {
        char before = '[';
        for (const auto& element : value) {
            to += before;
            before = ',';
            write_json(to, element);
        }
        to += before == '[' ? "[]" : "]";
    } else if constexpr (std::same_as<T, Json>) {
        to += value.text;
    } else {
        require_in_document<T>();
        std::string buffer;
        append_json(to, write_value(value, buffer));
    }
}

template <class T, auto... Members>
void write_members(std::string& to, const T& value, const DocumentMembers<Members...>& members) {
    std::size_t place = 0;
    ((to += place == 0 ? '{' : ',', append_json(to, Cell::text(members.names[place++])), to += ':',
      write_json(to, value.*Members)),
     ...);
    to += '}';
}

template <class T> std::string json_of(const T& value) {
    std::string text;
    write_json(text, value);
    return text;
}

} // namespace orm

template <orm::IsDocument T> struct Codec<T> {
    static constexpr Kind kind = Kind::json;
    static bool read(const Cell& cell, T& to) {
        orm::JsonReader from(cell.as_text());
        orm::read_json(from, to);
        return from.good() && from.ended();
    }
    static Cell write(const T& value, std::string& buffer) {
        buffer = orm::json_of(value);
        return Cell::json(buffer);
    }
};

namespace orm {

/// Members of which the first ones lead to a column with a document, and the others into it.
template <class Column_, auto... Inside> struct DocumentPath {
    static constexpr bool is_one = true;
    using Column = Column_;
    using Value = typename Path<Last<Inside...>::member>::Value;

    /// Writes the names, each as an argument of a mark.
    static constexpr void put_names(auto& to) {
        ((to.next(),
          to.verbatim(Document<typename Path<Inside>::Owner>::members.template name_of<Inside>())),
         ...);
    }
    static constexpr std::array<std::string_view, sizeof...(Inside)> names = {
        Document<typename Path<Inside>::Owner>::members.template name_of<Inside>()...};
};

template <class Head, auto... Rest> struct FindDocument { static constexpr bool is_one = false; };
template <auto... Head, auto Next, auto... Rest>
struct FindDocument<Path<Head...>, Next, Rest...>
    : std::conditional_t<
          IsDocument<Plain<typename Path<Head...>::Value>> &&
              std::is_same_v<typename Path<Next>::Owner, Plain<typename Path<Head...>::Value>>,
          DocumentPath<Path<Head...>, Next, Rest...>, FindDocument<Path<Head..., Next>, Rest...>> {
};

template <auto... Members> struct FindMembers { static constexpr bool is_one = false; };
template <auto First, auto... Rest>
struct FindMembers<First, Rest...> : FindDocument<Path<First>, Rest...> {};

/// Do the members lead into a document?
template <auto... Members> inline constexpr bool in_document = FindMembers<Members...>::is_one;

} // namespace orm

} // namespace varve
