#include "kill_case.hpp"
#include "support/postgresql.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve::test;

BOOST_AUTO_TEST_SUITE(kill_server, *boost::unit_test::precondition(postgresql_is_there))

// The server is the test's own, with durable settings: what it acknowledged must be there when it
// is back.
BOOST_AUTO_TEST_CASE(postgresql_comes_right_after_its_server_is_killed_at_any_point) {
    DurableServer server;
    const std::string action = "killserver:" + server.pid_file().string();
    for (const Kind& kind : postgresql_kinds()) {
        for (const Wrapping wrapping : {Wrapping::automatic, Wrapping::transaction_none}) {
            if (kind.outside && wrapping == Wrapping::transaction_none) continue;
            const auto model = postgresql_database(server.url());
            std::string expected;
            std::vector<KillPoint> points;
            {
                const KillCase uninterrupted(kind, wrapping, *model);
                uninterrupted.prepare();
                points = points_of(uninterrupted.trace(),
                                   kind.statement.substr(0, kind.statement.find('{')), false);
                expected = uninterrupted.state();
            }
            for (const KillPoint& point : points) {
                BOOST_TEST_CONTEXT(kind.name << ", server killed " << point.moment << " statement "
                                             << point.number << ": " << point.statement) {
                    const auto database = postgresql_database(server.url());
                    const KillCase killed(kind, wrapping, *database);
                    killed.prepare();
                    const Outcome accident = killed.run_with_fault(point, action);
                    BOOST_TEST((accident.exit_code == 7 || accident.exit_code == 0),
                               accident.description());
                    server.start();
                    require_exit(killed.run_again(), 0);
                    BOOST_TEST(killed.state() == expected);
                }
            }
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
