#include "kernel/migrate/placeholders.hpp"

#include "varve/suggestion.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

namespace varve {

namespace {

constexpr std::string_view opening = "${";

bool is_name_part(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// The name of the placeholder that begins at `at`; empty where none does.
std::string_view name_at(std::string_view text, std::size_t at) {
    const std::string_view rest = text.substr(at + opening.size());
    const auto end =
        static_cast<std::size_t>(std::ranges::find_if_not(rest, is_name_part) - rest.begin());
    return end < rest.size() && rest[end] == '}' ? rest.substr(0, end) : std::string_view();
}

std::string unknown(std::string_view name, const Placeholders& values) {
    std::vector<std::string> known;
    for (const auto& [other, value] : values) known.push_back(other);
    return "there is no value for ${" + std::string(name) +
           "}; give it one in [placeholders] of varve.toml" + suggestion(name, known);
}

std::string filled(const SqlFragment& fragment, const Placeholders& values,
                   StatementProblems& problems) {
    std::string result;
    std::string_view text = fragment.text;
    std::size_t from = 0;
    for (std::size_t at = 0; (at = text.find(opening, at)) != std::string_view::npos;) {
        const std::string_view name = name_at(text, at);
        if (name.empty()) {
            at += opening.size();
            continue;
        }
        result += text.substr(from, at - from);
        if (const auto found = values.find(name); found != values.end())
            result += found->second;
        else
            problems.push_back({fragment.line + static_cast<std::uint32_t>(
                                                    std::ranges::count(text.substr(0, at), '\n')),
                                unknown(name, values)});
        from = at = at + opening.size() + name.size() + 1;
    }
    result += text.substr(from);
    return result;
}

} // namespace

SqlOperation with_values(const SqlOperation& operation, const Placeholders& values,
                         StatementProblems& problems) {
    SqlOperation result = operation;
    if (operation.placeholders)
        for (SqlFragment& fragment : result.fragments)
            fragment.text = filled(fragment, values, problems);
    return result;
}

} // namespace varve
