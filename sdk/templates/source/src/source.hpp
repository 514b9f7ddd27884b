#pragma once

#include <varve/migration/migration_source.hpp>

/// Migrations from files <YYYYMMDDHHMMSS>_<name>.acme: the way up, and behind a line "=== down" the
/// way down. A file without that line is a migration that cannot be taken back.
class AcmeSource : public varve::MigrationSource {
public:
    explicit AcmeSource(std::filesystem::path directory) : directory_(std::move(directory)) {}

    std::string description() const override { return "acme files in " + directory_.string(); }
    varve::SourceContents load() override;
    std::string create(const varve::Version& version, std::string_view name,
                       std::string_view text = {}) override;

private:
    void load_file(const std::filesystem::path& path, varve::SourceContents& contents) const;

    std::filesystem::path directory_;
};
