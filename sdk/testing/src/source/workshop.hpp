#pragma once

#include "temporary_folder.hpp"
#include "varve/testing/source_suite.hpp"

#include <filesystem>
#include <memory>
#include <string_view>

namespace varve::testing {

/// A source over a folder of its own.
class Workshop {
public:
    Workshop(Report& report, const SourceFacts& facts) : report_(report), facts_(facts) {}

    Report& report() noexcept { return report_; }
    const SourceFacts& facts() const noexcept { return facts_; }
    const std::filesystem::path& path() const noexcept { return folder_.path(); }

    void write(const SourceFile& file) const {
        if (file.type == SourceFile::Type::folder)
            std::filesystem::create_directories(path() / file.name);
        else
            folder_.write(file.name, file.content);
    }
    void write_well_formed() const {
        for (const WellFormed& sample : facts_.well_formed) write(sample.file);
    }
    std::unique_ptr<MigrationSource> source() const {
        return facts_.make({.directory = path(), .settings = facts_.settings});
    }
    SourceContents load() const { return source()->load(); }

private:
    Report& report_;
    const SourceFacts& facts_;
    TemporaryFolder folder_;
};

/// The migration of this version, or nullptr.
const Migration* find(const SourceContents& contents, std::string_view version);
/// The same, and ends the case where it is not there.
const Migration& find_or_end(Report& report, const SourceContents& contents,
                             std::string_view version,
                             Report::Where where = Report::Where::current());

void expect_no_problems(Report& report, const SourceContents& contents);

/// The cases about MigrationSource::create.
void finds_what_it_creates(Workshop& shop);
void creates_no_version_twice(Workshop& shop);
void refuses_names_that_will_not_do(Workshop& shop);
void creates_nothing_outside_its_folder(Workshop& shop);

} // namespace varve::testing
