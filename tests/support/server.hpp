#pragma once

#include <boost/test/tools/assertion_result.hpp>
#include <map>
#include <string>
#include <vector>

namespace varve::test {

/// The URL of an administrator of a server that was started for tests, from an environment
/// variable: VARVE_TEST_MARIADB. Throws std::runtime_error where it is not set.
std::string server_url(const std::string& variable);

/// Is the variable set? Where it is not, the result's message is why a test is skipped, unless
/// VARVE_TEST_REQUIRE is 1: then the answer is yes, and the test fails.
boost::test_tools::assertion_result server_is_there(const std::string& variable);

/// Runs a script of tests/support to its end, and returns what it printed as NAME=value or
/// NAME='value'. Throws std::runtime_error where it fails.
std::map<std::string, std::string> run_script(const std::string& name,
                                              std::vector<std::string> arguments);

/// Unlike a number alone, no two test programs that run at once share it.
std::string new_database_name();

} // namespace varve::test
