#pragma once

#include "apps/varve/terminal.hpp"
#include "varve/error.hpp"

namespace varve {

/// Says what went wrong: to standard error for people, and with --json also as the one document on
/// standard output, `{"error": {"message": …, "exit_code": …, …}}`.
void report_failure(Terminal& terminal, const Error& error, bool json);

} // namespace varve
