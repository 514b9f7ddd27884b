#include "kill_case.hpp"

#include <sstream>

namespace varve::test {

namespace {

// The first words are enough to know a statement by, and do not depend on how line ends are shown.
std::string beginning(const std::string& statement) {
    return statement.substr(0, statement.find_first_of("\n("));
}

} // namespace

KillCase::KillCase(const Kind& kind, Wrapping wrapping, const Database& database)
    : kind_(kind), database_(database) {
    project_.url = database.url();
    project_.migration("20260101000000_setup", "-- varve:up\n" + filled(kind.setup) + "\n");
    const char* const option = wrapping == Wrapping::transaction_none ? " transaction=none" : "";
    project_.migration("20260102000000_kind",
                       std::string("-- varve:up") + option + "\n" + filled(kind.statement) + ";\n");
}

KillCase::~KillCase() {
    if (!kind_.cleanup.empty()) database_.execute(filled(kind_.cleanup));
}

std::string KillCase::filled(std::string text) const {
    const std::string mark = "{made}";
    for (std::size_t at = 0; (at = text.find(mark)) != std::string::npos;)
        text.replace(at, mark.size(), database_.name() + "_made");
    return text;
}

void KillCase::prepare() const {
    require_exit(project_.varve({"run", "--steps", "1", "--allow", "all", "--quiet"}), 0);
}

std::vector<std::string> KillCase::trace() const {
    const auto file = project_ / "trace";
    Command command = project_.command({"run", "--allow", "all", "--quiet"});
    command.environment.insert(command.environment.end(), {{"LD_PRELOAD", VARVE_FAULT_LIBRARY},
                                                           {"VARVE_FAULT_TRACE", file.string()}});
    require_exit(run(command), 0);
    std::istringstream lines(read_file(file));
    std::vector<std::string> statements;
    for (std::string line; std::getline(lines, line);) {
        const std::size_t first = line.find('\t'), second = line.find('\t', first + 1);
        if (line.substr(first + 1, second - first - 1) == "start")
            statements.push_back(line.substr(second + 1));
    }
    return statements;
}

Outcome KillCase::run_with_fault(const KillPoint& point, const std::string& action) const {
    Command command = project_.command({"run", "--allow", "all", "--quiet"});
    command.environment.insert(command.environment.end(),
                               {{"LD_PRELOAD", VARVE_FAULT_LIBRARY},
                                {"VARVE_FAULT", point.moment + "::" + std::to_string(point.number)},
                                {"VARVE_FAULT_ACTION", action}});
    return run(command);
}

Outcome KillCase::run_again() const {
    return project_.varve({"run", "--allow", "all", "--quiet"});
}

std::string KillCase::state() const {
    std::string state = database_.schema() + database_.data() + database_.history();
    if (!kind_.question.empty()) state += database_.rows(filled(kind_.question));
    return state + "journal: " + database_.rows("SELECT count(*) FROM varve_journal");
}

std::vector<KillPoint> points_of(const std::vector<std::string>& statements,
                                 const std::string& statement, bool sqlite) {
    std::vector<KillPoint> points;
    const auto add = [&](std::size_t index, std::initializer_list<const char*> moments) {
        for (const char* const moment : moments)
            points.push_back({moment, index + 1, statements[index]});
    };
    const std::string itself = beginning(statement);
    for (std::size_t i = 0; i < statements.size(); ++i) {
        if (statements[i].starts_with(itself)) add(i, {"before", "during", "after"});
        // A commit goes alone, or at the end of a message with what it commits.
        const bool commits = statements[i] == "COMMIT" || statements[i].ends_with("COMMIT;");
        if (!commits) continue;
        add(i, {"before", "during", "after"});
        if (sqlite) add(i, {"write", "sync"});
    }
    return points;
}

} // namespace varve::test
