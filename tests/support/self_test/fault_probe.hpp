#pragma once

#include "support/process.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace varve::test {

using Environment = std::vector<std::pair<std::string, std::string>>;

/// The probe program under the fault shim.
Command probe(std::vector<std::string> arguments, Environment environment);

/// Runs it; a test that waits for it in vain fails.
Outcome run_probe(std::vector<std::string> arguments, Environment environment);

/// VARVE_FAULT alone.
Environment fault_at(const std::string& text);

bool contains(const std::string& text, std::string_view part);
std::string last_line(const std::string& text);

} // namespace varve::test
