#include "catalog_text.hpp"

#include "dialect.hpp"
#include "lexical_rules.hpp"
#include "names.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace varve::mysql {

namespace {

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
}

std::string lower(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), [](unsigned char c) { return std::tolower(c); });
    return result;
}

bool is_number(std::string_view data_type) {
    return is_one_of(data_type, {"tinyint", "smallint", "mediumint", "int", "bigint", "decimal",
                                 "float", "double", "year"});
}

// Anything else stands in parentheses.
bool is_literal(std::string_view text) {
    const auto first = static_cast<unsigned char>(text.empty() ? '\0' : text.front());
    return std::isdigit(first) != 0 || first == '\'' || first == '-' || text.starts_with("b'") ||
           text.starts_with("x'") || text.starts_with("X'") || text.starts_with("_");
}

bool is_now(std::string_view text) {
    return lower(text).starts_with("current_timestamp");
}

std::string in_parentheses(std::string text) {
    return text.starts_with('(') && text.ends_with(')') ? text : '(' + std::move(text) + ')';
}

bool has_escaped_expressions(const SqlMode& mode) {
    return mode.is_mysql_from(80000);
}

} // namespace

std::string quoted_text(std::string_view text, const SqlMode& mode) {
    if (text.find('\0') != std::string_view::npos)
        return "X'" + Value(Cell::view(Kind::bytes, text)).to_string() + '\'';
    std::string quoted = "'";
    for (const char c : text)
        quoted.append(c == '\'' || (c == '\\' && !mode.no_backslash_escapes) ? 2 : 1, c);
    return quoted + '\'';
}

Kind kind_of_type(std::string_view data_type, std::string_view column_type) {
    if (column_type == "tinyint(1)") return Kind::boolean;
    if (data_type == "bit") return Kind::unsigned_integer;
    if (data_type == "year") return Kind::integer;
    if (data_type == "decimal") return Kind::decimal;
    if (is_one_of(data_type, {"float", "double"})) return Kind::real;
    if (is_number(data_type))
        return column_type.find("unsigned") == std::string_view::npos ? Kind::integer
                                                                      : Kind::unsigned_integer;
    if (data_type == "date") return Kind::date;
    if (data_type == "time") return Kind::time;
    if (data_type == "datetime") return Kind::timestamp;
    if (data_type == "timestamp") return Kind::timestamp_tz;
    if (data_type == "json") return Kind::json;
    if (data_type == "uuid") return Kind::uuid;
    const bool is_text = data_type.ends_with("char") || data_type.ends_with("text") ||
                         is_one_of(data_type, {"enum", "set", "inet4", "inet6"});
    return is_text ? Kind::text : Kind::bytes;
}

std::optional<std::string> default_of(const ToldDefault& told, const SqlMode& mode) {
    if (!told.text) return std::nullopt;
    const std::string& text = *told.text;
    if (mode.is_mariadb_from(100207)) {
        if (text == "NULL") return std::nullopt;
        return is_literal(text) || is_now(text) ? text : in_parentheses(text);
    }
    const bool keeps_time = is_one_of(told.data_type, {"datetime", "timestamp"});
    if (keeps_time && is_now(text)) return text;
    if (told.extra.find("DEFAULT_GENERATED") != std::string_view::npos)
        return in_parentheses(expression_of(text, mode));
    const bool tells_digits = mode.is_mysql_from(80000) && told.data_type.ends_with("binary");
    if (is_number(told.data_type) || told.data_type == "bit" || tells_digits) return text;
    return quoted_text(text, mode);
}

std::string expression_of(std::string text, const SqlMode& mode) {
    if (!has_escaped_expressions(mode)) return text;
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escapes =
            text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == '\'' || text[i + 1] == '\\');
        plain += text[escapes ? ++i : i];
    }
    return plain;
}

std::string without_database(std::string_view text, std::string_view database, const SqlMode& mode,
                             const std::function<void(const std::string&)>& named) {
    const std::vector<Token> tokens = tokens_of(text, mode);
    const auto name = [&](std::size_t i) {
        return tokens[i].kind == TokenKind::quoted_identifier ? read_name(tokens[i].text, mode).name
                                                              : std::string();
    };
    std::string rest;
    std::size_t copied = 0;
    for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
        if (!tokens[i + 1].is(".") || (i > 0 && tokens[i - 1].is(".")) || name(i) != database)
            continue;
        named(name(i + 2));
        rest += text.substr(copied, tokens[i].offset - copied);
        copied = tokens[i + 2].offset;
    }
    return rest.append(text.substr(copied));
}

std::string character_set_of(std::string_view collation) {
    return std::string(collation.substr(0, collation.find('_')));
}

// partitioned row_format=COMPRESSED `page_compressed`=1
schema::Options options_of(std::string_view create_options) {
    schema::Options options;
    while (!create_options.empty()) {
        const std::string_view one = create_options.substr(0, create_options.find(' '));
        create_options.remove_prefix(std::min(one.size() + 1, create_options.size()));
        const std::size_t sign = one.find('=');
        if (sign == std::string_view::npos) continue;
        std::string name = lower(one.substr(0, sign));
        std::erase_if(name, [](char c) { return c == '`' || c == '"'; });
        options.emplace(std::move(name), one.substr(sign + 1));
    }
    return options;
}

} // namespace varve::mysql
