#include "plugins/hooks/seed/order.hpp"

#include "support/temp_dir.hpp"
#include "varve/error.hpp"

#include <boost/test/unit_test.hpp>

#include <map>

#include <sys/stat.h>

using namespace varve;
using namespace varve::seed;

namespace {

SeedFile file(const std::string& id, std::vector<std::string> after = {}) {
    const std::filesystem::path path(id);
    return {.path = path,
            .id = id,
            .name = path.stem().string(),
            .settings = {.after = std::move(after)}};
}

std::string order(const std::vector<SeedFile>& seeds,
                  std::map<std::string, std::vector<std::string>> references = {}) {
    std::string ids;
    for (const SeedFile& seed :
         ordered(seeds, [&](const TableName& table) { return references[table.name]; }))
        ids += seed.id + ' ';
    return ids;
}

std::string found(const std::filesystem::path& directory, const std::string& profile,
                  const SeedSettings& settings = {}) {
    std::string ids;
    for (const SeedFile& seed : find_seeds(directory, profile, settings)) ids += seed.id + ' ';
    return ids;
}

} // namespace

BOOST_AUTO_TEST_SUITE(seed_order)

BOOST_AUTO_TEST_CASE(tables_that_are_referred_to_come_first) {
    const std::vector<SeedFile> seeds{file("a/grants.csv"), file("a/roles.csv"),
                                      file("a/users.csv"), file("b/roles.csv")};
    BOOST_TEST(order(seeds) == "a/grants.csv a/roles.csv a/users.csv b/roles.csv ");
    BOOST_TEST(order(seeds, {{"grants", {"users", "roles"}}, {"users", {"users"}}}) ==
               "a/roles.csv a/users.csv b/roles.csv a/grants.csv ");
}

BOOST_AUTO_TEST_CASE(after_says_what_comes_first) {
    BOOST_TEST(order({file("a/a.sql", {"b"}), file("a/b.sql", {"c"}), file("a/c.sql")}) ==
               "a/c.sql a/b.sql a/a.sql ");
    BOOST_CHECK_EXCEPTION(order({file("a/a.sql", {"b"}), file("a/b.sql", {"a"})}), ConfigError,
                          [](const ConfigError& error) {
                              return std::string(error.what()).find("after each other") !=
                                     std::string::npos;
                          });
}

BOOST_AUTO_TEST_CASE(tables_in_a_circle_are_left_as_they_are) {
    BOOST_TEST(order({file("a/a.csv"), file("a/b.csv")}, {{"a", {"b"}}, {"b", {"a"}}}) ==
               "a/b.csv a/a.csv ");
}

BOOST_AUTO_TEST_CASE(finds_those_of_common_and_of_the_profile) {
    const test::TempDir folder;
    for (const char* const name : {"common/roles.csv", "common/.hidden", "common/README.md",
                                   "common/b.yaml", "dev/users.json", "production/users.json"})
        folder.write(name, "");
    BOOST_TEST(found(folder.path(), "") == "common/b.yaml common/roles.csv ");
    BOOST_TEST(found(folder.path(), "dev") == "common/b.yaml common/roles.csv dev/users.json ");
    BOOST_TEST(found(folder.path(), "common") == "common/b.yaml common/roles.csv ");
}

BOOST_AUTO_TEST_CASE(refuses_what_it_does_not_know) {
    const test::TempDir folder;
    folder.write("common/roles.csv", "");
    const auto refuses = [&](const SeedSettings& settings, const std::string& words) {
        try {
            found(folder.path(), "", settings);
        } catch (const ConfigError& error) {
            return std::string(error.what()).find(words) != std::string::npos;
        }
        return false;
    };
    BOOST_TEST(refuses({.tables = {{"rolse", {}}}}, "did you mean 'roles'?"));
    BOOST_TEST(refuses({.tables = {{"roles", {.after = {"user"}}}}}, "tables.roles.after"));
    const auto program = folder.write("common/users.py", "");
    BOOST_TEST(refuses({}, "users.py is no seed"));
    ::chmod(program.c_str(), 0700);
    BOOST_TEST(found(folder.path(), "") == "common/roles.csv common/users.py ");
    BOOST_CHECK_THROW(found(folder / "nowhere", ""), ConfigError);
}

BOOST_AUTO_TEST_SUITE_END()
