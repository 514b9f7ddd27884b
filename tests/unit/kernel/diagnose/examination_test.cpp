#include "kernel/diagnose/examination.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <stdexcept>

using namespace varve;
using Severity = Diagnosis::Severity;

BOOST_AUTO_TEST_SUITE(examination)

BOOST_AUTO_TEST_CASE(what_a_check_throws_is_a_problem_and_hides_no_other) {
    const Interruption none;
    Examination examination(none);
    BOOST_TEST(!examination.check("first", []() -> std::vector<Diagnosis> { throw 7; }));
    BOOST_TEST(!examination.check(
        "second", []() -> std::vector<Diagnosis> { throw std::runtime_error("no luck"); }));
    BOOST_TEST(!examination.check("third", []() -> std::vector<Diagnosis> {
        throw DatabaseError({.message = "full", .detail = "quite", .hint = "make room"});
    }));
    BOOST_TEST(examination.check("fourth", [] { return std::vector{Diagnosis{.what = "fine"}}; }));
    const auto& all = examination.diagnoses();
    BOOST_TEST_REQUIRE(all.size() == 4U);
    BOOST_TEST(all[0].what.find("not an exception") != std::string::npos);
    BOOST_TEST(all[1].what.find("no luck") != std::string::npos);
    BOOST_TEST(all[2].what == "full; quite");
    BOOST_TEST(all[2].remedy == "make room");
    BOOST_TEST(all[3].subject == "fourth");
    BOOST_TEST(examination.count(Severity::problem) == 3U);
    BOOST_TEST(examination.count(Severity::ok) == 1U);
}

BOOST_AUTO_TEST_CASE(the_first_problem_decides_how_the_program_ends) {
    const Interruption none;
    Examination examination(none);
    const auto with = [](Severity severity) {
        return [severity] { return std::vector{Diagnosis{.severity = severity}}; };
    };
    BOOST_TEST(examination.check("a", with(Severity::warning), ExitCode::locked));
    examination.skip("b", "no need");
    BOOST_TEST((examination.exit_code() == ExitCode::done));
    BOOST_TEST(!examination.check("c", with(Severity::problem), ExitCode::history));
    examination.check("d", []() -> std::vector<Diagnosis> { throw ConfigError("no"); });
    BOOST_TEST((examination.exit_code() == ExitCode::history));
}

BOOST_AUTO_TEST_CASE(nothing_is_found_without_a_remedy) {
    const Interruption none;
    Examination examination(none);
    examination.check("a", []() -> std::vector<Diagnosis> { throw ConfigError("wrong"); });
    BOOST_TEST(examination.diagnoses()[0].remedy == "put right what is named, and ask again:");
    BOOST_TEST(examination.diagnoses()[0].command == "varve doctor");
}

BOOST_AUTO_TEST_CASE(a_signal_ends_it) {
    Interruption interruption;
    Examination examination(interruption);
    const auto interrupted = [](const Error& error) {
        return error.exit_code() == ExitCode::interrupted;
    };
    BOOST_CHECK_EXCEPTION(examination.check("a",
                                            [&]() -> std::vector<Diagnosis> {
                                                interruption.request(SIGINT);
                                                throw Error("cancelled");
                                            }),
                          Error, interrupted);
    BOOST_CHECK_EXCEPTION(examination.check("b", [] { return std::vector<Diagnosis>(); }), Error,
                          interrupted);
    BOOST_TEST(examination.diagnoses().empty());
}

BOOST_AUTO_TEST_SUITE_END()
