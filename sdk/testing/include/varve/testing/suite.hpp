#pragma once

#include "varve/db/value.hpp"

#include <chrono>
#include <concepts>
#include <cstdint>
#include <functional>
#include <source_location>
#include <string>
#include <string_view>
#include <vector>

/// The conformance kit: what a plugin promises by filling an interface of the SDK, as cases that
/// anybody can run on a plugin of their own.
///
///     const Suite suite = driver_suite(driver, facts);
///     int main() { return run_main(suite); }               // with no test framework at all
///     add_to_boost(suite);                                 // or with Boost.Test, see
///     boost_test.hpp
///
/// A suite is plain data: it may be filtered, copied and run in any order; every case makes what it
/// needs and leaves nothing behind.
namespace varve::testing {

enum class Outcome : std::uint8_t {
    passed,
    failed,
    skipped, ///< what the case is about was not declared; the message says what
    hint,    ///< nothing is wrong, but something is worth knowing
};

std::string_view to_string(Outcome outcome) noexcept;

/// A value as it stands in a failure's sentence: quoted, and cut where it is long.
std::string shown(std::string_view text);
inline std::string shown(const std::string& text) {
    return shown(std::string_view(text));
}
inline std::string shown(const char* text) {
    return shown(std::string_view(text));
}
std::string shown(const Value& value);
std::string shown(Kind kind);
std::string shown(bool value);
template <std::integral T> std::string shown(T value) {
    return std::to_string(value);
}

/// What a running case says of what it sees. Each sentence says what ought to be.
class Report {
public:
    using Where = std::source_location;

    /// Notes a failure where `holds` is false, and goes on.
    void check(bool holds, std::string_view sentence, Where where = Where::current());
    /// The same, and ends the case: what follows would make no sense.
    void require(bool holds, std::string_view sentence, Where where = Where::current());

    template <class A, class B>
    void equal(const A& actual, const B& expected, std::string_view sentence,
               Where where = Where::current()) {
        if (!(actual == expected))
            note(std::string(sentence) + ": expected " + shown(expected) + ", got " + shown(actual),
                 where);
    }

    /// Ends the case as failed, or as skipped.
    [[noreturn]] void fail(std::string_view sentence, Where where = Where::current());
    [[noreturn]] static void skip(std::string_view reason);

    /// Something that is no failure and that the plugin's author may want to know.
    void hint(std::string_view sentence);

    /// One sentence a line, each with its file and line.
    const std::vector<std::string>& failures() const noexcept { return failures_; }
    const std::vector<std::string>& hints() const noexcept { return hints_; }

private:
    void note(const std::string& sentence, Where where);

    std::vector<std::string> failures_, hints_;
};

struct TestCase {
    std::string name; ///< a sentence: "refuses_two_statements_in_one"
    std::function<void(Report&)> run;
};

struct Suite {
    std::string name;
    std::vector<TestCase> cases = {};
    std::vector<Suite> suites = {};
};

struct Result {
    std::string name; ///< with the suites that it is in: "driver/values/keeps_every_integer"
    Outcome outcome = Outcome::passed;
    std::string message = {}; ///< failures, hints, or the reason of a skip; one a line
    std::chrono::milliseconds duration{0};
};

/// Runs one case. Never throws: whatever leaves the case is a failure of it.
Result run(const TestCase& test);

/// Told the name of each case before it is run.
using OnCase = std::function<void(const std::string& name)>;
/// Told what came of each case behind it.
using OnResult = std::function<void(const Result& result)>;

/// Runs all cases, those of inner suites after its own.
std::vector<Result> run(const Suite& suite, const OnCase& on_case = {},
                        const OnResult& on_result = {});

/// All that a test program does: runs the cases, prints those that failed or have a hint as they
/// come, the one that ends the program with them, and how many there were of each outcome. Returns
/// what `main` returns: 1 where a case failed.
int run_main(const Suite& suite);

std::size_t count_cases(const Suite& suite) noexcept;

} // namespace varve::testing
