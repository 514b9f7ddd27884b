// The SDK's conformance suite on this plugin, with no test framework: says what did not simply
// pass, and how many cases there were. An argument runs only the cases whose names have it.
#include "driver.hpp"
#include "own_cases.hpp"
#include "varve/testing/driver_suite.hpp"

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>

namespace {

using namespace varve;
using testing::Ability;
namespace fs = std::filesystem;

/// Where all databases of this program lie.
class Folder {
public:
    Folder() {
        std::string name = (fs::temp_directory_path() / "varve-duckdb.XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) throw Error("no temporary folder can be made");
        path_ = name;
    }
    ~Folder() { fs::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    Url url(const std::string& name, const std::string& parameters = {}) const {
        return Url::parse("duckdb://" + (path_ / name).string() + parameters);
    }

private:
    fs::path path_;
};

void drop_database(const Url& url) {
    fs::remove(url.path());
    fs::remove(url.path() + ".wal");
}

std::vector<testing::ScriptSample> scripts() {
    return {{"quotes_of_every_kind",
             "CREATE TABLE \"a;b\" (\"c;d\" INTEGER, e VARCHAR);\n"
             "INSERT INTO \"a;b\" VALUES (1, $$it's; fine$$), (2, $tag$;$$;$tag$);\n"
             "INSERT INTO \"a;b\" VALUES (3, E'it\\'s; fine'); /* a /* nested; */ comment; */\n",
             3},
            {"queries_that_begin_with_from",
             "CREATE TABLE stone (id INTEGER, size VARCHAR);\n"
             "FROM stone;\n"
             "FROM stone SELECT size WHERE size <> ';';\n",
             3},
            {"statements_that_become_several",
             "CREATE TABLE stone (id INTEGER, size VARCHAR);\n"
             "INSERT INTO stone VALUES (1, 'large'), (2, 'small');\n"
             "CREATE TABLE sizes AS FROM (PIVOT stone ON size USING count(*));\n"
             "PIVOT stone ON size USING count(*);\n",
             4}};
}

std::vector<testing::FailingStatement> failing() {
    using enum DatabaseError::Kind;
    return {{"a_cast_of_words", "SELECT CAST('stone' AS INTEGER)", invalid_data},
            {"an_overflow", "SELECT 9223372036854775807 + v FROM pebble", invalid_data},
            {"text_that_is_no_json", "SELECT CAST('{' AS JSON)", invalid_data},
            {"a_file_that_is_not_there", "SELECT * FROM '/no/such/file.csv'", other},
            {"a_list_in_a_row", "SELECT [id, v] FROM pebble", unsupported},
            {"a_savepoint", "SAVEPOINT here", syntax},
            {"a_transaction_that_was_not_begun", "COMMIT", misuse}};
}

testing::DriverFacts facts_of(const Driver& driver, const Folder& folder) {
    testing::DriverFacts facts{.make_database =
                                   [&folder, number = 0]() mutable {
                                       return folder.url("pebbles " + std::to_string(++number) +
                                                         ".db");
                                   },
                               .drop_database = drop_database};
    facts.abilities = {
        Ability::infinite_times,    Ability::infinite_reals,         Ability::not_a_number,
        Ability::empty_text,        Ability::supplementary_names,    Ability::foreign_keys,
        Ability::check_constraints, Ability::read_only_transactions, Ability::error_positions};
    facts.more_values = {Value(Cell::decimal("12345678901234567890.123456789012345678")),
                         Value(std::string("after a NUL\0 there is more", 26))};
    facts.unreachable = folder.url("no/such/folder/pebbles.db");
    facts.missing = folder.url("missing.db");
    facts.unreadable = folder.url("pebbles.db", "?no_such_setting=1");
    driver.connect({.url = folder.url("read_only.db")})->execute("CREATE TABLE kept (id INTEGER)");
    facts.read_only = folder.url("read_only.db", "?access_mode=read_only");
    facts.long_statement =
        "SELECT count(*) FROM range(1000000000) a, range(1000) b WHERE a.range % 7 = b.range % 5";
    facts.failing = failing();
    facts.scripts = scripts();
    facts.session_changes = {
        {"schema", "USE pg_catalog", "SELECT current_schema()"},
        {"search_path", "SET search_path = 'pg_catalog,main'", "SELECT current_schema()"},
        {"null_order", "SET default_null_order = 'nulls_first'",
         "SELECT current_setting('default_null_order')"},
        {"a_variable", "SET VARIABLE stone = 7", "SELECT getvariable('stone')"},
        {"another_database", "ATTACH ':memory:' AS quarry",
         "SELECT count(*) FROM duckdb_databases() WHERE NOT internal"}};
    return facts;
}

void keep_only(testing::Suite& suite, const std::string& part) {
    std::erase_if(suite.cases, [&](const testing::TestCase& test) {
        return test.name.find(part) == std::string::npos;
    });
    for (testing::Suite& inner : suite.suites) keep_only(inner, part);
}

} // namespace

int main(int count, char** arguments) {
    const Folder folder;
    const duckdb::DuckdbDriver driver;
    testing::Suite suite = driver_suite(driver, facts_of(driver, folder));
    suite.suites.push_back(duckdb::own_cases(driver));
    if (count > 1) keep_only(suite, arguments[1]);
    std::map<testing::Outcome, int> outcomes;
    for (const testing::Result& result : run(suite)) {
        ++outcomes[result.outcome];
        if (result.outcome != testing::Outcome::passed)
            std::cout << to_string(result.outcome) << ": " << result.name << "\n  "
                      << result.message << '\n';
    }
    for (const auto& [outcome, cases] : outcomes)
        std::cout << cases << ' ' << to_string(outcome) << '\n';
    const bool all_well =
        outcomes[testing::Outcome::passed] > 0 && outcomes[testing::Outcome::failed] == 0;
    return all_well ? EXIT_SUCCESS : EXIT_FAILURE;
}
