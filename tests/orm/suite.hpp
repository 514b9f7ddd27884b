#pragma once

#include "samples.hpp"
#include "target.hpp"

#include "varve/orm.hpp"

#include <boost/test/unit_test.hpp>

namespace varve::test {

/// One thing that the ORM does, on whatever database.
struct Case {
    const char* name;
    void (*run)(Session& session, Target& target);
    /// What the database needs for it; where it has none of it, that is what the error must say.
    std::optional<Feature> needs = {};
};

/// All members but the document.
void check_same(const Everything& a, const Everything& b);

std::vector<Case> kinds_cases();
std::vector<Case> mapping_cases();
std::vector<Case> document_cases();
std::vector<Case> array_cases();
std::vector<Case> extreme_cases();
std::vector<Case> injection_cases();
std::vector<Case> query_cases();
std::vector<Case> change_cases();
std::vector<Case> repository_cases();

} // namespace varve::test
