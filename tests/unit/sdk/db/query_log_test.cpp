#include "varve/db/query_log.hpp"

#include "varve/log.hpp"
#include "varve/secret.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace varve;
using namespace std::chrono_literals;

namespace {

std::vector<std::string>& logged() {
    static std::vector<std::string> messages;
    return messages;
}

struct Fixture {
    OnStatement log = slow_query_log(250ms);

    Fixture() {
        logged().clear();
        log::set_sink([](log::Level, std::string_view message) { logged().emplace_back(message); },
                      log::Level::warning);
    }
    ~Fixture() { log::set_sink(nullptr, log::Level::info); }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(query_log, Fixture)

BOOST_AUTO_TEST_CASE(logs_what_takes_as_long_as_the_threshold) {
    log({"SELECT 1", 249ms});
    log({"SELECT 2", 250ms});
    BOOST_TEST(logged() == std::vector<std::string>{"slow statement, 250 ms: SELECT 2"},
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(puts_a_statement_on_one_line) {
    log({"SELECT a,\n       b\r\n\tFROM t", 1s});
    BOOST_TEST(logged().at(0) == "slow statement, 1.0 s: SELECT a, b FROM t");
}

BOOST_AUTO_TEST_CASE(cuts_what_is_long_between_two_characters) {
    log({"SELECT '" + std::string(991, 'x') + "éé'", 1s});
    BOOST_TEST(logged().at(0).ends_with(std::string(991, 'x') + "…"));
}

BOOST_AUTO_TEST_CASE(strikes_secrets_out_before_it_cuts) {
    const Secret secret("correct horse battery staple");
    log({"SELECT '" + std::string(980, 'x') + secret.reveal() + "'", 1s});
    BOOST_TEST(logged().at(0).find("correct") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
