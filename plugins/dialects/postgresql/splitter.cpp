#include "splitter.hpp"

#include "dialect.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace varve::postgresql {

namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::string_view without_trailing_blanks(std::string_view text) noexcept {
    const std::size_t last = text.find_last_not_of(" \t\r\n\f\v");
    return text.substr(0, last == npos ? 0 : last + 1);
}

// How a quote or comment begins: ', E', $tag$, /*
std::string_view opening(std::string_view text) noexcept {
    if (text.front() == '$') return text.substr(0, text.find('$', 1) + 1);
    const bool two = text.starts_with("/*") || text.substr(1).starts_with('\'');
    return text.substr(0, two && !text.starts_with('\'') ? 2 : 1);
}

/// The body of a function in SQL: BEGIN ATOMIC … ; … ; END. Sees the tokens outside parentheses.
///
/// In PostgreSQL's grammar each statement of the body ends in a semicolon and none begins with END,
/// so only an END at the start of a statement closes the body; elsewhere it belongs to a CASE or is
/// a name.
class AtomicBody {
public:
    bool inside() const noexcept { return depth_ > 0; }

    void see(const Token& token) noexcept {
        const bool starts = starts_statement_;
        starts_statement_ = false;
        if (token.is(";")) {
            start_statement();
        } else if (starts && depth_ > 0 && token.is("END")) {
            --depth_;
        } else if (begins_ && token.is("ATOMIC") && defines_routine()) {
            ++depth_;
            start_statement();
        } else if (head_size_ < head_.size()) {
            head_[head_size_++] = token;
        }
        begins_ = token.is("BEGIN");
    }

private:
    void start_statement() noexcept {
        starts_statement_ = true;
        head_size_ = 0;
    }

    // CREATE [OR REPLACE] FUNCTION | PROCEDURE
    bool defines_routine() const noexcept {
        TokenCursor cursor(std::span<const Token>(head_).first(head_size_));
        if (!cursor.accept("CREATE")) return false;
        cursor.accept({"OR", "REPLACE"});
        return cursor.accept_any({"FUNCTION", "PROCEDURE"});
    }

    std::array<Token, 4> head_; ///< how the statement that we are in begins
    std::size_t head_size_ = 0;
    int depth_ = 0;
    bool starts_statement_ = true;
    bool begins_ = false; ///< was the last token BEGIN?
};

class Splitter {
public:
    Splitter(std::string_view script, std::uint32_t first_line)
        : script_(script), lexer_(script, lexical_rules, first_line) {}

    Script split() {
        if (script_.starts_with(byte_order_mark)) lexer_.skip_to(byte_order_mark.size());
        while (step()) {}
        return std::move(result_);
    }

private:
    struct Open {
        Token first;                  ///< of the statement; `end` where none is open
        std::vector<Token> head;      ///< enough of a COPY to know it
        int depth = 0;                ///< of parentheses
        std::uint32_t paren_line = 0; ///< of the outermost one
        AtomicBody body;
    };

    /// Rows that follow the line that we are on.
    struct Data {
        std::size_t first = 0, last = 0;
        bool pending = false;
    };

    // Reads one token; false at the end of the script.
    bool step() {
        const Lexer before = lexer_;
        const Token token = lexer_.next();
        if (data_.pending && token.offset + token.text.size() > data_.first)
            return skip_data(before, token);
        if (token.kind == TokenKind::end) return finish_script();
        if (token.kind == TokenKind::unterminated) {
            problem(token.line, "what starts here with " + std::string(opening(token.text)) +
                                    " is never closed");
            return false;
        }
        if (token.is("\\"))
            take_backslash(token);
        else
            take(token);
        return true;
    }

    void take(const Token& token) {
        if (token.is(";") && open_.depth == 0) {
            open_.body.see(token);
            if (!open_.body.inside()) return finish(token.offset);
        }
        if (open_.first.kind == TokenKind::end) open_.first = token;
        if (token.is("(") && open_.depth++ == 0) open_.paren_line = token.line;
        if (open_.depth == 0 && !token.is(";")) open_.body.see(token);
        if (token.is(")") && open_.depth > 0) --open_.depth;
        if (open_.first.is("COPY")) open_.head.push_back(token);
    }

    // Ends the open statement before `end`, where its semicolon is.
    void finish(std::size_t end) {
        if (open_.first.kind != TokenKind::end) {
            const std::size_t start = open_.first.offset;
            const std::string_view text =
                without_trailing_blanks(script_.substr(start, end - start));
            if (text.find('\0') != npos)
                problem(open_.first.line, "this statement holds a NUL byte; is the file UTF-8?");
            ScriptStatement& statement =
                result_.statements.emplace_back(std::string(text), open_.first.line);
            if (reads_rows()) statement.input = take_data(end);
        }
        open_ = {};
    }

    bool finish_script() {
        if (open_.depth > 0)
            problem(open_.paren_line, "a parenthesis that is opened here is never closed");
        else if (open_.body.inside())
            problem(open_.first.line, "the BEGIN ATOMIC of this statement has no END");
        else
            finish(script_.size());
        return false;
    }

    // COPY t [(…)] FROM STDIN; the grammar takes STDOUT for the same.
    bool reads_rows() const {
        TokenCursor cursor(open_.head);
        return cursor.accept("COPY") && cursor.skip_past({"FROM"}) &&
               cursor.accept_any({"STDIN", "STDOUT"});
    }

    std::size_t end_of_line(std::size_t from) const noexcept {
        const std::size_t end = script_.find('\n', from);
        return end == npos ? script_.size() : end + 1;
    }

    // The rows start on the line after the semicolon's, or after the rows of an earlier COPY on
    // that line, and end at a line that is "\." or with the script.
    std::string take_data(std::size_t semicolon) {
        const std::size_t first = data_.pending ? data_.last : end_of_line(semicolon);
        std::size_t line = first;
        std::size_t next = first;
        for (; line < script_.size(); line = next) {
            next = end_of_line(line);
            const std::string_view text = script_.substr(line, next - line);
            if (text == "\\.\n" || text == "\\.\r\n" || text == "\\.") break;
        }
        data_ = {data_.pending ? data_.first : first, std::max(line, next), true};
        return std::string(script_.substr(first, line - first));
    }

    // `token` reaches into the rows, so it is none: it is read again after them.
    bool skip_data(const Lexer& before, const Token& token) {
        data_.pending = false;
        if (token.offset < data_.first) {
            problem(token.line, "what starts here goes on over the rows of the COPY before it; put "
                                "it on a line of its own after them");
            return false;
        }
        lexer_ = before;
        lexer_.skip_to(data_.last);
        return true;
    }

    void take_backslash(const Token& token) {
        const std::size_t end = end_of_line(token.offset);
        const std::string_view line =
            without_trailing_blanks(script_.substr(token.offset, end - token.offset));
        const std::string command(line.substr(0, line.find_first_of(" \t")));
        const bool of_a_dump = command == "\\restrict" || command == "\\unrestrict";
        if (line == "\\.")
            problem(token.line, "\\. ends the rows of a COPY … FROM stdin, and none is open here");
        else if (!of_a_dump || open_.first.kind != TokenKind::end)
            problem(token.line, command + " is a command of psql, not SQL; a migration cannot use "
                                          "it: write the SQL that it stands for, or remove it");
        lexer_.skip_to(end);
    }

    void problem(std::uint32_t line, std::string sentence) {
        result_.problems.push_back({line, std::move(sentence)});
    }

    std::string_view script_;
    Lexer lexer_;
    Script result_;
    Open open_;
    Data data_;
};

} // namespace

Script split_script(std::string_view script, std::uint32_t first_line) {
    return Splitter(script, first_line).split();
}

} // namespace varve::postgresql
