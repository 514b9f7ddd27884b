#pragma once

#include "varve/migration/migration_source.hpp"

#include <filesystem>

namespace varve::sql {

/// Migrations in SQL files: `<YYYYMMDDHHMMSS>_<name>.sql` in one folder.
class SqlSource : public MigrationSource {
public:
    explicit SqlSource(std::filesystem::path directory);

    std::string description() const override;
    SourceContents load() override;
    std::string create(const Version& version, std::string_view name) override;

private:
    /// `text` is room to read into, the same for all files.
    void load_file(const std::string& name, int directory, std::string& text,
                   SourceContents& contents) const;

    std::filesystem::path directory_;
    std::string
        shown_; ///< the folder as a person would name it from where they are, with its slash
};

} // namespace varve::sql
