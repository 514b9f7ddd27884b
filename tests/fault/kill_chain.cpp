#include "kill_chain.hpp"

#include "support/mysql.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <sstream>
#include <stdexcept>
#include <unistd.h>

namespace varve::test {

namespace {

void replace(std::string& text, std::string_view mark, const std::string& by) {
    for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos; at += by.size())
        text.replace(at, mark.size(), by);
}

std::vector<std::string> lines_of(const std::string& text) {
    std::istringstream stream(text);
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

const std::string base = "CREATE TABLE digits (d INT NOT NULL);\n"
                         "INSERT INTO digits VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), "
                         "(9);\n";

} // namespace

KillChain::KillChain(const Database& database, const std::vector<Kind>& kinds)
    : database_(database), kinds_(kinds) {
    static int count = 0;
    account_ = "v" + std::to_string(::getpid()) + '_' + std::to_string(++count);
    project_.url = database.url();
    project_.migration("20260101000000_base", "-- varve:up\n" + base);
    for (std::size_t i = 0; i < kinds.size(); ++i)
        project_.migration(version(i) + "_kind", "-- varve:up\n" + filled(kinds[i].setup, i) +
                                                     filled(kinds[i].statement, i) + ";\n");
}

// What was not made cannot be taken back; the test has said why.
KillChain::~KillChain() {
    for (std::size_t i = 0; i < kinds_.size(); ++i) {
        if (kinds_[i].cleanup.empty()) continue;
        try {
            database_.execute(filled(kinds_[i].cleanup, i));
        } catch (const std::exception& error) {
            BOOST_TEST_MESSAGE(error.what());
        }
    }
}

std::string KillChain::version(std::size_t kind) const {
    constexpr std::size_t in_a_minute = 60;
    return std::to_string(20260102000000 + kind / in_a_minute * 100 + kind % in_a_minute);
}

std::string KillChain::filled(std::string text, std::size_t kind) const {
    replace(text, "{}", "k" + std::to_string(kind));
    replace(text, "{database}", database_.name());
    replace(text, "{account}", account_);
    return text;
}

void KillChain::run() const {
    require_exit(project_.varve({"run", "--allow", "all", "--quiet"}), 0);
}

Outcome KillChain::run_to(std::size_t kind) const {
    return project_.varve({"run", "--allow", "all", "--quiet", "--target", version(kind)});
}

// What cannot even be asked about is not there: MariaDB may lose the only row of a new sequence.
bool KillChain::took_effect(const Kind& kind, std::size_t index) const {
    if (kind.question.empty()) return true;
    try {
        return database_.rows(filled(kind.question, index)) == kind.answer + '\n';
    } catch (const std::runtime_error& error) {
        BOOST_TEST_MESSAGE(error.what());
        return false;
    }
}

void KillChain::survive(std::size_t kind, const std::string& moment,
                        const Accident& accident) const {
    if (kind == 0) require_exit(project_.varve({"run", "--steps", "1", "--quiet"}), 0);
    Command command =
        project_.command({"run", "--allow", "all", "--quiet", "--target", version(kind)});
    command.environment.insert(
        command.environment.end(),
        {{"LD_PRELOAD", VARVE_FAULT_LIBRARY},
         {"VARVE_FAULT", moment + ":" + filled(kinds_[kind].statement, kind)},
         {"VARVE_FAULT_ACTION", accident.action}});
    accident.check(varve::test::run(command));
    accident.recover();
    if (broke_a_table())
        restore(kind);
    else if (kinds_[kind].in_doubt)
        settle(kind);
    require_exit(run_to(kind), 0);
    BOOST_TEST(took_effect(kinds_[kind], kind));
}

std::string KillChain::statement_place(std::size_t kind) const {
    std::size_t before = 0;
    const std::string setup = kinds_[kind].setup + '\n';
    for (std::size_t at = 0; (at = setup.find(";\n", at)) != std::string::npos; ++at) ++before;
    return version(kind) + ':' + std::to_string(before + 1);
}

// MariaDB, killed while it partitions a table, may lose the file that tells the partitions, and
// reads the table no more.
bool KillChain::broke_a_table() const {
    return database_.rows("SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = "
                          "DATABASE() AND TABLE_TYPE = 'BASE TABLE' AND ENGINE IS NULL") != "0\n";
}

// Nothing but a backup brings a broken table back: here, what made it. InnoDB keeps the partitions.
void KillChain::restore(std::size_t kind) const {
    stops_in_doubt(kind);
    std::string drop = "DROP TABLE {};\n";
    for (const std::string& partition :
         lines_of(database_.rows(filled("SELECT SUBSTRING_INDEX(NAME, '/', -1) FROM "
                                        "information_schema.INNODB_SYS_TABLES WHERE NAME LIKE "
                                        "CONCAT(DATABASE(), '/{}#%')",
                                        kind))))
        drop += "DROP TABLE `#mysql50#" + partition + "`;\n";
    database_.execute(filled(drop + kinds_[kind].setup, kind));
    require_exit(project_.varve({"repair", "--undone", statement_place(kind)}), 0);
}

// A person looks, and says what is so with one of the two commands.
void KillChain::settle(std::size_t kind) const {
    stops_in_doubt(kind);
    const bool done = took_effect(kinds_[kind], kind);
    if (!done && !kinds_[kind].leftover.empty())
        database_.execute(filled(kinds_[kind].leftover, kind));
    const char* const word = done ? "--done" : "--undone";
    require_exit(project_.varve({"repair", word, statement_place(kind)}), 0);
}

void KillChain::stops_in_doubt(std::size_t kind) const {
    const Outcome stopped = run_to(kind);
    require_exit(stopped, 6);
    const std::string place = statement_place(kind);
    BOOST_TEST(says(stopped, "varve repair --done " + place));
    BOOST_TEST(says(stopped, "varve repair --undone " + place));
}

std::string KillChain::state() const {
    std::string state = database_.schema() + database_.data();
    replace(state, database_.name(), "DATABASE");
    return state + database_.history() +
           "journal: " + database_.rows("SELECT COUNT(*) FROM varve_journal");
}

void check_chain(const std::string& server_url, const std::vector<Kind>& kinds,
                 const std::function<std::string(std::size_t kind)>& moment_of,
                 const Accident& accident) {
    const auto survivor = mysql_database(server_url);
    std::string state;
    {
        const KillChain chain(*survivor, kinds);
        for (std::size_t i = 0; i < kinds.size(); ++i)
            BOOST_TEST_CONTEXT(moment_of(i) << " " << kinds[i].name << ": " << kinds[i].statement) {
                chain.survive(i, moment_of(i), accident);
            }
        state = chain.state();
    }
    const auto uninterrupted = mysql_database(server_url);
    const KillChain chain(*uninterrupted, kinds);
    chain.run();
    BOOST_TEST(lines_of(state) == lines_of(chain.state()), boost::test_tools::per_element());
}

Accident program_killed() {
    return {.action = "kill", .check = [](const Outcome& outcome) {
                BOOST_TEST(outcome.signal == SIGKILL, outcome.description());
            }};
}

} // namespace varve::test
