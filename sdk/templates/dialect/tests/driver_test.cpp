// What every driver promises, tried on this one. The facts say what the suite cannot know.
#include "../src/driver.hpp"

#include <varve/testing/driver_suite.hpp>

#include <cstdlib>

using namespace varve;
using testing::Ability;

namespace {

/// A folder for the databases of this program.
std::filesystem::path folder() {
    static const std::filesystem::path made = [] {
        std::string name = (std::filesystem::temp_directory_path() / "acme-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) std::exit(1);
        return std::filesystem::path(name);
    }();
    return made;
}

Url url_of(const std::string& name) {
    return Url::parse("acme://" + (folder() / name).string());
}

Url make_database() {
    return url_of("scratch.db");
}

void drop_database(const Url& url) {
    std::filesystem::remove(url.path());
}

testing::DriverFacts facts() {
    testing::DriverFacts facts{.make_database = make_database, .drop_database = drop_database};
    facts.abilities = {Ability::infinite_times,       Ability::infinite_reals,
                       Ability::empty_text,           Ability::supplementary_names,
                       Ability::foreign_keys,         Ability::check_constraints,
                       Ability::deferred_constraints, Ability::error_positions};
    facts.kinds.erase(Kind::unsigned_integer);
    facts.unreachable = url_of("no/such/folder.db");
    facts.missing = url_of("missing.db");
    facts.unreadable = Url::parse("acme:scratch.db?mode=odd");
    facts.long_statement = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
                           "WHERE i < 1000000000) SELECT COUNT(*) FROM n";
    return facts;
}

} // namespace

int main() {
    const AcmeDriver driver;
    const int result = run_main(driver_suite(driver, facts()));
    std::filesystem::remove_all(folder());
    return result;
}
