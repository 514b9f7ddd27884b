#include "faulty_driver.hpp"
#include "loaded_plugin.hpp"
#include "support/temp_dir.hpp"

#include "varve/db/lease_lock.hpp"
#include "varve/plugin/plugin.hpp"
#include "varve/testing/driver_suite.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>

using namespace varve;
using test::Fault;

BOOST_AUTO_TEST_SUITE(driver_suite_finds_faults)

namespace {

struct Found {
    const char* name;
    Fault fault;
    std::vector<std::string> cases; ///< that must fail of it
};

const std::vector<Found>& table() {
    static const std::vector<Found> all{
        {"counts no rows", Fault::counts_no_rows, {"statements/counts_the_rows_that_it_touches"}},
        {"swallows errors",
         Fault::swallows_errors,
         {"errors/tells_a_syntax_error", "statements/refuses_two_statements_in_one"}},
        {"tells every error as other",
         Fault::tells_every_error_as_other,
         {"errors/tells_a_unique_violation", "batches/runs_nothing_after_the_first_error",
          "prepared/says_what_is_wrong_with_a_text"}},
        {"ignores wanted kinds",
         Fault::ignores_wanted_kinds,
         {"values/keeps_parameters_of_kind_boolean",
          "wanted_kinds/leaves_alone_what_is_wanted_as_any",
          "wanted_kinds/never_reads_words_as_integer"}},
        {"loses the last row",
         Fault::loses_the_last_row,
         {"rows/ends_after_the_last_row_and_stays_there", "rows/reads_many_rows",
          "streaming/streams_wanted_kinds_and_parameters"}},
        {"finds no rows",
         Fault::finds_no_rows,
         {"prepared/sees_a_column_that_was_added", "spelling/knows_which_tables_there_are",
          "batches/begins_and_commits_within_a_batch"}},
        {"names no columns",
         Fault::names_no_columns,
         {"rows/names_columns_in_order", "wanted_kinds/leaves_alone_what_is_wanted_as_any",
          "batches/begins_and_commits_within_a_batch"}},
        {"fetches all of a stream",
         Fault::fetches_all_of_a_stream,
         {"streaming/streams_in_constant_memory"}},
        {"runs on after an error",
         Fault::runs_on_after_an_error,
         {"batches/runs_nothing_after_the_first_error"}},
        {"tells of no replies",
         Fault::tells_of_no_replies,
         {"batches/tells_of_replies_up_to_the_error",
          "transactions/is_rolled_back_when_a_reply_displeases"}},
        {"denies its transactions",
         Fault::denies_its_transactions,
         {"transactions/keeps_what_is_committed",
          "transactions/knows_whether_it_is_in_a_transaction_after_errors"}},
        {"never cancels",
         Fault::never_cancels,
         {"sessions/ends_a_long_statement_when_it_is_cancelled"}},
        {"resets nothing",
         Fault::resets_nothing,
         {"sessions/forgets_temporary_tables_when_it_is_reset",
          "sessions/can_be_reset_at_the_end_of_a_transaction"}},
        {"inserts half in bulk",
         Fault::inserts_half_in_bulk,
         {"bulk/inserts_a_few_hundred_rows", "values/keeps_bulk_rows_of_kind_text"}},
        {"runs prepared statements without parameters",
         Fault::runs_prepared_statements_without_parameters,
         {"prepared/runs_again_with_other_parameters",
          "values/keeps_prepared_parameters_of_kind_text"}},
        {"speaks another dialect",
         Fault::speaks_another_dialect,
         {"spelling/knows_which_tables_there_are", "spelling/tells_the_time",
          "understanding/splits_and_runs_a_trigger"}},
        {"lets everybody lock",
         Fault::lets_everybody_lock,
         {"migration_lock/keeps_a_second_session_out",
          "migration_lock/is_kept_through_the_work_of_a_run",
          "migration_lock/lets_in_one_of_many"}},
        {"keeps its lock for ever",
         Fault::keeps_its_lock_for_ever,
         {"migration_lock/is_free_again_when_released"}},
    };
    return all;
}

const testing::TestCase& find(const testing::Suite& suite, const std::string& path) {
    const std::string area = path.substr(0, path.find('/'));
    const std::string name = path.substr(area.size() + 1);
    const auto inner = std::ranges::find(suite.suites, area, &testing::Suite::name);
    BOOST_TEST_REQUIRE((inner != suite.suites.end()));
    const auto found = std::ranges::find(inner->cases, name, &testing::TestCase::name);
    BOOST_TEST_REQUIRE((found != inner->cases.end()), path);
    return *found;
}

testing::Suite suite_of(const Driver& driver, const test::TempDir& folder) {
    testing::DriverFacts facts;
    facts.make_database = [&folder, number = 0]() mutable {
        return Url::parse("sqlite://" + (folder / std::to_string(++number)).string());
    };
    facts.drop_database = [](const Url& url) { std::filesystem::remove(url.path()); };
    facts.kinds.erase(Kind::unsigned_integer);
    facts.abilities = {testing::Ability::empty_text};
    facts.long_statement = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
                           "WHERE i < 12000000) SELECT COUNT(*) FROM n";
    facts.scripts = {{"a_trigger",
                      "CREATE TABLE stone (id INTEGER);\n"
                      "CREATE TRIGGER t AFTER INSERT ON stone BEGIN SELECT 1; SELECT 2; END;",
                      2}};
    return driver_suite(driver, std::move(facts));
}

} // namespace

BOOST_AUTO_TEST_CASE(each_in_the_cases_that_are_about_it) {
    const Driver& driver = test::plugin_driver("varve-dialect-sqlite");
    for (const Found& row : table()) {
        if (row.fault == Fault::fetches_all_of_a_stream && VARVE_SANITIZERS != 0)
            continue; // there memory says nothing
        const test::TempDir folder;
        const auto sound = test::faulty(driver, Fault::none);
        const auto ill = test::faulty(driver, row.fault);
        const testing::Suite as_it_is = suite_of(*sound, folder);
        const testing::Suite with_fault = suite_of(*ill, folder);
        for (const std::string& path : row.cases)
            BOOST_TEST_CONTEXT("a driver that " << row.name << ", in " << path) {
                const testing::Result before = run(find(as_it_is, path));
                BOOST_TEST((before.outcome == testing::Outcome::passed), before.message);
                BOOST_TEST((run(find(with_fault, path)).outcome == testing::Outcome::failed));
            }
    }
}

// What a driver forgets must not take the report of all else with it.
BOOST_AUTO_TEST_CASE(and_tells_of_each_case_whatever_the_driver_leaves_out) {
    for (const Fault fault : {Fault::finds_no_rows, Fault::names_no_columns}) {
        const test::TempDir folder;
        const auto driver = test::faulty(test::plugin_driver("varve-dialect-sqlite"), fault);
        for (const testing::Result& result : run(suite_of(*driver, folder)))
            if (result.outcome == testing::Outcome::failed)
                BOOST_TEST(result.message != "", result.name);
    }
}

BOOST_AUTO_TEST_CASE(none_in_a_conflict_that_a_lease_has_to_bear) {
    const test::TempDir folder;
    const auto driver = test::faulty(test::plugin_driver("varve-dialect-sqlite"),
                                     Fault::conflicts_when_it_first_creates);
    const testing::Result result =
        run(find(suite_of(*driver, folder), "lease/keeps_others_out_and_lets_them_in"));
    BOOST_TEST((result.outcome == testing::Outcome::passed), result.message);
}

BOOST_AUTO_TEST_CASE(none_in_a_cluster_that_finds_another_was_first) {
    const test::TempDir folder;
    const auto driver = test::faulty(test::plugin_driver("varve-dialect-sqlite"),
                                     Fault::refuses_every_other_update);
    const ConnectRequest request{.url = Url::parse("sqlite://" + (folder / "db").string())};
    const auto connection = driver->connect(request);
    LeaseLock lease(*connection, [&] { return driver->connect(request); },
                    {.table = "varve_lock", .history = "varve_history", .holder = "ann"});
    BOOST_TEST(!lease.try_acquire());
    BOOST_TEST(lease.try_acquire());
    lease.release();
    BOOST_TEST(!lease.holder().has_value());
}

BOOST_AUTO_TEST_CASE(none_in_what_a_lease_meets_when_it_is_given_back) {
    const test::TempDir folder;
    const auto driver =
        test::faulty(test::plugin_driver("varve-dialect-sqlite"), Fault::lets_out_what_is_no_error);
    const ConnectRequest request{.url = Url::parse("sqlite://" + (folder / "db").string())};
    const auto connection = driver->connect(request);
    LeaseLock lease(*connection, [&] { return driver->connect(request); },
                    {.table = "varve_lock", .history = "varve_history", .holder = "ann"});
    BOOST_TEST(lease.try_acquire());
    lease.release();
    BOOST_TEST(lease.holder().has_value(), "it runs out by itself");
}

BOOST_AUTO_TEST_SUITE_END()
