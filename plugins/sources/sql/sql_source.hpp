#pragma once

#include "varve/migration/migration_source.hpp"

#include <filesystem>

namespace varve::sql {

/// Migrations in SQL files: `<YYYYMMDDHHMMSS>_<name>.sql` in one folder.
class SqlSource : public MigrationSource {
public:
    explicit SqlSource(std::filesystem::path directory) : directory_(std::move(directory)) {}

    std::string description() const override;
    SourceContents load() override;
    std::string create(const Version& version, std::string_view name) override;

private:
    void load_file(const std::string& name, int directory, SourceContents& contents) const;
    std::string shown(const std::string& file_name) const;

    std::filesystem::path directory_;
};

} // namespace varve::sql
