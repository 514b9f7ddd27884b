#pragma once

#include "varve/migration/migration_source.hpp"

#include <filesystem>
#include <vector>

namespace varve::native {

/// Migrations written in C++, out of the libraries that were built of them.
///
/// Where their sources lie in `directory`, each must be in a library as it is there: one that was
/// forgotten, or built before the last change, is a problem and not a surprise. Where there is no
/// such folder, as in production, the libraries are all there is.
class NativeSource final : public MigrationSource {
public:
    NativeSource(std::filesystem::path directory, std::vector<ContributedMigration> built);

    std::string description() const override;
    SourceContents load() override;
    std::string create(const Version& version, std::string_view name,
                       std::string_view text = {}) override;

private:
    void compare_with_sources(SourceContents& contents) const;

    std::filesystem::path directory_;
    std::vector<ContributedMigration> built_;
};

} // namespace varve::native
