#pragma once

#include <array>
#include <cstddef>
#include <string_view>

/// How the templates of the ORM do what they do: not to be named by those who use them.
namespace varve::orm {

/// What the compiler calls a template argument, without its qualifiers: "email" of &User::email.
constexpr std::string_view last_part(std::string_view written) {
    const std::size_t start = written.find(" = ") + 3;
    const std::size_t end = written.find_first_of(";]", start);
    written = written.substr(start, end - start);
    const std::size_t colons = written.rfind("::");
    return colons == std::string_view::npos ? written : written.substr(colons + 2);
}

template <auto Member> consteval std::string_view member_name() {
    return last_part(__PRETTY_FUNCTION__);
}

constexpr bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}
constexpr bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}

/// Writes a member's name as columns are named: "display_name" for displayName and display_name_,
/// "http_port" for HTTPPort. Returns how many characters that are; `to` may be nullptr.
constexpr std::size_t snake_case(std::string_view name, char* to) {
    while (name.ends_with('_')) name.remove_suffix(1);
    std::size_t size = 0;
    const auto put = [&](char c) {
        if (to != nullptr) to[size] = c;
        ++size;
    };
    for (std::size_t i = 0; i < name.size(); ++i) {
        const bool word_begins =
            i > 0 && is_upper(name[i]) && name[i - 1] != '_' &&
            (!is_upper(name[i - 1]) || (i + 1 < name.size() && is_lower(name[i + 1])));
        if (word_begins) put('_');
        put(is_upper(name[i]) ? static_cast<char>(name[i] + 32) : name[i]);
    }
    return size;
}

template <auto Member> struct DefaultName {
    static constexpr std::size_t size = snake_case(member_name<Member>(), nullptr);
    static constexpr std::array<char, size> text = [] {
        std::array<char, size> name{};
        snake_case(member_name<Member>(), name.data());
        return name;
    }();
    static constexpr std::string_view view{text.data(), size};
};

/// A text as a template argument.
template <std::size_t N> struct Literal {
    char text[N];
    constexpr Literal(const char (&literal)[N]) {
        for (std::size_t i = 0; i < N; ++i) text[i] = literal[i];
    }
    constexpr std::string_view view() const { return {text, N - 1}; }
};

} // namespace varve::orm
