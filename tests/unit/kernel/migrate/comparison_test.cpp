#include "kernel/migrate/comparison.hpp"

#include "migrate/samples.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve;
using samples::history;
using samples::migration;

namespace {

const std::vector<Migration> three{migration("1"), migration("2"), migration("3")};

JournalEntry begun(const char* version, Direction direction) {
    return {.version = Version(version), .direction = direction};
}

std::string states(const std::vector<Migration>& files, const HistoryState& state) {
    std::string text;
    for (const MigrationStatus& status : compare(MigrationSet(files), state, samples::dialect)) {
        text += text.empty() ? "" : ", ";
        text += status.version.text() + ' ' + std::string(to_string(status.state));
        if (status.state == MigrationStatus::State::partial)
            text += status.going == Direction::up ? " up" : " down";
    }
    return text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(comparison)

BOOST_AUTO_TEST_CASE(what_is_older_than_the_newest_applied_is_late) {
    BOOST_TEST(states(three, {}) == "1 pending, 2 pending, 3 pending");
    BOOST_TEST(states(three, history({three[1]})) == "1 late, 2 applied, 3 pending");
}

BOOST_AUTO_TEST_CASE(what_has_no_file_stands_in_its_place) {
    BOOST_TEST(states({three[0], three[2]}, history(three)) == "1 applied, 2 missing, 3 applied");
    BOOST_TEST(states({}, history({three[0]})) == "1 missing");
}

BOOST_AUTO_TEST_CASE(what_was_begun_is_partial_in_either_direction) {
    HistoryState state = history({three[0], three[1]});
    state.journal = {begun("3", Direction::up)};
    BOOST_TEST(states(three, state) == "1 applied, 2 applied, 3 partial up");
    state.journal = {begun("2", Direction::down), begun("2", Direction::down)};
    BOOST_TEST(states(three, state) == "1 applied, 2 partial down, 3 pending");
    BOOST_TEST(states({three[0]}, state) == "1 applied, 2 partial down");
}

BOOST_AUTO_TEST_CASE(what_was_begun_is_seen_without_its_file) {
    HistoryState state;
    state.journal = {begun("2", Direction::up), begun("2", Direction::up)};
    BOOST_TEST(states({}, state) == "2 partial up");
    BOOST_TEST(states({three[0], three[2]}, state) == "1 pending, 2 partial up, 3 pending");
}

BOOST_AUTO_TEST_SUITE_END()
