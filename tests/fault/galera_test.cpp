#include "galera_cluster.hpp"
#include "support/program.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <thread>

using namespace varve::test;

namespace {

using namespace std::chrono_literals;

/// Of those tests that kill no node.
const GaleraCluster& shared_cluster() {
    static const GaleraCluster cluster;
    return cluster;
}

/// A project with a database of its own in a cluster.
class ClusterProject : public Project {
public:
    explicit ClusterProject(const GaleraCluster& its_cluster)
        : cluster(its_cluster), database(cluster.make_database()) {}

    Command command_on(int node) const {
        Command command = this->command({"run", "--url", cluster.url(node, database)});
        command.timeout = 120s;
        return command;
    }

    std::string rows(int node, const std::string& sql) const {
        return cluster.rows(node, database, sql);
    }

    const GaleraCluster& cluster;
    std::string database;
};

void write_a_mix(const Project& project) {
    project.migration("20260101000000_tables",
                      "-- varve:up\n"
                      "CREATE TABLE tally (id INT PRIMARY KEY, n INT NOT NULL);\n"
                      "INSERT INTO tally VALUES (1, 0);\n"
                      "CREATE TABLE note (id INT AUTO_INCREMENT PRIMARY KEY, text TEXT);\n"
                      "CREATE INDEX tally_n ON tally (n);\n");
    project.migration("20260102000000_rows", "-- varve:up\n"
                                             "UPDATE tally SET n = n + 1;\n"
                                             "INSERT INTO note (text) VALUES ('rows');\n");
    project.migration("20260103000000_mixed",
                      "-- varve:up\n"
                      "-- varve:allow truncate\n"
                      "UPDATE tally SET n = n + 10;\n"
                      "ALTER TABLE tally ADD COLUMN m INT NOT NULL DEFAULT 0;\n"
                      "UPDATE tally SET n = n + 100, m = m + 1;\n"
                      "TRUNCATE TABLE note;\n"
                      "INSERT INTO note (text) VALUES ('mixed');\n");
    project.migration("20260104000000_more_rows", "-- varve:up\n"
                                                  "UPDATE tally SET n = n + 1000;\n");
}

/// All of the mix is there, once, on a node that had no part in it.
void check_the_mix(const ClusterProject& project) {
    BOOST_TEST(project.rows(3, "SELECT n, m FROM tally") == "1111\t1\n");
    BOOST_TEST(project.rows(3, "SELECT text FROM note") == "mixed\n");
    BOOST_TEST(project.rows(3, "SELECT COUNT(*) FROM varve_history") == "4\n");
    BOOST_TEST(project.rows(3, "SELECT COUNT(*) FROM varve_log WHERE event = 'applied'") == "4\n");
    BOOST_TEST(project.rows(3, "SELECT COUNT(*) FROM varve_journal") == "0\n");
    BOOST_TEST(project.rows(3, "SELECT holder FROM varve_lock") == "\n");
}

/// How long the server takes at least for 100 rows of such a change, by its own clock.
std::chrono::microseconds cost_of_100_rows(const ClusterProject& project) {
    auto least = std::chrono::microseconds::max();
    for (int i = 0; i < 5; ++i) {
        const std::string taken =
            project.rows(1, "SET @began = SYSDATE(6); SELECT MAX(SHA2(REPEAT(seq, 200000), 512)) "
                            "INTO @result FROM seq_100000_to_100099; "
                            "SELECT TIMESTAMPDIFF(MICROSECOND, @began, SYSDATE(6))");
        least = std::min(least, std::chrono::microseconds(std::stoll(taken)));
    }
    return least;
}

/// A table and a change of it that works for some seconds, whatever the machine.
void write_a_long_change(const ClusterProject& project) {
    const auto count = 100 * (7s / cost_of_100_rows(project) + 1);
    project.migration("20260101000000_long",
                      "-- varve:up\n"
                      "CREATE TABLE big (id INT PRIMARY KEY);\n"
                      "INSERT INTO big SELECT seq FROM seq_100001_to_" +
                          std::to_string(100000 + count) +
                          ";\n"
                          "ALTER TABLE big ADD COLUMN h VARCHAR(200) AS (SHA2(REPEAT(id, 200000), "
                          "512)) STORED;\n"
                          "INSERT INTO big (id) VALUES (1);\n");
}

void check_the_long_change(const ClusterProject& project) {
    BOOST_TEST(project.rows(3, "SELECT id FROM big WHERE id = 1 AND h IS NOT NULL") == "1\n");
    BOOST_TEST(project.rows(3, "SELECT version FROM varve_history") == "20260101000000\n");
    BOOST_TEST(project.rows(3, "SELECT COUNT(*) FROM varve_journal") == "0\n");
}

} // namespace

BOOST_AUTO_TEST_SUITE(galera)

BOOST_AUTO_TEST_CASE(two_runs_at_once_on_two_nodes_do_everything_once) {
    for (int time = 1; time <= 10; ++time) BOOST_TEST_CONTEXT("time " << time) {
            const ClusterProject project(shared_cluster());
            write_a_mix(project);
            Process first(project.command_on(1));
            Process second(project.command_on(2));
            require_exit(first.wait(), 0);
            require_exit(second.wait(), 0);
            check_the_mix(project);
        }
}

// Nothing else is committed in a cluster while a table is altered, the lock's renewals neither.
BOOST_AUTO_TEST_CASE(a_schema_change_that_outlasts_the_lease_does_not_cost_it) {
    const ClusterProject project(shared_cluster());
    write_a_long_change(project);
    Process first(project.command_on(1));
    project.cluster.wait_for_statement(1, "ALTER TABLE big");
    Process second(project.command_on(2));
    require_exit(first.wait(), 0);
    BOOST_TEST((first.wait().wall > 4s), "the change did not outlast the lease");
    require_exit(second.wait(), 0);
    BOOST_TEST(says(first.wait(), "1 migration applied"));
    check_the_long_change(project);
}

// A node that is behind does not know yet what another has committed. It learns of the conflict
// when it commits.
BOOST_AUTO_TEST_CASE(a_commit_that_the_cluster_refuses_is_tried_again) {
    for (const char* const mode : {"", " transaction=none"})
        BOOST_TEST_CONTEXT("varve:up" << mode) {
            const ClusterProject project(shared_cluster());
            project.rows(1, "CREATE TABLE tally (id INT PRIMARY KEY, n INT); INSERT INTO tally "
                            "VALUES (1, 0); CREATE TABLE dam (id INT PRIMARY KEY)");
            project.migration("20260101000000_rows",
                              std::string("-- varve:up") + mode +
                                  "\nUPDATE tally SET n = n + SLEEP(1.5) + 10;\n");
            std::jthread behind([&] { project.rows(1, "LOCK TABLES dam READ; SELECT SLEEP(4)"); });
            project.cluster.wait_for_statement(1, "SELECT SLEEP");
            Process run(project.command_on(1));
            project.cluster.wait_for_statement(1, "UPDATE tally");
            project.rows(2, "INSERT INTO dam VALUES (1); UPDATE tally SET n = n + 1");
            require_exit(run.wait(), 0);
            BOOST_TEST(says(run.wait(), "trying 20260101000000 again"));
            BOOST_TEST(project.rows(3, "SELECT n FROM tally") == "11\n");
            BOOST_TEST(project.rows(3, "SELECT COUNT(*) FROM varve_history") == "1\n");
        }
}

BOOST_AUTO_TEST_CASE(a_run_on_another_node_goes_on_when_one_is_killed_among_rows) {
    const GaleraCluster cluster;
    const ClusterProject project(cluster);
    write_a_mix(project);
    project.migration("20260103120000_slow", "-- varve:up\n"
                                             "INSERT INTO note (text) VALUES ('slow');\n"
                                             "SELECT SLEEP(30);\n"
                                             "DELETE FROM note WHERE text = 'slow';\n");
    Process killed(project.command_on(1));
    cluster.wait_for_statement(1, "SELECT SLEEP");
    cluster.kill(1);
    require_exit(killed.wait(), 7);
    project.migration("20260103120000_slow", "-- varve:up\nSELECT 1;\n");
    Process next(project.command_on(2));
    require_exit(next.wait(), 0);
    BOOST_TEST(project.rows(3, "SELECT n, m FROM tally") == "1111\t1\n");
    BOOST_TEST(project.rows(3, "SELECT text FROM note") == "mixed\n");
    BOOST_TEST(project.rows(3, "SELECT COUNT(*) FROM varve_history") == "5\n");
}

BOOST_AUTO_TEST_CASE(a_run_on_another_node_goes_on_when_one_is_killed_in_a_schema_change) {
    const GaleraCluster cluster;
    const ClusterProject project(cluster);
    write_a_long_change(project);
    Process killed(project.command_on(1));
    cluster.wait_for_statement(1, "ALTER TABLE big");
    cluster.kill(1);
    require_exit(killed.wait(), 7);
    Process next(project.command_on(2));
    require_exit(next.wait(), 0);
    check_the_long_change(project);
}

// The last, for it takes the cluster with it.
BOOST_AUTO_TEST_CASE(a_node_that_has_lost_the_others_is_told_of) {
    const GaleraCluster& cluster = shared_cluster();
    const ClusterProject project(cluster);
    project.migration("20260101000000_a", "-- varve:up\nCREATE TABLE a (x INT);\n");
    const std::string url = cluster.url(3, project.database);
    require_exit(project.varve({"run", "--url", url}), 0);
    cluster.kill(1);
    cluster.kill(2);
    Outcome outcome = project.varve({"status", "--url", url});
    for (int i = 0; i < 300 && outcome.exit_code == 0; ++i) {
        std::this_thread::sleep_for(100ms);
        outcome = project.varve({"status", "--url", url});
    }
    require_exit(outcome, 7);
    BOOST_TEST(says(outcome, "WSREP has not yet prepared node"));
    require_exit(project.varve({"run", "--url", url}), 7);
}

BOOST_AUTO_TEST_SUITE_END()
