#include "splitter.hpp"

#include "lexical_rules.hpp"
#include "stored_program.hpp"

#include <algorithm>
#include <array>

namespace varve::mysql {

namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::string_view blanks = " \t\r\n\f\v";
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::string_view without_trailing_blanks(std::string_view text) noexcept {
    const std::size_t last = text.find_last_not_of(blanks);
    return text.substr(0, last == npos ? 0 : last + 1);
}

// How a quote or comment begins: ', ", `, $tag$, /*, /*!
std::string_view opening(std::string_view text) noexcept {
    if (text.starts_with('$')) return text.substr(0, text.find('$', 1) + 1);
    if (!text.starts_with("/*")) return text.substr(0, 1);
    const std::size_t mark = text.find('!');
    return text.substr(0, mark == 2 || (mark == 3 && text[2] == 'M') ? mark + 1 : 2);
}

// Words that the clients take for themselves where a line and a statement begin with them.
bool is_client_command(const Token& token) noexcept {
    constexpr std::array<std::string_view, 20> words{
        "SOURCE", "SYSTEM", "TEE",    "NOTEE", "PAGER", "NOPAGER", "EDIT",
        "EGO",    "GO",     "QUIT",   "EXIT",  "CLEAR", "CONNECT", "CHARSET",
        "PROMPT", "REHASH", "STATUS", "PRINT", "HELP",  "WARNINGS"};
    return std::ranges::any_of(words, [&](std::string_view word) { return token.is(word); });
}

// The first argument of a line as the clients read it: a word, or what stands in quotes.
std::string_view first_argument(std::string_view line) noexcept {
    const std::size_t start = line.find_first_not_of(blanks);
    if (start == npos) return {};
    const bool quoted = std::string_view("'\"`").find(line[start]) != npos;
    if (!quoted) return line.substr(start, line.find_first_of(blanks, start) - start);
    return line.substr(start + 1, line.find(line[start], start + 1) - start - 1);
}

class Splitter {
public:
    Splitter(std::string_view script, std::uint32_t first_line, const SqlMode& mode)
        : script_(script), reader_(script, mode, first_line) {}

    Script split() {
        if (script_.starts_with(byte_order_mark)) reader_.skip_to(byte_order_mark.size());
        while (step()) {}
        return std::move(result_);
    }

private:
    bool is_open() const noexcept { return first_.kind != TokenKind::end; }

    // Reads one token; false at the end of the script.
    bool step() {
        const TokenReader before = reader_;
        const Token token = reader_.next();
        if (token.kind == TokenKind::end) return finish_script();
        const std::size_t cut = delimiter_in(token);
        if (cut == npos && token.kind == TokenKind::unterminated) {
            problem(token.line, "what starts here with " + std::string(opening(token.text)) +
                                    " is never closed");
            return false;
        }
        if (cut != npos)
            cut_at(cut, token, before);
        else if (!is_open() && !reader_.in_comment() && take_line(token))
            return true;
        else if (token.is("\\"))
            take_backslash(token);
        else
            take(token);
        return true;
    }

    // Words and operators may hold the delimiter: END$$. A delimiter $$ is no quote.
    std::size_t delimiter_in(const Token& token) const noexcept {
        if (reader_.in_comment() || delimiter_ == ";") return npos;
        const bool quoted = token.kind == TokenKind::string ||
                            token.kind == TokenKind::quoted_identifier ||
                            token.kind == TokenKind::unterminated;
        if (quoted)
            return token.text.front() == '$' && token.text.starts_with(delimiter_) ? token.offset
                                                                                   : npos;
        const std::size_t reach = token.text.size() + delimiter_.size() - 1;
        const std::size_t found = script_.substr(token.offset, reach).find(delimiter_);
        return found == npos ? npos : token.offset + found;
    }

    void cut_at(std::size_t delimiter, const Token& token, const TokenReader& before) {
        Token start = token;
        start.text = script_.substr(token.offset, delimiter - token.offset);
        if (!start.text.empty()) take(start);
        finish(delimiter);
        reader_ = before;
        reader_.skip_to(delimiter + delimiter_.size());
    }

    void take(const Token& token) {
        if (!is_open() && token.is(";")) return;
        if (!is_open()) first_ = reader_.in_comment() ? reader_.comment() : token;
        program_.see(token);
        if (token.is(";") && !program_.inside() && !reader_.in_comment()) finish(token.offset);
    }

    // Ends the open statement before `end`, where its delimiter is.
    void finish(std::size_t end) {
        if (is_open()) {
            const std::string_view text =
                without_trailing_blanks(script_.substr(first_.offset, end - first_.offset));
            if (text.find('\0') != npos)
                problem(first_.line, "this statement holds a NUL byte; is the file UTF-8?");
            result_.statements.push_back({std::string(text), first_.line});
        }
        first_ = {};
        program_ = {};
    }

    bool finish_script() {
        if (is_open() && program_.inside())
            problem(first_.line,
                    "the " + std::string(program_.open_block()) + " of this statement has no END");
        else
            finish(script_.size());
        return false;
    }

    std::size_t end_of_line(std::size_t from) const noexcept {
        return std::min(script_.find('\n', from), script_.size());
    }

    bool is_first_on_line(const Token& token) const noexcept {
        const std::string_view before = script_.substr(0, token.offset);
        const std::size_t last = before.find_last_not_of(" \t\r\f\v");
        return last == npos || before[last] == '\n' || before == byte_order_mark;
    }

    // Where no statement is open a line may be the client's; true where it was.
    bool take_line(const Token& token) {
        const bool is_comment = script_.substr(token.offset).starts_with("--");
        if (!is_first_on_line(token) || (!is_comment && token.kind != TokenKind::word))
            return false;
        const std::size_t start = token.offset + token.text.size();
        const std::size_t end = end_of_line(token.offset);
        const std::string_view rest = script_.substr(start, end - start);
        const bool stands_apart = rest.empty() || blanks.find(rest.front()) != npos;
        if (token.is("DELIMITER") && stands_apart)
            take_delimiter(token, first_argument(rest));
        else if (is_client_command(token))
            refuse_command(token.line, token.text);
        else if (!is_comment)
            return false;
        reader_.skip_to(end);
        return true;
    }

    void take_delimiter(const Token& token, std::string_view argument) {
        if (argument.empty() || argument.find('\\') != npos)
            problem(token.line, "DELIMITER takes what statements end with from here on, without a "
                                "backslash: DELIMITER //");
        else
            delimiter_ = argument;
    }

    // \N is NULL, and all others are the client's.
    void take_backslash(const Token& token) {
        const std::string_view command = script_.substr(token.offset, 2);
        if (command == "\\N") {
            take(token);
            return;
        }
        if (command == "\\g" || command == "\\G") {
            problem(token.line, std::string(command) +
                                    " ends a statement in the mysql client only; "
                                    "write ; in its place");
            finish(token.offset);
            reader_.skip_to(token.offset + command.size());
        } else {
            refuse_command(token.line, without_trailing_blanks(command));
            reader_.skip_to(end_of_line(token.offset));
        }
    }

    void refuse_command(std::uint32_t line, std::string_view command) {
        problem(line, std::string(command) + " is a command of the mysql client, not SQL; a "
                                             "migration cannot use it: write the SQL that it "
                                             "stands for, or remove it");
    }

    void problem(std::uint32_t line, std::string sentence) {
        result_.problems.push_back({line, std::move(sentence)});
    }

    std::string_view script_;
    TokenReader reader_;
    std::string_view delimiter_ = ";";
    Token first_; ///< of the open statement; `end` where none is open
    StoredProgram program_;
    Script result_;
};

} // namespace

Script split_script(std::string_view script, std::uint32_t first_line, const SqlMode& mode) {
    return Splitter(script, first_line, mode).split();
}

} // namespace varve::mysql
