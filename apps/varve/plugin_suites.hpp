#pragma once

#include "apps/varve/test_database.hpp"
#include "kernel/engine.hpp"
#include "varve/testing/driver_suite.hpp"
#include "varve/testing/suite.hpp"

namespace varve {

/// The conformance suites for what a plugin contributes, with what the suites have to be told asked
/// of the plugin and the database where that can be done.

/// `facts` says the rest; each case works in the test database.
testing::Suite driver_suite_in(const TestDatabase& database, testing::DriverFacts facts);

testing::Suite hook_suite_in(const TestDatabase& database, const Contributions::NamedHook& hook,
                             const Settings& settings);

testing::Suite source_suite_of(const Contributions::NamedSource& source, const Settings& settings);

/// Each migration up, down and up again, in their order. `engine` has them as its only source, and
/// the test database as its own.
testing::Suite migrations_suite(Engine& engine);

} // namespace varve
