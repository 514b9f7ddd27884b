// PostgreSQL's splitter against what holds for every script, and against PostgreSQL's own parser
// wherever that accepts the script.
#include "split_check.hpp"

#include "plugins/dialects/postgresql/dialect.hpp"
#include "plugins/dialects/postgresql/splitter.hpp"
#include "varve/db/lexer.hpp"

#include <algorithm>
#include <memory>
#include <pg_query.h>
#include <string>

using namespace varve;

namespace {

constexpr fuzz::Blanks blanks{.nested_comments = true, .carriage_return_ends_comment = true};

/// From the first byte of its first token to the last byte of its last.
std::string_view tokens_only(std::string_view text) {
    const std::vector<Token> tokens = tokenize(text, postgresql::lexical_rules);
    if (tokens.empty()) return {};
    const std::size_t end = tokens.back().offset + tokens.back().text.size();
    return text.substr(tokens.front().offset, end - tokens.front().offset);
}

void compare(std::string_view script, const Script& ours, const PgQuerySplitResult& theirs) {
    if (!ours.problems.empty())
        fuzz::fail("what the parser accepts has no problem", ours.problems[0].sentence);
    if (ours.statements.size() != static_cast<std::size_t>(theirs.n_stmts))
        fuzz::fail("as many statements as the parser finds");
    for (std::size_t i = 0; i < ours.statements.size(); ++i) {
        const PgQuerySplitStmt& statement = *theirs.stmts[i];
        const std::string_view text =
            script.substr(static_cast<std::size_t>(statement.stmt_location),
                          static_cast<std::size_t>(statement.stmt_len));
        if (tokens_only(ours.statements[i].text) != tokens_only(text))
            fuzz::fail("statements are those of the parser", ours.statements[i].text);
    }
}

/// The parser reads up to a NUL, knows no data blocks, and leaves a file's byte order mark to psql.
bool is_for_the_parser(std::string_view script, const Script& split) {
    for (const ScriptStatement& statement : split.statements)
        if (statement.input) return false;
    return script.find('\0') == std::string_view::npos && !script.starts_with("\xEF\xBB\xBF");
}

void compare_with_parser(const std::string& script, const Script& split) {
    if (!is_for_the_parser(script, split)) return;
    const PgQuerySplitResult result = pg_query_split_with_parser(script.c_str());
    if (result.error == nullptr) compare(script, split, result);
    pg_query_free_split_result(result);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string script(reinterpret_cast<const char*>(data), size);
    constexpr std::uint32_t first_line = 7;
    const Script split = postgresql::split_script(script, first_line);
    fuzz::check_problems(script, split, first_line);
    const bool plain = script.find('\\') == std::string::npos && split.problems.empty() &&
                       std::ranges::none_of(split.statements, [](const ScriptStatement& statement) {
                           return statement.input.has_value();
                       });
    if (plain)
        fuzz::exact_offsets(script, split, first_line, blanks);
    else
        fuzz::check_order(script, split, first_line);
    compare_with_parser(script, split);

    static const postgresql::PostgresqlDialect dialect(150000, "15.0");
    if (!split.problems.empty()) return 0; // then nothing is classified, nor run
    for (const ScriptStatement& statement : split.statements) {
        dialect.classify(statement);
        dialect.canonical(statement.text);
    }
    return 0;
}
