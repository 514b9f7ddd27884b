#pragma once

#include "apps/varve/terminal.hpp"
#include "kernel/generate/answers.hpp"

#include <optional>

namespace varve {

/// Asks a person which of its answers is right; nothing where none is given.
std::optional<Answer> ask_for(const Question& question, Terminal& terminal);

} // namespace varve
