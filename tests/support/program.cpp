#include "support/program.hpp"

#include "support/secret_watch.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>

namespace varve::test {

using Variable = std::pair<std::string, std::string>;

Project::Project() {
    std::filesystem::create_directory(folder_ / "migrations");
}

Project::~Project() {
    look_for_password(path());
}

Command Project::command(std::vector<std::string> words) const {
    Command command{.arguments = {VARVE_PROGRAM},
                    .environment = environment,
                    .working_directory = folder_.path()};
    if (std::ranges::find(environment, "VARVE_PASSWORD", &Variable::first) == environment.end())
        command.environment.emplace_back("VARVE_PASSWORD", test_password());
    for (std::string& word : words) command.arguments.push_back(std::move(word));
    if (!url.empty()) command.arguments.insert(command.arguments.end(), {"--url", url});
    if (!migrations.empty())
        command.arguments.insert(command.arguments.end(), {"--dir", migrations.string()});
    return command;
}

void require_exit(const Outcome& outcome, int exit_code) {
    BOOST_TEST_REQUIRE((outcome.exit_code == exit_code),
                       "expected exit code " << exit_code << ", but it " << outcome.description());
}

bool says(const Outcome& outcome, std::string_view text) {
    const bool found = outcome.output.find(text) != std::string::npos ||
                       outcome.error.find(text) != std::string::npos;
    if (!found)
        BOOST_TEST_MESSAGE("'" << text << "' is not in what it said: " << outcome.description());
    return found;
}

} // namespace varve::test
