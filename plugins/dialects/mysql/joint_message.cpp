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
// so has RETURNING; the isolation of a transaction is set in a statement of its own, and autocommit
// changes what the next ones mean.
bool stands_alone(const Token& token) {
    return token.kind == TokenKind::unterminated || token.text.starts_with("/*") ||
           is_any(token, {";", "RETURNING", "UNION", "EXCEPT", "INTERSECT", "ISOLATION",
                          "AUTOCOMMIT", "GET_LOCK", "RELEASE_LOCK"});
}

} // namespace

JointMessage::Role JointMessage::role_of(std::string_view text, std::string_view first_word) {
    if (text == "START TRANSACTION" || text == "START TRANSACTION READ WRITE") return Role::begin;
    if (text == "COMMIT") return Role::commit;
    if (first_word == "INSERT" || first_word == "UPDATE" || first_word == "DELETE")
        return Role::change;
    if (text.starts_with("SET SESSION ") && !text.starts_with("SET SESSION TRANSACTION "))
        return Role::setting;
    return first_word == "SELECT" ? Role::count : Role::other;
}

std::optional<JointMessage::Form> JointMessage::form_of(std::string_view text) {
    if (text.find_first_of("\\\"") != std::string_view::npos) return std::nullopt;
    Lexer lexer(text, rules);
    Token token = lexer.next();
    if (!answers_with_a_number(text, token)) return std::nullopt;
    const std::string_view first_word = token.text;
    Form form{};
    std::size_t begin = 0;
    std::size_t end = 0;
    for (; token.kind != TokenKind::end; token = lexer.next()) {
        if (stands_alone(token)) return std::nullopt;
        end = token.offset + token.text.size();
        if (!token.is("?")) continue;
        form.pieces.emplace_back(text.substr(begin, token.offset - begin));
        begin = end;
    }
    form.pieces.emplace_back(text.substr(begin, end - begin)); // no comment behind it
    form.role = role_of(text.substr(0, end), first_word);
    return form;
}

const std::optional<JointMessage::Form>& JointMessage::known_form(std::string_view text) {
    if (const auto known = known_.find(text); known != known_.end()) return known->second;
    if (known_.size() == most_known) known_.clear();
    return known_.emplace(text, form_of(text)).first->second;
}

// Most are texts and numbers.
void JointMessage::add_literal(Cell cell) {
    if (cell.kind() == Kind::text)
        append_string_literal(one_, cell.as_text());
    else if (cell.kind() == Kind::integer)
        one_ += std::to_string(cell.as_integer());
    else
        one_ += dialect_.literal(cell);
}

bool JointMessage::write(const Statement& statement, const Form& form) {
    if (form.pieces.size() != statement.parameters.size() + 1) return false;
    one_ = form.pieces.front();
    try {
        for (std::size_t i = 0; i < statement.parameters.size(); ++i) {
            add_literal(statement.parameters[i].cell());
            one_ += form.pieces[i + 1];
        }
    } catch (const DatabaseError&) { // by itself it fails too, and tells which parameter it was
        return false;
    }
    return text_.size() + one_.size() < most_bytes;
}

// SELECT (SELECT COUNT(*) …), (SELECT COUNT(*) …).
bool JointMessage::append_column() {
    if (places_.empty() || places_.back().role != Role::count) return false;
    if (answers_.back() == Answer::own) {
        text_.insert(places_.back().begin, "SELECT (");
        text_ += ')';
    }
    text_.append(", (").append(one_) += ')';
    answers_.push_back(Answer::column);
    return true;
}

bool JointMessage::append_setting() {
    constexpr std::string_view set = "SET ";
    if (places_.empty() || places_.back().role != Role::setting) return false;
    text_.append(", ").append(std::string_view(one_).substr(set.size()));
    answers_.push_back(Answer::nothing);
    return true;
}

// A change that stands alone is a transaction.
bool JointMessage::leave_out_transaction() {
    if (places_.size() < 2) return false;
    Place& change = places_.back();
    const Place& begin = places_[places_.size() - 2];
    if (begin.role != Role::begin || change.role != Role::change) return false;
    text_.erase(begin.begin, change.begin - begin.begin);
    change.begin = begin.begin;
    answers_[answers_.size() - 2] = Answer::nothing;
    answers_.push_back(Answer::nothing);
    return true;
}

void JointMessage::append(Role role) {
    if (role == Role::begin && !commits_) role = Role::other; // it ends another transaction
    if (role == Role::begin) commits_ = false;
    const bool is_with_others = role == Role::count     ? append_column()
                                : role == Role::setting ? append_setting()
                                : role == Role::commit  ? leave_out_transaction()
                                                        : false;
    if (role == Role::commit) commits_ = autocommits_;
    if (is_with_others) {
        places_.push_back({role, places_.back().begin});
        return;
    }
    if (!text_.empty()) text_ += ';';
    places_.push_back({role, text_.size()});
    answers_.push_back(Answer::own);
    text_ += one_;
}

bool JointMessage::add(const Statement& statement) {
    const std::string_view text = statement.text;
    if (statement.opaque || statement.input || text.size() > most_bytes) return false;
    // Probes are long, and seldom asked for twice.
    const std::size_t end = std::min(text.find(probe_begin), text.size());
    const std::string_view probe = text.substr(end);
    for (const char special : {';', '\\', '"'})
        if (probe.find(special) != std::string_view::npos) return false;
    const std::optional<Form>& form = known_form(text.substr(0, end));
    if (!form || !write(statement, *form)) return false;
    one_ += probe;
    append(form->role);
    return true;
}

std::size_t JointMessage::join(std::span<const Statement> statements, bool autocommits) {
    text_.clear();
    answers_.clear();
    places_.clear();
    autocommits_ = commits_ = autocommits;
    for (const Statement& statement : statements)
        if (!add(statement)) break;
    return answers_.size();
}

} // namespace varve::mysql
