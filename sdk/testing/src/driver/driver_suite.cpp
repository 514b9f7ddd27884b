#include "varve/testing/driver_suite.hpp"

#include "driver/cases.hpp"

namespace varve::testing {

std::string_view to_string(Ability ability) noexcept {
    switch (ability) {
    case Ability::infinite_times: return "infinite_times";
    case Ability::infinite_reals: return "infinite_reals";
    case Ability::not_a_number: return "not_a_number";
    case Ability::empty_text: return "empty_text";
    case Ability::supplementary_names: return "supplementary_names";
    case Ability::foreign_keys: return "foreign_keys";
    case Ability::check_constraints: return "check_constraints";
    case Ability::deferred_constraints: return "deferred_constraints";
    case Ability::read_only_transactions: return "read_only_transactions";
    case Ability::serialization_failures: return "serialization_failures";
    case Ability::deadlock_detection: return "deadlock_detection";
    case Ability::error_positions: break;
    }
    return "error_positions";
}

const std::set<Ability>& all_abilities() {
    using enum Ability;
    static const std::set<Ability> abilities{
        infinite_times,         infinite_reals,         not_a_number,       empty_text,
        supplementary_names,    foreign_keys,           check_constraints,  deferred_constraints,
        read_only_transactions, serialization_failures, deadlock_detection, error_positions};
    return abilities;
}

const std::set<Kind>& column_kinds() {
    static const std::set<Kind> kinds{Kind::boolean,   Kind::integer,      Kind::unsigned_integer,
                                      Kind::real,      Kind::decimal,      Kind::text,
                                      Kind::bytes,     Kind::date,         Kind::time,
                                      Kind::timestamp, Kind::timestamp_tz, Kind::interval,
                                      Kind::uuid,      Kind::json};
    return kinds;
}

Suite driver_suite(const Driver& driver, DriverFacts facts) {
    // Every case keeps the facts: see SharedSubject.
    const auto subject = std::make_shared<const Subject>(Subject{driver, std::move(facts)});
    Suite suite{.name = std::string(driver.name()) + "_driver"};
    for (const auto area :
         {connecting_cases, value_cases, wanted_kind_cases, statement_cases, row_cases, batch_cases,
          prepared_cases, bulk_cases, merging_cases, streaming_cases, transaction_cases,
          session_cases, error_cases, conflict_cases, spelling_cases, understanding_cases,
          lock_cases, lease_cases, scratch_cases})
        suite.suites.push_back(area(subject));
    return suite;
}

} // namespace varve::testing
