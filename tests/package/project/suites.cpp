// Links the conformance kit, and runs a suite of its own with it.
#include "varve/testing/suite.hpp"

#include <iostream>

int main() {
    using namespace varve::testing;
    const TestCase test{"adds", [](Report& report) { report.equal(1 + 1, 2, "one and one"); }};
    const Result result = run(test);
    std::cout << (result.outcome == Outcome::passed ? "passed\n" : "failed\n");
    return result.outcome == Outcome::passed ? 0 : 1;
}
