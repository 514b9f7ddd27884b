#pragma once

#include "varve/export.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace varve {

/// What was found when one thing was looked at, and what to do about it.
struct Diagnosis {
    enum class Severity : std::uint8_t {
        ok,
        unchecked, ///< something else stands in the way; `what` says what
        warning,   ///< a run may go well
        problem,   ///< a run fails, or does what nobody wants
    };
    Severity severity = Severity::ok;
    std::string subject = {}; ///< what was looked at, in a word or two: "rights"
    std::string what = {};    ///< "the role app may not create tables in the schema public"
    std::string remedy = {};  ///< a sentence; whom to ask, where that matters
    /// Exactly what to enter: a line for a shell, or a statement for a client of the database,
    /// without a semicolon. Either may be empty.
    std::string command = {}, sql = {};
};

/// `text` as one word of a POSIX shell's command line, in quotes where it needs them.
VARVE_API std::string shell_word(std::string_view text);

} // namespace varve
