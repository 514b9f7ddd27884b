#include "varve/testing/source_suite.hpp"

#include "source/workshop.hpp"
#include "varve/error.hpp"

#include <algorithm>
#include <memory>
#include <set>

namespace varve::testing {

namespace {

std::vector<Migration> by_version(std::vector<Migration> migrations) {
    std::ranges::sort(migrations, {}, &Migration::version);
    return migrations;
}

std::string summary(const SqlOperation& operation) {
    std::string text = operation.transaction == TransactionMode::none ? "outside:" : "inside:";
    for (const SqlFragment& fragment : operation.fragments) {
        const char* const mark = fragment.single ? "!" : fragment.expectation ? "?" : ":";
        text += '\n' + std::to_string(fragment.line) + mark;
        for (const std::string& dialect : fragment.dialects) text += dialect + ',';
        text += fragment.text;
    }
    for (const std::string& rule : operation.allows) text += "\nallow " + rule;
    return text;
}

/// All that a migration is, less the folder that it comes from.
std::string summary(const Migration& migration) {
    std::string text = migration.version.text() + ' ' + migration.name + ' ' +
                       std::filesystem::path(migration.origin).filename().string() + "\nup " +
                       summary(migration.up);
    for (const std::string& dialect : migration.dialects) text += "\nfor " + dialect;
    if (migration.down) text += "\ndown " + summary(*migration.down);
    return text + "\nirreversible " + migration.irreversible;
}

std::vector<std::string> summaries(const SourceContents& contents) {
    std::vector<std::string> all;
    for (const Migration& migration : by_version(contents.migrations))
        all.push_back(summary(migration));
    return all;
}

void describes_itself(Workshop& shop) {
    shop.report().check(!shop.source()->description().empty(), "a source has a description");
}

void loads_nothing_from_an_empty_folder(Workshop& shop) {
    const SourceContents contents = shop.load();
    shop.report().check(contents.migrations.empty() || shop.facts().well_formed.empty(),
                        "there is no migration");
    expect_no_problems(shop.report(), contents);
}

void says_so_when_the_folder_is_not_there(Workshop& shop) {
    if (shop.facts().well_formed.empty()) Report::skip("the facts have no well-formed files");
    const std::filesystem::path nowhere = shop.path() / "nowhere";
    try {
        shop.facts().make({.directory = nowhere, .settings = shop.facts().settings})->load();
    } catch (const ConfigError& error) {
        shop.report().check(std::string(error.what()).find("nowhere") != std::string::npos,
                            std::string("the error names the folder: ") + error.what());
        return;
    }
    shop.report().fail("a folder that is not there is a ConfigError");
}

void loads_what_is_well_formed(Workshop& shop) {
    shop.write_well_formed();
    const SourceContents contents = shop.load();
    expect_no_problems(shop.report(), contents);
    shop.report().equal(contents.migrations.size(), shop.facts().well_formed.size(),
                        "every file is a migration");
    for (const WellFormed& sample : shop.facts().well_formed) {
        const Migration& found = find_or_end(shop.report(), contents, sample.version);
        shop.report().equal(found.name, sample.name, "its name");
        shop.report().check(found.origin.find(sample.file.name) != std::string::npos,
                            "its origin names its file: " + found.origin);
        shop.report().check(!found.up.fragments.empty(), "it has a way up");
        shop.report().equal(found.down.has_value(), sample.reversible, "it has a way down");
        shop.report().check(sample.reversible || !found.irreversible.empty(),
                            "what has no way down has a reason");
    }
}

std::string line_of(const std::string& content, std::uint32_t line) {
    std::size_t from = 0;
    for (std::uint32_t i = 1; i < line && from != std::string::npos; ++i) {
        from = content.find('\n', from);
        if (from != std::string::npos) ++from;
    }
    return from == std::string::npos ? "" : content.substr(from, content.find('\n', from) - from);
}

void expect_in_place(Workshop& shop, const SqlOperation& operation, const SourceFile& file) {
    for (const SqlFragment& fragment : operation.fragments) {
        const std::string first = line_of(fragment.text, 1);
        shop.report().check(line_of(file.content, fragment.line).find(first) != std::string::npos,
                            "line " + std::to_string(fragment.line) + " of " + file.name +
                                " is where this begins: " + shown(first));
    }
}

void knows_the_lines_of_its_fragments(Workshop& shop) {
    shop.write_well_formed();
    const SourceContents contents = shop.load();
    for (const WellFormed& sample : shop.facts().well_formed) {
        const Migration& found = find_or_end(shop.report(), contents, sample.version);
        expect_in_place(shop, found.up, sample.file);
        if (found.down) expect_in_place(shop, *found.down, sample.file);
    }
}

void loads_the_same_twice(Workshop& shop) {
    shop.write_well_formed();
    const auto source = shop.source();
    const auto once = summaries(source->load());
    shop.report().check(once == summaries(source->load()), "a second load gives the same");
    shop.report().check(once == summaries(shop.load()), "and so does a second source");
}

void does_not_depend_on_the_order_of_files(Workshop& shop) {
    shop.write_well_formed();
    const Workshop other(shop.report(), shop.facts());
    const auto& samples = shop.facts().well_formed;
    for (auto sample = samples.rbegin(); sample != samples.rend(); ++sample)
        other.write(sample->file);
    shop.report().check(summaries(shop.load()) == summaries(other.load()),
                        "the order in which files were made makes no difference");
}

void has_every_version_once(Workshop& shop) {
    shop.write_well_formed();
    std::set<std::string> versions;
    for (const Migration& migration : shop.load().migrations) {
        shop.report().check(!migration.version.empty(), "a migration has a version");
        shop.report().check(!migration.name.empty(), "a migration has a name");
        shop.report().check(versions.insert(migration.version.text()).second,
                            "version " + migration.version.text() + " is there once");
    }
}

void ignores_what_is_not_its_own(Workshop& shop) {
    shop.write_well_formed();
    const auto before = summaries(shop.load());
    for (const SourceFile& file : shop.facts().ignored) shop.write(file);
    const SourceContents contents = shop.load();
    expect_no_problems(shop.report(), contents);
    shop.report().check(summaries(contents) == before, "other files make no difference");
}

std::vector<SourceProblem> about(const SourceContents& contents, const std::string& file) {
    std::vector<SourceProblem> problems;
    for (const SourceProblem& problem : contents.problems)
        if (problem.file.find(file) != std::string::npos) problems.push_back(problem);
    return problems;
}

void expect_told(Report& report, const SourceContents& contents, const Malformed& malformed) {
    const std::vector<SourceProblem> problems = about(contents, malformed.file.name);
    report.require(!problems.empty(), malformed.file.name + " is reported");
    const auto fits = std::ranges::find_if(problems, [&](const SourceProblem& problem) {
        return problem.line == malformed.line &&
               problem.sentence.find(malformed.mentions) != std::string::npos;
    });
    report.check(fits != problems.end(),
                 "line " + std::to_string(malformed.line) + " is reported with the word " +
                     shown(malformed.mentions) + ", but the report is of line " +
                     std::to_string(problems.front().line) + ": " + problems.front().sentence);
    for (const SourceProblem& problem : problems)
        report.check(!problem.sentence.empty(), "a problem has a sentence");
}

void reports(Workshop& shop, const Malformed& malformed) {
    shop.write_well_formed();
    shop.write(malformed.file);
    const SourceContents contents = shop.load();
    expect_told(shop.report(), contents, malformed);
    for (const WellFormed& sample : shop.facts().well_formed)
        shop.report().check(find(contents, sample.version) != nullptr,
                            "version " + sample.version + " is loaded all the same");
}

void reports_everything_at_once(Workshop& shop) {
    if (shop.facts().malformed.size() < 2) Report::skip("the facts have no two malformed files");
    std::set<std::string> names;
    for (const Malformed& malformed : shop.facts().malformed) {
        if (!names.insert(malformed.file.name).second) continue;
        shop.write(malformed.file);
    }
    const SourceContents contents = shop.load();
    for (const std::string& name : names)
        shop.report().check(!about(contents, name).empty(), name + " is reported with the others");
}

void reports_a_version_that_is_there_twice(Workshop& shop) {
    if (shop.facts().duplicates.size() != 2) Report::skip("the facts have no duplicates");
    shop.write_well_formed();
    for (const SourceFile& file : shop.facts().duplicates) shop.write(file);
    const SourceContents contents = shop.load();
    shop.report().require(!contents.problems.empty(), "a version that is there twice is a problem");
    std::string all;
    for (const SourceProblem& problem : contents.problems)
        all += problem.file + ' ' + problem.sentence + '\n';
    for (const SourceFile& file : shop.facts().duplicates)
        shop.report().check(all.find(file.name) != std::string::npos,
                            file.name + " is named by the problem: " + all);
}

using Body = std::function<void(Workshop&)>;
using SharedFacts = std::shared_ptr<const SourceFacts>; // kept by every case of the suite

TestCase source_case(std::string name, const SharedFacts& facts, Body body) {
    return {std::move(name), [facts, body = std::move(body)](Report& report) {
                Workshop shop(report, *facts);
                body(shop);
            }};
}

} // namespace

Suite source_suite(SourceFacts given) {
    const auto facts = std::make_shared<const SourceFacts>(std::move(given));
    Suite suite{.name = facts->name + "_source"};
    const auto add = [&](std::string name, Body body) {
        suite.cases.push_back(source_case(std::move(name), facts, std::move(body)));
    };
    add("describes_itself", describes_itself);
    add("loads_nothing_from_an_empty_folder", loads_nothing_from_an_empty_folder);
    add("says_so_when_the_folder_is_not_there", says_so_when_the_folder_is_not_there);
    add("loads_what_is_well_formed", loads_what_is_well_formed);
    add("knows_the_lines_of_its_fragments", knows_the_lines_of_its_fragments);
    add("loads_the_same_twice", loads_the_same_twice);
    add("does_not_depend_on_the_order_of_files", does_not_depend_on_the_order_of_files);
    add("has_every_version_once", has_every_version_once);
    add("ignores_what_is_not_its_own", ignores_what_is_not_its_own);
    for (const Malformed& malformed : facts->malformed)
        add("reports_" + malformed.what, [malformed](Workshop& shop) { reports(shop, malformed); });
    add("reports_everything_at_once", reports_everything_at_once);
    add("reports_a_version_that_is_there_twice", reports_a_version_that_is_there_twice);
    add("finds_what_it_creates", finds_what_it_creates);
    add("creates_no_version_twice", creates_no_version_twice);
    add("refuses_names_that_will_not_do", refuses_names_that_will_not_do);
    add("creates_nothing_outside_its_folder", creates_nothing_outside_its_folder);
    return suite;
}

} // namespace varve::testing
