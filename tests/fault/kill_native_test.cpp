// A native migration that is killed anywhere in its batches goes on where it was.
#include "support/native_project.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <sstream>

using namespace varve::test;

namespace {

// The numbers of the statements at which a batch is read, changed, or committed.
std::vector<std::size_t> statements_of_a_run(const Project& project) {
    Command command = project.command({"run", "--target", "20260102000000", "--quiet"});
    command.environment.insert(
        command.environment.end(),
        {{"LD_PRELOAD", VARVE_FAULT_LIBRARY}, {"VARVE_FAULT_TRACE", (project / "trace").string()}});
    require_exit(run(command), 0);
    std::istringstream lines(read_file(project / "trace"));
    std::vector<std::size_t> numbers;
    std::size_t number = 0;
    bool in_batches = false;
    for (std::string line; std::getline(lines, line);) {
        if (line.find("\tstart\t") == std::string::npos) continue;
        ++number;
        in_batches = in_batches || line.find("AS varve_key") != std::string::npos;
        if (in_batches) numbers.push_back(number);
    }
    return numbers;
}

} // namespace

BOOST_AUTO_TEST_SUITE(kill_native)

BOOST_AUTO_TEST_CASE(no_row_is_done_twice_and_none_is_left_out) {
    for_each_database([](const Database& model) {
        const std::vector<std::size_t> numbers = statements_of_a_run(NativeProject(model));
        BOOST_TEST_REQUIRE(numbers.size() > 100U);
        constexpr std::size_t places = 12;
        for (std::size_t i = 0; i < places; ++i)
            for (const char* const moment : {"before", "during", "after"}) {
                const std::size_t number = numbers[i * (numbers.size() - 1) / (places - 1)];
                BOOST_TEST_CONTEXT(moment << " statement " << number) {
                    const auto database =
                        model.kind() == "sqlite" ? sqlite_database() : postgresql_database();
                    const NativeProject project(*database);
                    Command command =
                        project.command({"run", "--target", "20260102000000", "--quiet"});
                    command.environment.insert(
                        command.environment.end(),
                        {{"LD_PRELOAD", VARVE_FAULT_LIBRARY},
                         {"VARVE_FAULT", std::string(moment) + "::" + std::to_string(number)}});
                    BOOST_TEST(run(command).signal == SIGKILL);
                    const Outcome again =
                        project.varve({"run", "--target", "20260102000000", "--quiet"});
                    require_exit(again, 0);
                    BOOST_TEST(again.wall.count() < 5000);
                    BOOST_TEST(database->rows("SELECT min(visits), max(visits), count(*) FROM "
                                              "stones") == "1|1|100\n");
                    BOOST_TEST(database->rows("SELECT count(*) FROM varve_journal") == "0\n");
                }
            }
    });
}

BOOST_AUTO_TEST_CASE(what_a_person_takes_back_begins_anew) {
    const auto database = sqlite_database();
    const NativeProject project(*database);
    const std::vector<std::size_t> numbers = statements_of_a_run(NativeProject(*sqlite_database()));
    Command command = project.command({"run", "--target", "20260102000000", "--quiet"});
    command.environment.insert(
        command.environment.end(),
        {{"LD_PRELOAD", VARVE_FAULT_LIBRARY},
         {"VARVE_FAULT", "before::" + std::to_string(numbers[numbers.size() / 2])}});
    BOOST_TEST(run(command).signal == SIGKILL);
    database->execute("UPDATE stones SET visits = 0"); // by hand, so that none of it is there
    require_exit(project.varve({"repair", "--undone", "20260102000000:1"}), 0);
    BOOST_TEST(database->rows("SELECT count(*) FROM varve_journal") == "0\n");
    require_exit(project.varve({"run", "--target", "20260102000000", "--quiet"}), 0);
    BOOST_TEST(database->rows("SELECT min(visits), max(visits) FROM stones") == "1|1\n");
}

BOOST_AUTO_TEST_SUITE_END()
