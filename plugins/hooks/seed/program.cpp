#include "program.hpp"

#include "varve/error.hpp"
#include "varve/process.hpp"
#include "varve/secret.hpp"
#include "varve/trust.hpp"

#include <cstring>
#include <iostream>
#include <string>
#include <system_error>
#include <vector>

namespace varve::seed {

namespace {

[[noreturn]] void fail(const std::filesystem::path& program, const std::string& reason) {
    throw Error(program.string() + ' ' + reason);
}

// Without what database clients read passwords from, and what holds a known secret.
std::vector<std::string> harmless_environment() {
    std::vector<std::string> variables = environment_for_programs();
    std::erase_if(variables, [](std::string_view variable) {
        return variable.starts_with("PGPASS") || variable.starts_with("MYSQL_PWD=") ||
               redacted(variable) != variable;
    });
    return variables;
}

void require_success(const std::filesystem::path& program, const Ending& ending) {
    if (ending.signal != 0)
        fail(program, "was ended by signal " + std::to_string(ending.signal) + " (" +
                          ::strsignal(ending.signal) + "); nothing of its rows stays");
    if (ending.exit_code != 0)
        fail(program, "ended with exit code " + std::to_string(ending.exit_code) +
                          "; nothing of its rows stays");
}

} // namespace

void run_seed(const std::filesystem::path& program, std::ostream& output,
              const std::function<void()>& tick) {
    if (const auto reason = distrust(program)) fail(program, "is not trusted: it " + *reason);
    const auto pass_on = [&](Stream stream, std::string_view bytes) {
        (stream == Stream::output ? output : std::cerr) << bytes;
        if (!output) throw Error("the rows of a seed cannot be kept in a temporary file");
    };
    try {
        require_success(program, run_program({.file = program,
                                              .arguments = {program.string()},
                                              .environment = harmless_environment(),
                                              .folder = program.parent_path()},
                                             {}, pass_on, tick));
    } catch (const std::system_error& error) {
        fail(program, "cannot be run: " + error.code().message());
    }
}

} // namespace varve::seed
