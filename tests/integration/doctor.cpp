#include "doctor.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdlib>
#include <sstream>

namespace varve::test {

namespace {

bool begins_finding(const std::string& line) {
    return line.starts_with("problem: ") || line.starts_with("warning: ");
}

Finding begun(const std::string& line) {
    const std::size_t colon = line.find(": ");
    const std::size_t next = line.find(": ", colon + 2);
    return {line.substr(0, colon), line.substr(colon + 2, next - colon - 2), line.substr(next + 2)};
}

bool is(const Finding& finding, const Expected& expected) {
    return finding.severity == expected.severity && finding.subject == expected.subject &&
           finding.text.find(expected.text) != std::string::npos;
}

bool has(const Outcome& outcome, const Expected& expected) {
    return std::ranges::any_of(findings_of(outcome),
                               [&](const Finding& finding) { return is(finding, expected); });
}

} // namespace

std::vector<Finding> findings_of(const Outcome& outcome) {
    std::vector<Finding> findings;
    std::istringstream lines(outcome.output);
    bool inside = false;
    for (std::string line; std::getline(lines, line);) {
        if (begins_finding(line)) {
            findings.push_back(begun(line));
            inside = true;
        } else if (inside && line.starts_with("    $ ")) {
            findings.back().command = line.substr(6);
        } else if (inside && line.starts_with("    ")) {
            findings.back().sql = line.substr(4);
        } else if (inside && line.starts_with("  ")) {
            findings.back().text += line.substr(1);
        } else {
            inside = false;
        }
    }
    return findings;
}

Ward::Ward(const std::string& url) {
    set("VARVE_URL", url);
    const std::filesystem::path program = project_.command({}).arguments.front();
    set("PATH", program.parent_path().string() + ':' + std::getenv("PATH"));
    project_.migration("20260101000000_create_stones",
                       "-- varve:up\nCREATE TABLE stones (weight int);\n"
                       "-- varve:down\nDROP TABLE stones;\n");
}

void Ward::set(const std::string& variable, const std::string& value) {
    auto& all = project_.environment;
    std::erase_if(all, [&](const auto& one) { return one.first == variable; });
    all.emplace_back(variable, value);
}

Outcome Ward::shell(const std::string& line) const {
    return run({.arguments = {"sh", "-c", line},
                .environment = project_.command({}).environment,
                .working_directory = project_.path()});
}

Finding Ward::cure(const Expected& expected, const std::function<void(const std::string&)>& run_sql,
                   const FollowByHand& by_hand) const {
    const Outcome ill = varve({"doctor"});
    require_exit(ill, expected.exit_code);
    BOOST_TEST_REQUIRE(has(ill, expected), "not found: " << expected.text << "\n" << ill.output);
    const auto findings = findings_of(ill);
    const Finding finding =
        *std::ranges::find_if(findings, [&](const Finding& one) { return is(one, expected); });
    std::string line = "varve doctor";
    if (by_hand) {
        by_hand(finding);
    } else if (!finding.sql.empty()) {
        run_sql(finding.sql);
    } else {
        BOOST_TEST_REQUIRE(!finding.command.empty(), ill.output);
        line = "{ " + finding.command + "; } >followed.txt 2>&1 || exit 99; " + line;
    }
    const Outcome well = shell(line);
    BOOST_TEST((well.exit_code == 0),
               "after " << finding.command << finding.sql << " it " << well.description());
    BOOST_TEST(!has(well, expected), well.output);
    return finding;
}

} // namespace varve::test
