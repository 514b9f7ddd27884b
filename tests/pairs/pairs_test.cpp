// Pairs of schemas: varve writes the way from the one to the other, and the rows come along.
//
// VARVE_PAIRS=words: only the pairs whose names have these words. VARVE_CASES=folder: instead, each
// folder in there with an old.sql and a new.sql.
#include "pair_run.hpp"

#include "support/mysql.hpp"
#include "support/postgresql.hpp"
#include "support/server.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdlib>

using namespace varve::test;

namespace {

namespace fs = std::filesystem;

std::string variable(const char* name) {
    const char* const value = std::getenv(name);
    return value == nullptr ? "" : value;
}

std::vector<Pair> pairs_in(const std::vector<std::string>& folders) {
    if (const std::string cases = variable("VARVE_CASES"); !cases.empty()) return read_cases(cases);
    std::vector<Pair> pairs;
    for (const std::string& folder : folders)
        std::ranges::move(read_pairs_below(fs::path(VARVE_SOURCE_DIR) / "tests/pairs" / folder),
                          std::back_inserter(pairs));
    std::erase_if(pairs, [words = variable("VARVE_PAIRS")](const Pair& pair) {
        return pair.name.find(words) == std::string::npos;
    });
    return pairs;
}

void check_pairs(const std::vector<std::string>& folders, const MakeDatabase& make_database) {
    const std::vector<Pair> pairs = pairs_in(folders);
    BOOST_TEST_REQUIRE(!pairs.empty());
    std::string failed;
    std::size_t good = 0;
    for (const Pair& pair : pairs) {
        const std::string failure = failure_of(pair, make_database);
        BOOST_TEST(failure.empty(), pair.place << ": " << pair.name << ": " << failure);
        if (failure.empty())
            ++good;
        else
            failed += "\n  " + pair.place + ": " + pair.name;
    }
    BOOST_TEST_MESSAGE(good << " of " << pairs.size() << " pairs" << failed);
}

} // namespace

BOOST_AUTO_TEST_SUITE(pairs)

BOOST_AUTO_TEST_CASE(sqlite) {
    check_pairs({"sqlite"}, sqlite_database);
}

BOOST_AUTO_TEST_CASE(postgresql, *boost::unit_test::precondition(postgresql_is_there)) {
    check_pairs({"postgresql"}, [] { return postgresql_database(); });
}

BOOST_AUTO_TEST_CASE(mariadb, *boost::unit_test::precondition(mariadb_alone_is_there)) {
    check_pairs({"mysql", "mariadb"},
                [] { return mysql_database(server_url("VARVE_TEST_MARIADB")); });
}

BOOST_AUTO_TEST_CASE(mysql, *boost::unit_test::precondition(mysql_alone_is_there)) {
    check_pairs({"mysql"}, [] { return mysql_database(server_url("VARVE_TEST_MYSQL")); });
}

BOOST_AUTO_TEST_SUITE_END()
