#include "joint_message.hpp"

#include "dialect.hpp"
#include "traits.hpp"

#include "varve/db/lexer.hpp"
#include "varve/error.hpp"

#include <algorithm>
#include <initializer_list>

namespace varve::mysql {

namespace {

constexpr std::size_t most_bytes = 1U << 18; // far below the least max_allowed_packet
constexpr std::size_t most_known = 256;

constexpr LexicalRules rules{.backtick_identifiers = true,
                             .hash_comments = true,
                             .dash_comment_needs_space = true,
                             .executable_comments = true};

bool is_any(const Token& token, std::initializer_list<std::string_view> words) {
    return std::ranges::any_of(words, [&](std::string_view word) { return token.is(word); });
}

// SELECT COUNT(*) FROM … answers with one row of one integer.
bool answers_with_a_number(std::string_view text, const Token& first) {
    constexpr std::string_view count = "SELECT COUNT(*) FROM ";
    if (text.starts_with(count)) return text.find(',') == std::string_view::npos;
    return is_any(first, {"INSERT", "UPDATE", "DELETE", "SET", "USE", "START", "COMMIT",
                          "SAVEPOINT", "RELEASE"});
}

// A semicolon would make two statements of it, what a count is joined with may have other rows, and
// so has RETURNING; the isolation of a transaction is set in a statement of its own.
bool stands_alone(const Token& token) {
    return token.kind == TokenKind::unterminated || token.text.starts_with("/*") ||
           is_any(token, {";", "RETURNING", "UNION", "EXCEPT", "INTERSECT", "ISOLATION", "GET_LOCK",
                          "RELEASE_LOCK"});
}

} // namespace

JointMessage::Pieces JointMessage::pieces_of(std::string_view text) {
    if (text.find_first_of("\\\"") != std::string_view::npos) return std::nullopt;
    Lexer lexer(text, rules);
    Token token = lexer.next();
    if (!answers_with_a_number(text, token)) return std::nullopt;
    std::vector<std::string> pieces;
    std::size_t begin = 0;
    std::size_t end = 0;
    for (; token.kind != TokenKind::end; token = lexer.next()) {
        if (stands_alone(token)) return std::nullopt;
        end = token.offset + token.text.size();
        if (!token.is("?")) continue;
        pieces.emplace_back(text.substr(begin, token.offset - begin));
        begin = end;
    }
    pieces.emplace_back(text.substr(begin, end - begin)); // no comment behind it
    return pieces;
}

const JointMessage::Pieces& JointMessage::known_pieces(const std::string& text) {
    if (known_.size() == most_known && !known_.contains(text)) known_.clear();
    const auto [known, is_new] = known_.try_emplace(text);
    if (is_new) known->second = pieces_of(text);
    return known->second;
}

// Most are texts and numbers, and long ones are not copied twice.
void JointMessage::add_literal(Cell cell) {
    if (cell.kind() == Kind::text)
        append_string_literal(text_, cell.as_text());
    else if (cell.kind() == Kind::integer)
        text_ += std::to_string(cell.as_integer());
    else
        text_ += dialect_.literal(cell);
}

bool JointMessage::add(const Statement& statement) {
    if (statement.opaque || statement.input || statement.text.size() > most_bytes ||
        is_probe(statement.text)) // which are long, and seldom asked for twice
        return false;
    const Pieces& pieces = known_pieces(statement.text);
    if (!pieces || pieces->size() != statement.parameters.size() + 1) return false;
    const std::size_t before = text_.size();
    if (before > 0) text_ += ';';
    text_ += pieces->front();
    try {
        for (std::size_t i = 0; i < statement.parameters.size(); ++i) {
            add_literal(statement.parameters[i].cell());
            text_ += (*pieces)[i + 1];
        }
    } catch (const DatabaseError&) { // by itself it fails too, and tells which parameter it was
        text_.resize(before);
        return false;
    }
    if (text_.size() <= most_bytes) return true;
    text_.resize(before);
    return false;
}

// The last one, for what is in it is not looked at, and a comment could reach on to the next.
bool JointMessage::add_probe(const Statement& statement) {
    if (statement.opaque || text_.empty() || !is_probe(statement.text) ||
        statement.text.find(';') != std::string::npos ||
        text_.size() + statement.text.size() > most_bytes)
        return false;
    text_.append(";").append(statement.text);
    return true;
}

std::size_t JointMessage::join(std::span<const Statement> statements) {
    text_.clear();
    const auto end =
        std::ranges::find_if_not(statements, [&](const Statement& one) { return add(one); });
    const bool probes = end != statements.end() && add_probe(*end);
    return static_cast<std::size_t>(end - statements.begin()) + (probes ? 1 : 0);
}

} // namespace varve::mysql
