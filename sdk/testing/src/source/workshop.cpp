#include "source/workshop.hpp"

#include <algorithm>

namespace varve::testing {

const Migration* find(const SourceContents& contents, std::string_view version) {
    const auto found = std::ranges::find_if(contents.migrations, [&](const Migration& migration) {
        return migration.version.text() == version;
    });
    return found == contents.migrations.end() ? nullptr : &*found;
}

const Migration& find_or_end(Report& report, const SourceContents& contents,
                             std::string_view version, Report::Where where) {
    if (const Migration* const found = find(contents, version)) return *found;
    report.fail("version " + std::string(version) + " is there", where);
}

void expect_no_problems(Report& report, const SourceContents& contents) {
    for (const SourceProblem& problem : contents.problems)
        report.check(false, "nothing is wrong, but " + problem.file + ':' +
                                std::to_string(problem.line) + ": " + problem.sentence);
}

} // namespace varve::testing
