#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace varve::fault {

/// What goes wrong.
struct Action {
    int signal;                ///< to the program itself; 0: the server is killed
    std::string pid_file = {}; ///< of that server
};

/// Nothing where the word is not known.
std::optional<Action> parse_action(std::string_view text);

/// Does not return where it kills the program.
void perform(const Action& action);

} // namespace varve::fault
