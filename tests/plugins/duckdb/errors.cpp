#include "errors.hpp"

#include "varve/db/lexer.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <string>

namespace varve::duckdb {

namespace {

using Kind = DatabaseError::Kind;

/// DuckDB's word for a type of error, its number in DuckDB's C interface, and what it means where
/// the message does not say more.
struct ErrorType {
    std::string_view word;
    int number;
    Kind kind;
};

constexpr std::array<ErrorType, 26> error_types{{
    {"Out of Range", 1, Kind::invalid_data},
    {"Conversion", 2, Kind::invalid_data},
    {"Decimal", 4, Kind::invalid_data},
    {"Mismatch Type", 5, Kind::invalid_data},
    {"Divide by Zero", 6, Kind::invalid_data},
    {"Object Size", 7, Kind::invalid_data},
    {"Invalid type", 8, Kind::invalid_data},
    {"Serialization", 9, Kind::other},
    {"TransactionContext", 10, Kind::misuse},
    {"Not implemented", 11, Kind::unsupported},
    {"Catalog", 13, Kind::other},
    {"Parser", 14, Kind::syntax},
    {"Constraint", 18, Kind::other},
    {"Connection", 21, Kind::connection_lost},
    {"Syntax", 22, Kind::syntax},
    {"Settings", 23, Kind::other},
    {"Binder", 24, Kind::other},
    {"IO", 28, Kind::other},
    {"INTERRUPT", 29, Kind::cancelled},
    {"FATAL", 30, Kind::connection_lost},
    {"INTERNAL", 31, Kind::other},
    {"Invalid Input", 32, Kind::misuse},
    {"Out of Memory", 33, Kind::out_of_memory},
    {"Permission", 34, Kind::permission},
    {"Dependency", 37, Kind::other},
    {"Missing Extension", 39, Kind::unsupported},
}};

/// Words of a message that say more than its type, the first of them that is found.
constexpr std::array<std::pair<std::string_view, Kind>, 17> telling_words{{
    {"uplicate key", Kind::unique_violation},
    {"oreign key", Kind::foreign_key_violation},
    {"NOT NULL constraint", Kind::not_null_violation},
    {"CHECK constraint", Kind::check_violation},
    {"read-only mode", Kind::read_only},
    {"onflict", Kind::serialization},
    {"Failed to commit", Kind::serialization},
    {"already exists", Kind::duplicate_object},
    {"does not exist", Kind::undefined_object},
    {"not found", Kind::undefined_object},
    {"does not have a column", Kind::undefined_object},
    {"database has been invalidated", Kind::connection_lost},
    {"No space left", Kind::disk_full},
    {"Permission denied", Kind::permission},
    {"Malformed JSON", Kind::invalid_data},
    {"Cannot open file", Kind::unreachable},
    {"Could not set lock", Kind::unreachable},
}};

struct Said {
    std::string type, message, position;
};

std::string unescaped(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || ++i == text.size()) {
            result += text[i];
            continue;
        }
        const char c = text[i];
        result += c == 'n' ? '\n' : c == 't' ? '\t' : c;
    }
    return result;
}

// The members of a flat object: all that DuckDB writes are texts.
std::map<std::string, std::string> members(std::string_view object) {
    constexpr LexicalRules json{.backslash_escapes = true, .double_quoted_strings = true};
    std::map<std::string, std::string> found;
    std::string name;
    Token before;
    Lexer lexer(object, json);
    for (Token token = lexer.next(); token.kind != TokenKind::end; token = lexer.next()) {
        if (token.kind == TokenKind::string) {
            const std::string text = unescaped(token.text.substr(1, token.text.size() - 2));
            if (before.is(":"))
                found[name] = text;
            else
                name = text;
        }
        before = token;
    }
    return found;
}

Said understood(std::string_view said) {
    if (const std::size_t object = said.find("{\"exception_type\""); object != said.npos) {
        auto facts = members(said.substr(object));
        return {facts["exception_type"], facts["exception_message"], facts["position"]};
    }
    constexpr std::string_view between = " Error: ";
    const std::size_t end = said.find(between);
    if (end == said.npos) return {{}, std::string(said), {}};
    return {std::string(said.substr(0, end)), std::string(said.substr(end + between.size())), {}};
}

// The parser counts characters, all others bytes.
std::optional<std::size_t> position_of(const Said& said, std::string_view statement) {
    std::size_t position = 0;
    const char* const end = said.position.data() + said.position.size();
    if (std::from_chars(said.position.data(), end, position).ec != std::errc()) return std::nullopt;
    if (said.type != "Parser") return position;
    const auto begins_character = [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    };
    std::size_t offset = 0;
    for (std::size_t characters = 0; offset < statement.size(); ++offset)
        if (begins_character(statement[offset]) && characters++ == position) break;
    return offset;
}

Kind kind_of(const std::string& message, const ErrorType& type) {
    for (const auto& [words, kind] : telling_words)
        if (message.find(words) != std::string::npos) return kind;
    return type.kind;
}

} // namespace

DatabaseError error_of(std::string_view said, std::string_view statement) {
    static constexpr ErrorType unknown{{}, -1, Kind::other};
    const Said facts = understood(said);
    const auto* const known = std::ranges::find(error_types, facts.type, &ErrorType::word);
    const ErrorType& type = known == error_types.end() ? unknown : *known;
    return DatabaseError({.kind = kind_of(facts.message, type),
                          .message = facts.message,
                          .native_code = type.number,
                          .statement = std::string(statement),
                          .position = position_of(facts, statement)});
}

DatabaseError misuse(std::string message, std::string_view statement) {
    return DatabaseError(
        {.kind = Kind::misuse, .message = std::move(message), .statement = std::string(statement)});
}

} // namespace varve::duckdb
