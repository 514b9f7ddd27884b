#include "split_check.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace varve::fuzz {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::uint32_t lines_before(std::string_view script, std::size_t offset) {
    const std::string_view before = script.substr(0, offset);
    return static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n'));
}

std::size_t end_of_block_comment(std::string_view script, std::size_t from, const Blanks& blanks) {
    int depth = 1;
    std::size_t at = from + 2;
    while (at + 1 < script.size()) {
        const std::string_view two = script.substr(at, 2);
        if (two == "*/" && --depth == 0) return at + 2;
        if (two == "/*" && blanks.nested_comments) ++depth;
        at += two == "*/" || (two == "/*" && blanks.nested_comments) ? 2 : 1;
    }
    return blanks.comment_to_end ? script.size() : from;
}

std::size_t end_of_line_comment(std::string_view script, std::size_t from, const Blanks& blanks) {
    const char* const ends = blanks.carriage_return_ends_comment ? "\r\n" : "\n";
    return std::min(script.find_first_of(ends, from), script.size());
}

} // namespace

void fail(const char* property, std::string_view detail) {
    std::fprintf(stderr, "does not hold: %s\n%.*s\n", property, static_cast<int>(detail.size()),
                 detail.data());
    std::abort();
}

std::size_t skip_blanks(std::string_view script, std::size_t from, const Blanks& blanks) {
    std::size_t at = from;
    while (at < script.size()) {
        const std::string_view rest = script.substr(at);
        std::size_t next = at;
        if (std::string_view(" \t\r\n\f\v;").find(rest.front()) != std::string_view::npos)
            next = at + 1;
        else if (rest.starts_with(byte_order_mark) && (at == 0 || blanks.byte_order_mark_anywhere))
            next = at + byte_order_mark.size();
        else if (rest.starts_with("--"))
            next = end_of_line_comment(script, at, blanks);
        else if (rest.starts_with("/*"))
            next = end_of_block_comment(script, at, blanks);
        if (next == at) return at;
        at = next;
    }
    return at;
}

std::vector<std::size_t> exact_offsets(std::string_view script, const Script& split,
                                       std::uint32_t first_line, const Blanks& blanks) {
    std::vector<std::size_t> offsets;
    std::size_t end = 0;
    for (const ScriptStatement& statement : split.statements) {
        const std::size_t offset = skip_blanks(script, end, blanks);
        if (statement.text.empty()) fail("no statement is empty");
        if (script.substr(offset, statement.text.size()) != statement.text)
            fail("each statement follows on the one before it", statement.text);
        if (statement.line != first_line + lines_before(script, offset))
            fail("a statement's line is that of its first byte", statement.text);
        offsets.push_back(offset);
        end = offset + statement.text.size();
    }
    return offsets;
}

void check_order(std::string_view script, const Script& split, std::uint32_t first_line) {
    std::size_t end = 0;
    for (const ScriptStatement& statement : split.statements) {
        if (statement.text.empty()) fail("no statement is empty");
        std::size_t offset = script.find(statement.text, end);
        while (offset != std::string_view::npos &&
               statement.line != first_line + lines_before(script, offset))
            offset = script.find(statement.text, offset + 1);
        if (offset == std::string_view::npos)
            fail("statements are in order and where their lines say", statement.text);
        end = offset + statement.text.size();
        if (statement.input && script.find(*statement.input, end) == std::string_view::npos)
            fail("data stands behind its statement", *statement.input);
    }
}

void check_problems(std::string_view script, const Script& split, std::uint32_t first_line) {
    const std::uint32_t last = first_line + lines_before(script, script.size());
    for (const ScriptProblem& problem : split.problems) {
        if (problem.line < first_line || problem.line > last)
            fail("a problem is in the script", problem.sentence);
        if (problem.sentence.empty()) fail("a problem has a sentence");
    }
}

} // namespace varve::fuzz
