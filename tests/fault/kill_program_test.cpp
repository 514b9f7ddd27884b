#include "kill_case.hpp"
#include "support/postgresql.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>

using namespace varve::test;

namespace {

using MakeDatabase = std::unique_ptr<Database> (*)();

void check_kind(const Kind& kind, Wrapping wrapping, MakeDatabase make) {
    const auto model = make();
    std::string expected;
    std::vector<KillPoint> points;
    {
        const KillCase uninterrupted(kind, wrapping, *model);
        uninterrupted.prepare();
        points =
            points_of(uninterrupted.trace(), kind.statement.substr(0, kind.statement.find('{')),
                      model->kind() == "sqlite");
        expected = uninterrupted.state();
    }
    BOOST_TEST(points.size() >= 5U, kind.name << " has only " << points.size() << " points");
    for (const KillPoint& point : points) {
        BOOST_TEST_CONTEXT(kind.name << ", killed " << point.moment << " statement " << point.number
                                     << ": " << point.statement) {
            const auto database = make();
            const KillCase killed(kind, wrapping, *database);
            killed.prepare();
            const Outcome accident = killed.run_with_fault(point, "kill");
            BOOST_TEST(accident.signal == SIGKILL, accident.description());
            const Outcome again = killed.run_again();
            require_exit(again, 0);
            BOOST_TEST(again.wall.count() < 5000);
            BOOST_TEST(killed.state() == expected);
        }
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(kill_program)

BOOST_AUTO_TEST_CASE(sqlite_comes_right_after_a_kill_at_any_point) {
    for (const Kind& kind : sqlite_kinds()) {
        check_kind(kind, Wrapping::automatic, &sqlite_database);
        if (!kind.outside) check_kind(kind, Wrapping::transaction_none, &sqlite_database);
    }
}

BOOST_AUTO_TEST_CASE(postgresql_comes_right_after_a_kill_at_any_point,
                     *boost::unit_test::precondition(postgresql_is_there)) {
    for (const Kind& kind : postgresql_kinds()) {
        check_kind(kind, Wrapping::automatic, &postgresql_database);
        if (!kind.outside) check_kind(kind, Wrapping::transaction_none, &postgresql_database);
    }
}

BOOST_AUTO_TEST_SUITE_END()
