#include "loaded_plugin.hpp"
#include "support/temp_dir.hpp"

#include "varve/testing/boost_test.hpp"
#include "varve/testing/driver_suite.hpp"

#include <atomic>

using namespace varve;
using testing::Ability;

namespace {

/// Where all databases of this program lie.
const test::TempDir& folder() {
    static const test::TempDir directory;
    return directory;
}

Url url_of(const std::string& name, const std::string& parameters = {}) {
    return Url::parse("sqlite://" + (folder() / name).string() + parameters);
}

Url make_database() {
    static std::atomic<int> number = 0;
    return url_of("pebbles " + std::to_string(++number) + ".db");
}

void drop_database(const Url& url) {
    for (const char* suffix : {"", "-journal", "-wal", "-shm"})
        std::filesystem::remove(url.path() + suffix);
}

Url read_only(const Driver& driver) {
    driver.connect({.url = url_of("read_only.db")})->execute("CREATE TABLE kept (id INTEGER)");
    return url_of("read_only.db", "?mode=ro");
}

std::vector<testing::ScriptSample> scripts() {
    return {{"triggers",
             "CREATE TABLE stone (id INTEGER PRIMARY KEY, size TEXT);\n"
             "CREATE TRIGGER weigh AFTER INSERT ON stone\n"
             "BEGIN\n"
             "  UPDATE stone SET size = CASE WHEN new.id > 5 THEN 'large' ELSE 'small' END;\n"
             "  SELECT 1; -- END;\n"
             "END;\n"
             "INSERT INTO stone (id) VALUES (7);\n",
             3},
            {"case_expressions",
             "CREATE TABLE stone (id INTEGER);\n"
             "SELECT CASE id WHEN 1 THEN 'a;b' END AS \"END;\" FROM stone;\n"
             "SELECT 1",
             3},
            {"quotes_of_every_kind",
             "CREATE TABLE [a;b] (`c;d` INTEGER, \"e;f\" TEXT);\n"
             "INSERT INTO [a;b] VALUES (1, 'it''s; fine'); /* not\n closed at the end",
             2},
            {"pragmas", "PRAGMA user_version = 7;\nPRAGMA user_version;\n", 2}};
}

testing::Suite sqlite_driver() {
    const Driver& driver = test::plugin_driver("varve-dialect-sqlite");
    testing::DriverFacts facts{.make_database = make_database, .drop_database = drop_database};
    facts.abilities = {Ability::infinite_times,       Ability::infinite_reals,
                       Ability::empty_text,           Ability::supplementary_names,
                       Ability::foreign_keys,         Ability::check_constraints,
                       Ability::deferred_constraints, Ability::error_positions};
    facts.kinds.erase(Kind::unsigned_integer); // an INTEGER of SQLite has 64 bits and a sign
    facts.more_values = {Value(Cell::decimal("123456789012345678901234567890.123456789")),
                         Value(Cell::date(-719'528)), // the first day of the year 0
                         Value(std::string("after a NUL\0 there is more", 26))};
    facts.setup = {"PRAGMA foreign_keys = ON"};
    facts.unreachable = url_of("no/such/folder/pebbles.db");
    facts.missing = url_of("missing.db");
    facts.unreadable = url_of("pebbles.db", "?mode=sideways");
    facts.read_only = read_only(driver);
    facts.long_statement = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
                           "WHERE i < 1000000000) SELECT COUNT(*) FROM n";
    facts.scripts = scripts();
    facts.session_changes = {
        {"foreign_keys", "PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys"},
        {"recursive_triggers", "PRAGMA recursive_triggers = ON", "PRAGMA recursive_triggers"}};
    return driver_suite(driver, std::move(facts));
}

VARVE_BOOST_SUITE(sqlite_driver)

} // namespace
