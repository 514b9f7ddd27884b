#pragma once

#include "varve/testing/suite.hpp"

#include <boost/test/unit_test.hpp>

#include <exception>
#include <memory>
#include <string>
#include <utility>

/// Runs the kit's suites as cases of Boost.Test: in the log, the reports and the filters of a test
/// program they are cases like any other.
///
///     static varve::testing::Suite my_driver() { … return driver_suite(driver, facts); }
///     VARVE_BOOST_SUITE(my_driver)
///
/// or, in a program's own `init_unit_test`, `add_to_boost(my_driver())`.
namespace varve::testing {

namespace detail {

/// One case and what came of it. Boost.Test can only skip a case before it starts, so the case is
/// run as its precondition, and its body tells the outcome.
class BoostCase {
public:
    explicit BoostCase(TestCase test) : test_(std::move(test)) {}

    boost::test_tools::assertion_result run() {
        result_ = testing::run(test_);
        boost::test_tools::assertion_result goes_on(result_.outcome != Outcome::skipped);
        goes_on.message() << result_.message;
        return goes_on;
    }

    void tell() const {
        if (result_.outcome == Outcome::hint) BOOST_TEST_MESSAGE("hint: " << result_.message);
        BOOST_CHECK_MESSAGE(result_.outcome != Outcome::failed, result_.message);
    }

private:
    TestCase test_;
    Result result_;
};

inline boost::unit_test::test_suite* boost_suite(const Suite& suite) {
    namespace ut = boost::unit_test;
    auto* added = new ut::test_suite(suite.name, __FILE__, __LINE__); // Boost.Test owns its units
    for (const TestCase& test : suite.cases) {
        // Shared by the two functions that Boost.Test copies: the precondition and the body.
        const auto one = std::make_shared<BoostCase>(test);
        ut::test_case* unit =
            ut::make_test_case([one] { one->tell(); }, test.name, __FILE__, __LINE__);
        unit->add_precondition([one](ut::test_unit_id) { return one->run(); });
        added->add(unit);
    }
    for (const Suite& inner : suite.suites) added->add(boost_suite(inner));
    return added;
}

} // namespace detail

/// Adds every case of `suite` below the master test suite.
inline void add_to_boost(const Suite& suite) {
    boost::unit_test::framework::master_test_suite().add(detail::boost_suite(suite));
}

/// The same, while the program's variables are initialised: a suite that cannot be made becomes a
/// case that fails, as an exception would end the program there.
inline bool add_to_boost(const char* name, Suite (*make)()) {
    try {
        add_to_boost(make());
    } catch (const std::exception& error) {
        add_to_boost(
            {name, {{"can_be_made", [sentence = std::string(error.what())](Report& report) {
                         report.fail(sentence);
                     }}}});
    }
    return true;
}

} // namespace varve::testing

/// Registers the suite that `make_suite`, a function without arguments, returns.
#define VARVE_BOOST_SUITE(make_suite)                                                              \
    [[maybe_unused]] static const bool make_suite##_added =                                        \
        varve::testing::add_to_boost(#make_suite, &make_suite);
