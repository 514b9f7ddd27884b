#include "rehearsal.hpp"

#include "connection.hpp"
#include "lexical_rules.hpp"
#include "location.hpp"
#include "names.hpp"
#include "table_changes.hpp"
#include "table_copies.hpp"
#include "traits.hpp"

#include "varve/migration/plan.hpp"

#include <algorithm>
#include <array>

namespace varve::mysql {

namespace {

// What of a step would still be run.
std::span<PlannedStatement> statements_left(Step& step) {
    if (step.mode == StepMode::record) return {};
    return std::span(step.statements).subspan(std::min(step.resume_at, step.statements.size()));
}

bool changes_table(TokenCursor cursor) {
    if (!cursor.accept_any({"CREATE", "ALTER", "DROP", "RENAME"})) return false;
    cursor.accept({"OR", "REPLACE"});
    cursor.accept_any({"ONLINE", "OFFLINE"});
    cursor.accept_any({"IGNORE", "UNIQUE", "FULLTEXT", "SPATIAL"});
    return cursor.accept_any({"TABLE", "INDEX"});
}

bool is_setting(TokenCursor cursor, const StatementTraits& traits) {
    return cursor.accept("SET") && traits.kind == StatementTraits::Kind::setting;
}

// What was refused is only how it was to be done: an unknown usage of both options, one that is not
// supported, one that is not known.
bool is_about_method(const DatabaseError& error) {
    constexpr std::array codes{1221, 1800, 1845, 1846};
    return std::ranges::find(codes, error.facts().native_code) != codes.end();
}

std::string name_in(const Token& token, const SqlMode& mode) {
    return lower(normalized_name(token.text, mode));
}

// Of a database, or of another table: app.users, app.1st. Not @@SESSION.sql_mode.
bool has_qualified_name(std::span<const Token> tokens) {
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const bool is_variable = i >= 2 && tokens[i - 2].text.ends_with("@@");
        const bool stands_apart =
            i == 0 || tokens[i - 1].offset + tokens[i - 1].text.size() != tokens[i].offset;
        const bool is_fraction = tokens[i].kind == TokenKind::number && stands_apart;
        if (tokens[i].text.starts_with('.') && !is_variable && !is_fraction) return true;
    }
    return false;
}

/// The database in which the statements are tried.
class Stage {
public:
    /// `original` is the name of the database that was copied.
    Stage(const ConnectRequest& scratch, std::string original, NotCopied not_copied)
        : connection_(scratch), original_(std::move(original)), not_copied_(std::move(not_copied)) {
    }

    /// False where nothing that follows can be tried.
    bool play(PlannedStatement& statement);
    void end_step() { connection_.execute_all(connection_.reset_statements()); }

private:
    const SqlMode& mode() const { return connection_.dialect().mode(); }
    std::string obstacle(std::span<const Token> tokens) const;
    std::optional<Execution> carry_out(const std::string& statement);
    std::string words_of(const DatabaseError& error) const;

    MysqlConnection connection_;
    std::string original_;
    NotCopied not_copied_;
};

// What is tried must stay in the scratch database, and find its tables there.
std::string Stage::obstacle(std::span<const Token> tokens) const {
    if (has_qualified_name(tokens)) return "it may name something in another database";
    if (named_engine(tokens) == NamedEngine::other)
        return "it names an engine of which no copies are made";
    for (const Token& token : tokens)
        if (const auto found = not_copied_.find(name_in(token, mode())); found != not_copied_.end())
            return found->second;
    return {};
}

bool Stage::play(PlannedStatement& statement) {
    const std::vector<Token> tokens = statement_tokens(statement.source.text, mode());
    const TokenCursor cursor(tokens);
    if (cursor.peek().is("USE")) {
        statement.execution = Execution{.objection = "what follows is not tried"};
        return false;
    }
    if (!changes_table(cursor) && !is_setting(cursor, statement.traits)) return true;
    if (const std::string reason = obstacle(tokens); !reason.empty()) {
        statement.execution = Execution{.objection = "not tried: " + reason};
        return true;
    }
    try {
        statement.execution = carry_out(statement.source.text);
        return true;
    } catch (const DatabaseError& error) {
        const char* const verdict = is_about_method(error) ? "refused: " : "not tried: ";
        statement.execution = Execution{.objection = verdict + words_of(error)};
        return false;
    }
}

std::optional<Execution> Stage::carry_out(const std::string& statement) {
    for (const Attempt& attempt : attempts_at(statement, mode())) {
        try {
            connection_.execute(attempt.text);
            return Execution{attempt.method, attempt.lock};
        } catch (const DatabaseError& error) {
            // Some changes of partitions go with no method at all.
            if (error.kind() == DatabaseError::Kind::syntax) break;
            if (!is_about_method(error)) throw;
        }
    }
    connection_.execute(statement);
    return std::nullopt;
}

// The server speaks of the scratch database.
std::string Stage::words_of(const DatabaseError& error) const {
    std::string words = error.facts().message;
    const std::string scratch = connection_.name_space();
    for (std::size_t at = words.find(scratch); at != std::string::npos; at = words.find(scratch))
        words.replace(at, scratch.size(), original_);
    return words;
}

std::set<std::string> names_in(Plan& plan, const SqlMode& mode) {
    std::set<std::string> names;
    for (Step& step : plan.steps)
        for (const PlannedStatement& statement : statements_left(step))
            for (const Token& token : tokens_of(statement.source.text, mode))
                names.insert(name_in(token, mode));
    return names;
}

} // namespace

bool changes_tables(Plan& plan) {
    return std::ranges::any_of(plan.steps, [](Step& step) {
        return std::ranges::any_of(statements_left(step), [](const PlannedStatement& statement) {
            return !attempts_at(statement.source.text, {}).empty();
        });
    });
}

void rehearse(const ConnectRequest& request, const Url& scratch, Plan& plan) {
    ConnectRequest there = request;
    there.url = scratch;
    const std::string original = parse_location(request.url).database;
    MysqlConnection copier(there);
    Stage stage(there, original,
                copy_tables(copier, original, names_in(plan, copier.dialect().mode())));
    for (Step& step : plan.steps) {
        if (step.native) return; // what it does is not known
        for (PlannedStatement& statement : statements_left(step))
            if (!stage.play(statement)) return;
        stage.end_step();
    }
}

} // namespace varve::mysql
