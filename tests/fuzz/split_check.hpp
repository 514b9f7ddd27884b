#pragma once

#include "varve/db/dialect.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

/// What holds for every script and dialect, whatever the text.
namespace varve::fuzz {

/// Ends the program with a message, which is a finding.
[[noreturn]] void fail(const char* property, std::string_view detail = {});

/// How a comment looks, told apart from the lexer that is under test.
struct Blanks {
    bool nested_comments = false;
    bool comment_to_end = false;               ///< a /* without its end is a comment
    bool byte_order_mark_anywhere = false;     ///< is blank, not just at the start of the script
    bool carriage_return_ends_comment = false; ///< of --
};

/// The first offset from `from` on where there is neither white space, comment nor semicolon.
std::size_t skip_blanks(std::string_view script, std::size_t from, const Blanks& blanks);

/// Where each statement stands: each one right after what is blank behind the one before it, with
/// the line that it claims. Fails otherwise.
std::vector<std::size_t> exact_offsets(std::string_view script, const Script& split,
                                       std::uint32_t first_line, const Blanks& blanks);

/// The same where data or commands stand between statements: they come in order, do not overlap,
/// and are where their lines say.
void check_order(std::string_view script, const Script& split, std::uint32_t first_line);

/// Every problem is in a line that the script has.
void check_problems(std::string_view script, const Script& split, std::uint32_t first_line);

} // namespace varve::fuzz
