#include "fault_probe.hpp"

#include <boost/test/unit_test.hpp>

namespace varve::test {

Command probe(std::vector<std::string> arguments, Environment environment) {
    arguments.insert(arguments.begin(), VARVE_PROBE);
    environment.emplace_back("LD_PRELOAD", VARVE_FAULT_LIBRARY);
    environment.emplace_back("ASAN_OPTIONS", "verify_asan_link_order=0");
    return {.arguments = std::move(arguments), .environment = std::move(environment)};
}

Outcome run_probe(std::vector<std::string> arguments, Environment environment) {
    const Outcome outcome = run(probe(std::move(arguments), std::move(environment)));
    // It would be a SIGKILL too, and look like ours.
    BOOST_TEST_REQUIRE(!outcome.timed_out, outcome.description());
    return outcome;
}

Environment fault_at(const std::string& text) {
    return {{"VARVE_FAULT", text}};
}

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

std::string last_line(const std::string& text) {
    const std::string_view lines(text.data(), text.empty() ? 0 : text.size() - 1);
    return std::string(lines.substr(lines.rfind('\n') + 1));
}

} // namespace varve::test
