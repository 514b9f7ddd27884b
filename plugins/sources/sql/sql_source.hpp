#pragma once

#include "varve/migration/migration_source.hpp"

#include <filesystem>

namespace varve::sql {

/// Migrations in SQL files: `<YYYYMMDDHHMMSS>_<name>.sql` in one folder, and the repeatable ones,
/// `<name>.sql`, in the folder "repeatable" below, where there is one.
class SqlSource : public MigrationSource {
public:
    explicit SqlSource(std::filesystem::path directory);

    std::string description() const override;
    SourceContents load() override;
    std::string create(const Version& version, std::string_view name,
                       std::string_view text = {}) override;
    std::string text_of(const MigrationDraft& draft) const override;
    std::string create_repeatable(std::string_view name) override;

private:
    std::filesystem::path directory_;
    std::string
        shown_; ///< the folder as a person would name it from where they are, with its slash
};

} // namespace varve::sql
