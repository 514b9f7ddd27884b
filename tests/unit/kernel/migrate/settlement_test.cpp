#include "kernel/migrate/settlement.hpp"

#include "varve/error.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve;

namespace {

using State = JournalEntry::State;

JournalEntry entry(const char* version, std::size_t statement, State state) {
    return {.version = Version(version), .statement = statement, .state = state};
}

// Of "20260101 a" two statements are done and one is in doubt; of "20260102", whose file is gone,
// one is done.
const HistoryState half_way{
    .applied = {},
    .journal = {entry("20260101", 0, State::done), entry("20260101", 1, State::done),
                entry("20260101", 2, State::intent), entry("20260102", 0, State::done)}};
const std::vector<MigrationStatus> known{{.version = Version("20260101"), .name = "a"},
                                         {.version = Version("20260102")}};

Settlement settled(const SettlementRequest& request) {
    return settle(request, half_way, known);
}

ExitCode refusal(const SettlementRequest& request) {
    try {
        settled(request);
    } catch (const Error& error) {
        BOOST_TEST_MESSAGE(error.what());
        return error.exit_code();
    }
    return ExitCode::done;
}

} // namespace

BOOST_AUTO_TEST_SUITE(settlement)

BOOST_AUTO_TEST_CASE(a_statement_is_named_as_migrations_are) {
    for (const char* const text : {"20260101:3", "a:3"}) BOOST_TEST_CONTEXT(text) {
            const Settlement found = settled({.done = text});
            BOOST_TEST(found.done->version.text() == "20260101");
            BOOST_TEST(found.done->statement == 2U);
            BOOST_TEST(!found.undone);
        }
    BOOST_TEST(settled({.undone = "20260102:1"}).undone->statement == 0U);
}

BOOST_AUTO_TEST_CASE(what_names_no_statement_is_wrong_usage) {
    for (const char* const text : {"", "a", "a:", "a:0", "a:x", ":1", "b:1", "2026:1", "a:4"})
        BOOST_TEST_CONTEXT(text) {
            BOOST_TEST((refusal({.done = text}) == ExitCode::usage));
        }
}

BOOST_AUTO_TEST_CASE(what_later_statements_were_built_on_is_not_undone) {
    BOOST_TEST((refusal({.undone = "a:1"}) == ExitCode::refused));
    BOOST_TEST(settled({.undone = "a:2"}).undone->statement == 1U);
    BOOST_TEST(settled({.undone = "a:3"}).undone->statement == 2U);
}

BOOST_AUTO_TEST_CASE(one_migration_is_not_settled_both_ways_at_once) {
    BOOST_TEST((refusal({.done = "a:3", .undone = "20260101:3"}) == ExitCode::usage));
    BOOST_TEST((refusal({.done = "a:3", .undone = "20260102:1"}) == ExitCode::done));
}

BOOST_AUTO_TEST_SUITE_END()
