#include "varve/testing/suite.hpp"

#include "varve/error.hpp"

#include <array>
#include <boost/test/unit_test.hpp>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <sstream>
#include <stdexcept>

#include <sys/wait.h>
#include <unistd.h>

using namespace varve;
using namespace varve::testing;

BOOST_AUTO_TEST_SUITE(conformance_suite)

namespace {

Result result_of(std::function<void(Report&)> body) {
    return run(TestCase{"a_case", std::move(body)});
}

} // namespace

BOOST_AUTO_TEST_CASE(passes_a_case_that_finds_nothing_wrong) {
    const Result result = result_of([](Report& report) {
        report.check(true, "one is one");
        report.equal(1, 1, "one is one");
    });
    BOOST_TEST((result.outcome == Outcome::passed));
    BOOST_TEST(result.message == "");
    BOOST_TEST(result.name == "a_case");
}

BOOST_AUTO_TEST_CASE(collects_every_failed_check_with_its_place) {
    const Result result = result_of([](Report& report) {
        report.check(false, "the moon is of cheese");
        report.equal(1, 2, "one is two");
    });
    BOOST_TEST((result.outcome == Outcome::failed));
    BOOST_TEST(result.message.find("suite_test.cpp:") != std::string::npos);
    BOOST_TEST(result.message.find("the moon is of cheese") != std::string::npos);
    BOOST_TEST(result.message.find("one is two: expected 2, got 1") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(goes_no_further_than_a_requirement) {
    bool reached = false;
    const Result result = result_of([&](Report& report) {
        report.require(false, "there is a row");
        reached = true;
    });
    BOOST_TEST((result.outcome == Outcome::failed));
    BOOST_TEST(!reached);
}

BOOST_AUTO_TEST_CASE(skips_with_a_reason) {
    const Result result = result_of([](Report&) { Report::skip("nothing to look at"); });
    BOOST_TEST((result.outcome == Outcome::skipped));
    BOOST_TEST(result.message == "nothing to look at");
}

BOOST_AUTO_TEST_CASE(fails_a_case_that_is_skipped_after_a_failure) {
    const Result result = result_of([](Report& report) {
        report.check(false, "it holds");
        Report::skip("nothing to look at");
    });
    BOOST_TEST((result.outcome == Outcome::failed));
}

BOOST_AUTO_TEST_CASE(passes_on_hints) {
    const Result result = result_of([](Report& report) { report.hint("it could be faster"); });
    BOOST_TEST((result.outcome == Outcome::hint));
    BOOST_TEST(result.message == "it could be faster");
}

BOOST_AUTO_TEST_CASE(survives_whatever_a_case_throws) {
    const Result database = result_of([](Report&) {
        throw DatabaseError({.kind = DatabaseError::Kind::deadlock, .message = "stuck"});
    });
    BOOST_TEST((database.outcome == Outcome::failed));
    BOOST_TEST(database.message.find("deadlock") != std::string::npos);
    const Result refused = result_of([](Report&) {
        throw DatabaseError({.kind = DatabaseError::Kind::syntax,
                             .message = "near \"tick\"",
                             .statement = "CREATE TABLE `back`tick`\n(id INTEGER)"});
    });
    BOOST_TEST(refused.message ==
               "the case was ended by a DatabaseError (syntax): near \"tick\", in "
               "\"CREATE TABLE `back`tick`\\10(id INTEGER)\"");
    const Result standard = result_of([](Report&) { throw std::runtime_error("odd"); });
    BOOST_TEST((standard.outcome == Outcome::failed));
    BOOST_TEST(standard.message.find("odd") != std::string::npos);
    BOOST_TEST((result_of([](Report&) { throw 7; }).outcome == Outcome::failed));
}

BOOST_AUTO_TEST_CASE(names_cases_by_the_suites_that_they_are_in) {
    const auto nothing = [](Report&) {};
    const Suite suite{"outer", {{"first", nothing}}, {{"inner", {{"second", nothing}}, {}}}};
    BOOST_TEST(count_cases(suite) == 2U);
    const std::vector<Result> results = run(suite);
    BOOST_TEST_REQUIRE(results.size() == 2U);
    BOOST_TEST(results[0].name == "outer/first");
    BOOST_TEST(results[1].name == "outer/inner/second");
}

BOOST_AUTO_TEST_CASE(tells_the_name_of_each_case_before_it_runs) {
    std::vector<std::string> seen;
    const auto runs = [&](Report&) { seen.emplace_back("run"); };
    const Suite suite{"outer", {{"first", runs}}, {{"inner", {{"second", runs}}, {}}}};
    run(suite, [&](const std::string& name) { seen.push_back(name); });
    const std::vector<std::string> expected{"outer/first", "run", "outer/inner/second", "run"};
    BOOST_TEST(seen == expected);
}

namespace {

struct MainOutcome {
    int returned = 0;
    std::string printed;
};

MainOutcome main_of(const Suite& suite) {
    std::ostringstream output;
    std::streambuf* const before = std::cout.rdbuf(output.rdbuf());
    const int returned = run_main(suite);
    std::cout.rdbuf(before);
    return {returned, output.str()};
}

} // namespace

BOOST_AUTO_TEST_CASE(is_all_that_a_test_program_does) {
    const TestCase good{"good", [](Report&) {}};
    const TestCase bad{"bad", [](Report& report) { report.check(false, "it holds"); }};
    const MainOutcome well = main_of({"suite", {good, good}});
    BOOST_TEST(well.returned == 0);
    BOOST_TEST(well.printed == "2 passed\n");
    const MainOutcome ill = main_of({"suite", {good, bad}});
    BOOST_TEST(ill.returned == 1);
    BOOST_TEST(ill.printed.find("failed: suite/bad\n") == 0U);
    BOOST_TEST(ill.printed.find(": it holds\n1 passed\n1 failed\n") != std::string::npos);
    BOOST_TEST(main_of({"nothing"}).returned == 1);
}

// In a process of its own.
BOOST_AUTO_TEST_CASE(a_test_program_tells_the_case_that_ends_it) {
    const Suite suite{"suite",
                      {{"bad", [](Report& report) { report.check(false, "it holds"); }},
                       {"worse", [](Report&) { std::raise(SIGSEGV); }},
                       {"never", [](Report& report) { report.check(false, "it is reached"); }}}};
    int ends[2];
    BOOST_TEST_REQUIRE(::pipe(ends) == 0);
    const pid_t child = ::fork();
    if (child == 0) {
        ::dup2(ends[1], STDOUT_FILENO);
        for (const int fault : {SIGSEGV, SIGABRT}) std::signal(fault, SIG_DFL); // not Boost's
        std::_Exit(run_main(suite));
    }
    ::close(ends[1]);
    std::string printed;
    std::array<char, 512> part{};
    for (ssize_t size = 0; (size = ::read(ends[0], part.data(), part.size())) > 0;)
        printed.append(part.data(), static_cast<std::size_t>(size));
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    BOOST_TEST((WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV));
    BOOST_TEST(printed.find(": it holds\nfailed: suite/worse\nthis case ended the program") !=
               std::string::npos);
    BOOST_TEST(printed.find("reached") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(shows_values_on_one_line) {
    BOOST_TEST(shown("a\nb") == "\"a\\10b\"");
    BOOST_TEST(shown(Value(42)) == "integer \"42\"");
    BOOST_TEST(shown(Value()) == "null \"NULL\"");
    BOOST_TEST(shown(std::string(500, 'x')).size() < 120U);
}

BOOST_AUTO_TEST_SUITE_END()
