#include "kernel/migrate/migration_set.hpp"

#include "kernel/migrate/migration_names.hpp"
#include "kernel/migrate/repeatable_order.hpp"
#include "varve/error.hpp"

#include <algorithm>

namespace varve {

namespace {

std::string line_of(const SourceProblem& problem) {
    std::string line = "  " + problem.file;
    if (problem.line > 0) line += ':' + std::to_string(problem.line);
    return line + ": " + problem.sentence + '\n';
}

std::string_view text_of_version(const Migration* migration) {
    return migration->version.text();
}

[[noreturn]] void report(std::vector<SourceProblem> problems) {
    std::ranges::stable_sort(problems, {}, [](const SourceProblem& problem) {
        return std::pair(problem.file, problem.line);
    });
    std::string sentence =
        problems.size() == 1
            ? "1 problem in the migrations; nothing was run\n"
            : std::to_string(problems.size()) + " problems in the migrations; nothing was run\n";
    for (const SourceProblem& problem : problems) sentence += line_of(problem);
    sentence.pop_back();
    throw MigrationError(sentence, ExitCode::usage);
}

} // namespace

bool OrderedRepeatable::comes_after(const std::vector<Version>& versions) const noexcept {
    return std::ranges::any_of(after, [&](const Version& version) {
        return std::ranges::find(versions, version) != versions.end();
    });
}

namespace {

SourceProblem same_version(const Migration& one, const Migration& other) {
    const std::string of_what =
        one.origin == other.origin
            ? other.name + " has the same version as " + one.name + " (" + one.version.text() + ')'
            : "has the same version as " + one.origin;
    return {other.origin, 0, of_what + "; give one of them another"};
}

} // namespace

MigrationSet::MigrationSet(std::vector<Migration> migrations) : migrations_(std::move(migrations)) {
    std::vector<Migration> repeatables = take_repeatables(migrations_);
    // Sources nearly always give them in order, and they are large to move.
    if (!std::ranges::is_sorted(migrations_, {}, &Migration::version))
        std::ranges::sort(migrations_, {}, &Migration::version);
    std::vector<SourceProblem> problems;
    for (std::size_t i = 1; i < migrations_.size(); ++i)
        if (migrations_[i].version == migrations_[i - 1].version)
            problems.push_back(same_version(migrations_[i - 1], migrations_[i]));
    repeatables_ = in_order(std::move(repeatables), migrations_, problems);
    if (!problems.empty()) report(std::move(problems));
    make_index();
}

void MigrationSet::make_index() {
    index_.clear();
    index_.reserve(migrations_.size());
    for (const Migration& migration : migrations_) index_.push_back(&migration);
    // Most versions are texts that sort as they stand.
    if (!std::ranges::is_sorted(index_, {}, text_of_version))
        std::ranges::sort(index_, {}, text_of_version);
}

void MigrationSet::keep_only(std::string_view dialect) {
    const auto gone = std::erase_if(migrations_, [&](const Migration& migration) {
        return !concerns(migration.dialects, dialect);
    });
    if (gone > 0) make_index();
    std::erase_if(repeatables_, [&](const OrderedRepeatable& repeatable) {
        return !concerns(repeatable.migration.dialects, dialect);
    });
}

MigrationSet MigrationSet::load(const std::vector<std::unique_ptr<MigrationSource>>& sources) {
    std::vector<Migration> migrations;
    std::vector<SourceProblem> problems;
    for (const auto& source : sources) {
        SourceContents contents = source->load();
        if (migrations.empty())
            migrations = std::move(contents.migrations);
        else
            std::ranges::move(contents.migrations, std::back_inserter(migrations));
        std::ranges::move(contents.problems, std::back_inserter(problems));
    }
    if (!problems.empty()) report(std::move(problems));
    return MigrationSet(std::move(migrations));
}

const Migration* MigrationSet::find(const Version& version) const noexcept {
    const auto found = std::ranges::lower_bound(index_, version.text(), {}, text_of_version);
    return found == index_.end() || (*found)->version != version ? nullptr : *found;
}

const OrderedRepeatable* MigrationSet::find_repeatable(const Version& version) const noexcept {
    const auto found = std::ranges::find_if(repeatables_, [&](const OrderedRepeatable& one) {
        return one.migration.version == version;
    });
    return found == repeatables_.end() ? nullptr : &*found;
}

const Migration& MigrationSet::resolve(std::string_view text) const {
    std::vector<MigrationNames> known;
    known.reserve(migrations_.size());
    for (const Migration& migration : migrations_)
        known.push_back({migration.version.text(), migration.name});
    return migrations_[varve::resolve(text, known)];
}

} // namespace varve
