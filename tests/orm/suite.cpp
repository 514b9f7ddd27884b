#include "suite.hpp"

#include "varve/error.hpp"

#include <boost/test/results_collector.hpp>
#include <iomanip>
#include <iostream>
#include <map>

namespace varve::test {

namespace {

/// What came of each case on each database.
std::map<std::string, std::map<std::string, std::string>> table;

void run(const Case& one, Target& target) {
    std::string& outcome = table[one.name][target.name()];
    outcome = "FAILED";
    Session& session = target.session();
    if (!one.needs || session.dialect().supports(*one.needs)) {
        one.run(session, target);
        const auto id = boost::unit_test::framework::current_test_case_id();
        if (boost::unit_test::results_collector.results(id).p_assertions_failed == 0U)
            outcome = "yes";
        return;
    }
    // Where there are no locks at all, that is what is said first.
    const bool is_lock = *one.needs == Feature::skip_locked || *one.needs == Feature::no_wait;
    const bool no_locks = is_lock && !session.dialect().supports(Feature::row_locks);
    const Feature lacks = no_locks ? Feature::row_locks : *one.needs;
    const std::string says = "has no " + std::string(to_string(lacks));
    const auto says_so = [&](const DatabaseError& error) {
        return error.kind() == DatabaseError::Kind::unsupported &&
               std::string(error.what()).find(says) != std::string::npos;
    };
    BOOST_CHECK_EXCEPTION(one.run(session, target), DatabaseError, says_so);
    outcome = "refused";
}

std::vector<Case> all_cases() {
    std::vector<Case> all;
    for (const auto& cases :
         {kinds_cases(), mapping_cases(), document_cases(), array_cases(), extreme_cases(),
          injection_cases(), query_cases(), change_cases(), repository_cases()})
        all.insert(all.end(), cases.begin(), cases.end());
    return all;
}

bool add_suites() {
    namespace ut = boost::unit_test;
    for (Target& target : targets()) {
        auto* suite = new ut::test_suite("orm_" + target.name(), __FILE__, __LINE__);
        for (const Case& one : all_cases()) {
            ut::test_case* unit = ut::make_test_case([one, &target] { run(one, target); }, one.name,
                                                     __FILE__, __LINE__);
            unit->add_precondition([&target](ut::test_unit_id) { return target.is_there(); });
            suite->add(unit);
        }
        ut::framework::master_test_suite().add(suite);
    }
    return true;
}

const bool added = add_suites();

/// Prints the table at the end.
struct AtEnd {
    ~AtEnd() {
        std::cout << std::left << std::setw(52) << "feature";
        for (const Target& target : targets()) std::cout << std::setw(12) << target.name();
        for (const auto& [name, outcomes] : table) {
            std::cout << '\n' << std::setw(52) << name;
            for (const Target& target : targets()) {
                const auto found = outcomes.find(target.name());
                std::cout << std::setw(12) << (found == outcomes.end() ? "-" : found->second);
            }
        }
        std::cout << std::endl;
        for (Target& target : targets()) target.drop();
    }
};

BOOST_TEST_GLOBAL_FIXTURE(AtEnd);

} // namespace

} // namespace varve::test
