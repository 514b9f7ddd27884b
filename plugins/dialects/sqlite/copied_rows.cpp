#include "copied_rows.hpp"

#include "ddl_text.hpp"
#include "definitions.hpp"
#include "dialect.hpp"

#include <algorithm>
#include <cctype>

namespace varve::sqlite {

namespace {

constexpr std::string_view mark = "/* varve:copied", end_of_mark = " */";

/// https://www.sqlite.org/datatype3.html#determination_of_column_affinity
enum class Affinity : std::uint8_t { integer, text, blob, real, numeric };

Affinity affinity_of(std::string_view spelling) {
    std::string type(spelling);
    std::ranges::transform(type, type.begin(), [](unsigned char c) { return std::toupper(c); });
    const auto has = [&](const char* word) { return type.find(word) != std::string::npos; };
    if (has("INT")) return Affinity::integer;
    if (has("CHAR") || has("CLOB") || has("TEXT")) return Affinity::text;
    if (type.empty() || has("BLOB")) return Affinity::blob;
    if (has("REAL") || has("FLOA") || has("DOUB")) return Affinity::real;
    return Affinity::numeric;
}

// The names behind a word, up to the next part.
std::vector<std::string> names_behind(std::span<const Token> tokens, std::string_view word) {
    std::vector<std::string> names;
    auto token = std::ranges::find_if(tokens, [&](const Token& one) { return one.is(word); });
    if (token == tokens.end()) return names;
    for (++token; token != tokens.end() && !token->is(";"); ++token)
        if (!token->is(",")) names.push_back(unquoted(token->text));
    return names;
}

} // namespace

// A number keeps its value in a column of integers, and in one of texts where it is an integer.
bool may_convert(std::string_view type, std::string_view other) {
    const Affinity from = affinity_of(type), to = affinity_of(other);
    if (from == to || to == Affinity::blob) return false;
    if (from == Affinity::integer) return to == Affinity::real;
    const bool are_numbers = from == Affinity::real || from == Affinity::numeric;
    return !are_numbers || to == Affinity::text ||
           (from == Affinity::numeric && to == Affinity::real);
}

std::string drop_copied(const std::string& table, const CopiedRows& rows) {
    std::string said(mark);
    if (!rows.without.empty()) said += " without " + spelled(rows.without);
    if (!rows.without.empty() && !rows.converted.empty()) said += ';';
    if (!rows.converted.empty()) said += " cast " + spelled(rows.converted);
    // A name that ends the comment: then it says what any DROP TABLE does.
    const bool can_be_said = said.find("*/") == std::string::npos;
    return "DROP TABLE " + (can_be_said ? said + std::string(end_of_mark) + ' ' : "") +
           spelled(table);
}

void find_copied_rows(StatementTraits& traits, std::string_view statement,
                      std::span<const Token> tokens) {
    const auto loss = std::ranges::find(traits.losses, "drop-table", &Finding::rule);
    if (loss == traits.losses.end() || tokens.size() < 3) return;
    const std::string_view between = statement.substr(0, tokens[2].offset);
    const std::size_t at = between.find(mark), end = between.find(end_of_mark);
    if (at == std::string_view::npos || end == std::string_view::npos) return;
    const std::vector<Token> said =
        tokenize(between.substr(at + mark.size(), end - at - mark.size()), lexical_rules());
    const std::string object = loss->object;
    traits.losses.clear();
    for (const std::string& name : names_behind(said, "WITHOUT"))
        traits.losses.push_back(
            {"drop-column", "drops with its values the column " + spelled(name) + " of " + object,
             object});
    for (const std::string& name : names_behind(said, "CAST"))
        traits.losses.push_back({"narrowing-type",
                                 "may change the values of the column " + spelled(name) + " of " +
                                     object + ", which gets another type",
                                 object});
}

} // namespace varve::sqlite
