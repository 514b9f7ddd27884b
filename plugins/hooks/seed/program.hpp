#pragma once

#include <filesystem>
#include <functional>
#include <ostream>

namespace varve::seed {

/// Runs an executable seed, without a shell and without secrets in its environment, and writes what
/// it prints to `output`. Its errors go where ours go. Error where others could have written it,
/// and where it does not end well. `tick` is called now and then; what it throws kills the program.
void run_program(const std::filesystem::path& program, const std::filesystem::path& directory,
                 std::ostream& output, const std::function<void()>& tick);

} // namespace varve::seed
