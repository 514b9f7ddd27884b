// MySQL's splitter against what holds for every script: the first byte is the server and its mode.
// And where no line is the client's, no token of the script is lost or made up.
#include "split_check.hpp"

#include "plugins/dialects/mysql/splitter.hpp"
#include "tests/unit/plugins/dialects/mysql/understanding.hpp"

#include <algorithm>
#include <string>

using namespace varve;

namespace {

mysql::SqlMode mode_of(std::uint8_t byte) {
    return {.ansi_quotes = (byte & 1U) != 0,
            .no_backslash_escapes = (byte & 2U) != 0,
            .strict = (byte & 4U) != 0,
            .is_mariadb = (byte & 8U) != 0,
            .version_number = (byte & 16U) != 0 ? 101119 : 50624};
}

bool has_lines_for_the_client(std::string_view script) {
    constexpr std::string_view word = "DELIMITER";
    for (std::size_t at = 0; at + word.size() <= script.size(); ++at)
        if (same_word(script.substr(at, word.size()), word)) return true;
    return script.find('\\') != std::string_view::npos ||
           script.find("--") != std::string_view::npos || script.starts_with("\xEF\xBB\xBF");
}

void append_tokens(std::string& all, std::string_view text, const mysql::SqlMode& mode) {
    for (const Token& token : mysql::tokens_of(text, mode))
        if (!token.is(";")) (all += token.text) += '\n';
}

void check_tokens(std::string_view script, const Script& split, const mysql::SqlMode& mode) {
    std::string expected;
    append_tokens(expected, script, mode);
    std::string found;
    for (const ScriptStatement& statement : split.statements)
        append_tokens(found, statement.text, mode);
    if (found != expected) fuzz::fail("statements have the tokens of the script", found);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const mysql::SqlMode mode = mode_of(data[0]);
    const std::string script(reinterpret_cast<const char*>(data) + 1, size - 1);
    constexpr std::uint32_t first_line = 7;
    const Script split = mysql::split_script(script, first_line, mode);
    fuzz::check_problems(script, split, first_line);
    fuzz::check_order(script, split, first_line);
    if (!split.problems.empty()) return 0; // then nothing is classified, nor run
    if (!has_lines_for_the_client(script)) check_tokens(script, split, mode);
    const mysql::Understanding dialect(mode);
    for (const ScriptStatement& statement : split.statements) {
        dialect.classify(statement);
        dialect.canonical(statement.text);
    }
    return 0;
}
