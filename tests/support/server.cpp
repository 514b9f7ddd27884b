#include "support/server.hpp"

#include "support/process.hpp"

#include <cstdlib>
#include <random>
#include <sstream>
#include <stdexcept>
#include <string_view>
#include <unistd.h>

namespace varve::test {

namespace {

std::string environment(const char* variable) {
    const char* const value = std::getenv(variable);
    return value == nullptr ? "" : value;
}

/// What a script printed as NAME=value or NAME='value'.
std::map<std::string, std::string> assignments(const std::string& text) {
    std::map<std::string, std::string> result;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        const auto equals = line.find('=');
        if (equals == std::string::npos) continue;
        std::string value = line.substr(equals + 1);
        if (value.size() >= 2 && value.front() == '\'') value = value.substr(1, value.size() - 2);
        result[line.substr(0, equals)] = value;
    }
    return result;
}

} // namespace

std::map<std::string, std::string> run_script(const std::string& name,
                                              std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), std::string(VARVE_TEST_SUPPORT_DIR "/") + name);
    const Outcome outcome = run({.arguments = std::move(arguments)});
    if (outcome.exit_code != 0) throw std::runtime_error(outcome.description());
    return assignments(outcome.output);
}

std::string server_url(const std::string& variable) {
    std::string url = environment(variable.c_str());
    if (url.empty())
        throw std::runtime_error(variable + " is not set: the URL of an administrator; a script in "
                                            "tests/support starts such a server");
    return url;
}

boost::test_tools::assertion_result server_is_there(const std::string& variable) {
    const bool required = environment("VARVE_TEST_REQUIRE") == "1";
    boost::test_tools::assertion_result result(required || !environment(variable.c_str()).empty());
    result.message() << "no server to test on: " << variable << " is not set";
    return result;
}

std::string new_database_name() {
    static int count = 0;
    std::ostringstream name;
    name << "varve_test_" << ::getpid() << '_' << std::hex << std::random_device()() << '_'
         << ++count;
    return name.str();
}

} // namespace varve::test
