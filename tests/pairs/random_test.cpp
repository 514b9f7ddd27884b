// Pairs of schemas that are made up: 200, of servers 10, or as many as VARVE_TEST_ROUNDS says;
// VARVE_SEED=number: only the one of this seed. Where one fails, the smallest that still does is
// printed, and kept as a file.
#include "pair_run.hpp"
#include "shrink.hpp"
#include "support/mysql.hpp"
#include "support/postgresql.hpp"
#include "support/server.hpp"
#include "support/temp_dir.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdlib>

using namespace varve::test;

namespace {

Pair pair_of(const RandomPair& random, const Vocabulary& words, std::uint64_t seed) {
    return {.name = "seed " + std::to_string(seed),
            .before = sql_of(random.before, words),
            .rows = rows_of(random, words),
            .after = sql_of(random.after, words),
            .converted = converted(random),
            .careless = true};
}

// Empty where all is well, and where nothing has changed.
std::string failure_of(const RandomPair& random, const Vocabulary& words,
                       const MakeDatabase& make_database, std::uint64_t seed) {
    const Pair pair = pair_of(random, words, seed);
    if (pair.before == pair.after) return {};
    return varve::test::failure_of(pair, make_database);
}

void report(const RandomPair& random, const Vocabulary& words, const MakeDatabase& make_database,
            std::uint64_t seed) {
    const RandomPair small = shrunk(random, words, [&](const RandomPair& one) {
        return !failure_of(one, words, make_database, seed).empty();
    });
    const std::string text = text_of(pair_of(small, words, seed));
    const std::filesystem::path file = std::filesystem::path(VARVE_BINARY_DIR) / "pairs" /
                                       make_database()->kind() /
                                       ("seed_" + std::to_string(seed) + ".sql");
    write_file(file, text);
    BOOST_ERROR("seed " << seed << ": " << failure_of(small, words, make_database, seed) << '\n'
                        << text << "it is kept in " << file.string());
}

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
    const char* const given = std::getenv(variable);
    return given == nullptr ? otherwise : std::strtoull(given, nullptr, 10);
}

void check_random_pairs(const Vocabulary& words, const MakeDatabase& make_database,
                        std::uint64_t usual_count) {
    const std::uint64_t first = number_from("VARVE_SEED", 1);
    const std::uint64_t count =
        std::getenv("VARVE_SEED") == nullptr ? number_from("VARVE_TEST_ROUNDS", usual_count) : 1;
    constexpr std::uint64_t enough = 5; // to know that something is wrong
    std::uint64_t good = 0, failed = 0;
    for (std::uint64_t seed = first; seed < first + count && failed < enough; ++seed) {
        const RandomPair random = random_pair(words, seed);
        if (failure_of(random, words, make_database, seed).empty()) {
            ++good;
        } else {
            ++failed;
            report(random, words, make_database, seed);
        }
    }
    BOOST_TEST(good == count);
    BOOST_TEST_MESSAGE(good << " of " << count << " random pairs");
}

} // namespace

BOOST_AUTO_TEST_SUITE(random_pairs)

BOOST_AUTO_TEST_CASE(sqlite) {
    check_random_pairs(sqlite_vocabulary(), sqlite_database, 200);
}

BOOST_AUTO_TEST_CASE(postgresql, *boost::unit_test::precondition(postgresql_is_there)) {
    check_random_pairs(
        postgresql_vocabulary(), [] { return postgresql_database(); }, 10);
}

BOOST_AUTO_TEST_CASE(mariadb, *boost::unit_test::precondition(mariadb_alone_is_there)) {
    check_random_pairs(
        mariadb_vocabulary(), [] { return mysql_database(server_url("VARVE_TEST_MARIADB")); }, 10);
}

BOOST_AUTO_TEST_CASE(mysql, *boost::unit_test::precondition(mysql_alone_is_there)) {
    check_random_pairs(
        mysql_vocabulary(), [] { return mysql_database(server_url("VARVE_TEST_MYSQL")); }, 10);
}

BOOST_AUTO_TEST_SUITE_END()
