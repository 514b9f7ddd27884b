#include "kernel/config/environment.hpp"

#include "varve/error.hpp"

#include <cctype>
#include <fstream>

#include <unistd.h>

namespace varve {

namespace {

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front())) != 0)
        text.remove_prefix(1);
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())) != 0)
        text.remove_suffix(1);
    return text;
}

bool is_name(std::string_view text) {
    if (text.empty() || std::isdigit(static_cast<unsigned char>(text.front())) != 0) return false;
    for (const char c : text)
        if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '_') return false;
    return true;
}

// In double quotes \n, \t, \\ and \" mean what they mean elsewhere; in single quotes nothing does.
// Nothing where the quote is not closed, or something other than a comment follows it.
std::optional<std::string> unquoted(std::string_view value) {
    const char quote = value.empty() ? '\0' : value.front();
    if (quote != '"' && quote != '\'')
        return std::string(trimmed(value.substr(0, value.find(" #"))));
    std::string result;
    for (std::size_t i = 1; i < value.size(); ++i) {
        if (value[i] == quote) {
            const std::string_view rest = trimmed(value.substr(i + 1));
            if (!rest.empty() && rest.front() != '#') return std::nullopt;
            return result;
        }
        if (quote == '\'' || value[i] != '\\' || i + 1 == value.size()) {
            result += value[i];
            continue;
        }
        const char escaped = value[++i];
        result += escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped;
    }
    return std::nullopt;
}

} // namespace

Environment Environment::of_process() {
    Variables variables;
    for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
        const std::string_view line(*entry);
        if (const std::size_t equals = line.find('='); equals != std::string_view::npos)
            variables.emplace(line.substr(0, equals), line.substr(equals + 1));
    }
    return Environment(std::move(variables));
}

void Environment::add_file(const std::filesystem::path& file) {
    std::ifstream stream(file);
    std::string line;
    for (int number = 1; std::getline(stream, line); ++number) {
        std::string_view text = trimmed(line);
        if (text.empty() || text.front() == '#') continue;
        if (text.starts_with("export ")) text = trimmed(text.substr(7));
        const auto refuse = [&](const std::string& reason) {
            throw ConfigError(file.string() + ':' + std::to_string(number) + ": " + reason);
        };
        const std::size_t equals = text.find('=');
        const std::string_view name = trimmed(text.substr(0, equals));
        if (equals == std::string_view::npos || !is_name(name))
            refuse("expected NAME=value, or a comment that starts with #");
        std::optional<std::string> value = unquoted(trimmed(text.substr(equals + 1)));
        if (!value)
            refuse("the quote around the value of " + std::string(name) +
                   " is not closed at the end of the line");
        variables_.emplace(name, std::move(*value));
    }
}

std::optional<std::string> Environment::get(std::string_view name) const {
    const auto found = variables_.find(name);
    if (found == variables_.end()) return std::nullopt;
    return found->second;
}

std::string Environment::expand(std::string_view text, std::string_view where) const {
    std::string result;
    std::size_t at = 0;
    for (std::size_t open; (open = text.find("${", at)) != std::string_view::npos;) {
        if (open > at && text[open - 1] == '$') { // $${ is a literal ${
            result.append(text.substr(at, open - 1 - at)).append("${");
            at = open + 2;
            continue;
        }
        const std::size_t close = text.find('}', open);
        if (close == std::string_view::npos)
            throw ConfigError(std::string(where) +
                              ": '${' without '}'; write a literal one as '$${'");
        result.append(text.substr(at, open - at));
        const std::string_view inside = text.substr(open + 2, close - open - 2);
        const std::size_t fallback = inside.find(":-");
        const std::string_view name = inside.substr(0, fallback);
        const std::optional<std::string> value = get(name);
        const bool has_fallback = fallback != std::string_view::npos;
        if (!value && !has_fallback)
            throw ConfigError(std::string(where) + ": the environment variable " +
                              std::string(name) + " is not set; set it, or write ${" +
                              std::string(name) + ":-default}");
        const bool take_fallback = has_fallback && (!value || value->empty());
        result.append(take_fallback ? inside.substr(fallback + 2) : std::string_view(*value));
        at = close + 1;
    }
    return result.append(text.substr(at));
}

} // namespace varve
