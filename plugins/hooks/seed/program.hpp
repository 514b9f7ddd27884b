#pragma once

#include <filesystem>
#include <functional>
#include <ostream>

namespace varve::seed {

/// Runs an executable seed in its folder, without a shell and without secrets in its environment,
/// and writes what it prints to `output`. Its errors go where ours go. Error where others could
/// have written it, and where it does not end well. `tick` is called now and then; what it throws
/// kills the program.
void run_seed(const std::filesystem::path& program, std::ostream& output,
              const std::function<void()>& tick);

} // namespace varve::seed
