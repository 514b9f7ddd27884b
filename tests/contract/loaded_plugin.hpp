#pragma once

#include "varve/plugin/plugin.hpp"

#include <string>

namespace varve::test {

/// What the built plugin of this name ("varve-dialect-sqlite") contributes. It stays loaded until
/// the program ends. Throws std::runtime_error where it cannot be loaded.
const Contributions& plugin(const std::string& name);

/// The only driver of a plugin.
const Driver& plugin_driver(const std::string& name);

} // namespace varve::test
