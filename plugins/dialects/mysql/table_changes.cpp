#include "table_changes.hpp"

#include "names.hpp"
#include "traits.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace varve::mysql {

namespace {

struct Rung {
    std::string_view algorithm, lock;

    constexpr bool spares_copy() const { return algorithm == "INSTANT" || algorithm == "NOCOPY"; }
};

// MySQL refuses INSTANT with any LOCK but DEFAULT.
constexpr std::array ladder{Rung{"INSTANT", ""},          Rung{"NOCOPY", "NONE"},
                            Rung{"NOCOPY", "SHARED"},     Rung{"NOCOPY", "EXCLUSIVE"},
                            Rung{"INPLACE", "NONE"},      Rung{"INPLACE", "SHARED"},
                            Rung{"INPLACE", "EXCLUSIVE"}, Rung{"COPY", "NONE"},
                            Rung{"COPY", "SHARED"},       Rung{"COPY", "EXCLUSIVE"}};

// ALGORITHM = COPY, wherever it stands; a column may have that name.
std::string_view option(std::span<const Token> tokens, std::string_view name,
                        std::initializer_list<std::string_view> values) {
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        if (!tokens[i].is(name)) continue;
        TokenCursor value(tokens.subspan(i + 1));
        value.accept("=");
        const std::string_view text = value.peek().text;
        if (value.accept_any(values)) return text;
    }
    return {};
}

/// A statement cut where its method belongs.
struct Change {
    std::string before, after;
    std::string_view separator; ///< behind each part of the method but the last
    std::string_view end = {};  ///< behind the last
    bool rewritten = false;     ///< what the author declared is in the text no more
};

Change alteration(std::string_view statement, const AlterTable& alter) {
    // In front: nothing may follow PARTITION BY.
    const std::size_t at = alter.actions.front().front().offset;
    return {std::string(statement.substr(0, at)), std::string(statement.substr(at)), ", ", ", "};
}

std::optional<Change> index_creation(std::string_view statement, TokenCursor cursor) {
    if (!cursor.accept("CREATE")) return std::nullopt;
    cursor.accept({"OR", "REPLACE"});
    cursor.accept_any({"ONLINE", "OFFLINE"});
    cursor.accept_any({"UNIQUE", "FULLTEXT", "SPATIAL"});
    if (!cursor.accept("INDEX")) return std::nullopt;
    return Change{std::string(statement) + '\n', "", " "}; // it may end in a comment
}

// MariaDB's DROP INDEX takes neither; both servers make an ALTER TABLE of it.
std::optional<Change> index_removal(TokenCursor cursor) {
    if (!cursor.accept("DROP")) return std::nullopt;
    cursor.accept_any({"ONLINE", "OFFLINE"});
    if (!cursor.accept("INDEX")) return std::nullopt;
    const std::string condition = cursor.accept({"IF", "EXISTS"}) ? "IF EXISTS " : "";
    const std::string index = cursor.accept_name();
    if (!cursor.accept("ON")) return std::nullopt;
    return Change{"ALTER TABLE " + cursor.accept_name() + ' ', "DROP INDEX " + condition + index,
                  ", ", ", ", true};
}

std::optional<Change> read_change(std::string_view statement, std::span<const Token> tokens) {
    const auto alter = read_alter_table(tokens);
    if (alter && !alter->actions.empty()) return alteration(statement, *alter);
    if (auto creation = index_creation(statement, TokenCursor(tokens))) return creation;
    return index_removal(TokenCursor(tokens));
}

bool leaves_open(std::string_view declared, std::string_view choice) {
    return declared.empty() || choice.empty() || same_word(declared, choice);
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
    std::string text;
    for (const std::string& part : parts)
        text += (text.empty() ? "" : std::string(separator)) + part;
    return text;
}

Attempt attempt(const Change& change, const DeclaredMethod& declared, const Rung& rung) {
    std::vector<std::string> method{"ALGORITHM=" + std::string(rung.algorithm)}, added;
    if (change.rewritten || declared.algorithm.empty()) added = method;
    const std::string_view lock = declared.lock.empty() ? rung.lock : declared.lock;
    if (!lock.empty()) method.push_back("LOCK=" + std::string(lock));
    if (!lock.empty() && (change.rewritten || declared.lock.empty()))
        added.push_back(method.back());
    const std::string end(added.empty() ? std::string_view() : change.end);
    return {change.before + joined(added, change.separator) + end + change.after,
            joined(method, ", "), level_of_lock(lock)};
}

} // namespace

DeclaredMethod declared_method(std::span<const Token> tokens) {
    return {option(tokens, "ALGORITHM", {"DEFAULT", "INSTANT", "NOCOPY", "INPLACE", "COPY"}),
            option(tokens, "LOCK", {"DEFAULT", "NONE", "SHARED", "EXCLUSIVE"})};
}

NamedEngine named_engine(std::span<const Token> tokens) {
    const auto word =
        std::ranges::find_if(tokens, [](const Token& token) { return token.is("ENGINE"); });
    if (word == tokens.end()) return NamedEngine::none;
    TokenCursor value(tokens.subspan(static_cast<std::size_t>(word - tokens.begin()) + 1));
    value.accept("=");
    return value.accept_any({"INNODB", "MYISAM", "ARIA", "MEMORY"}) ? NamedEngine::native
                                                                    : NamedEngine::other;
}

bool copies_anyway(std::span<const Token> tokens) {
    return named_engine(tokens) == NamedEngine::native ||
           std::ranges::any_of(tokens, [](const Token& token) {
               return token.is("ORDER") || token.is("PARTITION") || token.is("PARTITIONING");
           });
}

LockLevel level_of_lock(std::string_view lock) {
    if (same_word(lock, "SHARED")) return LockLevel::blocks_writes;
    return same_word(lock, "EXCLUSIVE") ? LockLevel::blocks_all : LockLevel::blocks_schema;
}

std::vector<Attempt> attempts_at(std::string_view statement, const SqlMode& mode) {
    const std::vector<Token> tokens = statement_tokens(statement, mode);
    const std::optional<Change> change = read_change(statement, tokens);
    if (!change) return {};
    const DeclaredMethod declared = declared_method(tokens);
    const bool copies = copies_anyway(tokens);
    std::vector<Attempt> attempts;
    for (const Rung& rung : ladder)
        if (!(copies && rung.spares_copy()) && leaves_open(declared.algorithm, rung.algorithm) &&
            leaves_open(declared.lock, rung.lock))
            attempts.push_back(attempt(*change, declared, rung));
    return attempts;
}

} // namespace varve::mysql
