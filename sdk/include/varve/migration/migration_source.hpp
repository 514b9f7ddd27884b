#pragma once

#include "varve/export.hpp"
#include "varve/migration/migration.hpp"
#include "varve/migration/migration_draft.hpp"
#include "varve/migration/native_migration.hpp"
#include "varve/plugin/settings.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace varve {

/// What is wrong with one of a source's files.
struct SourceProblem {
    std::string file;
    std::uint32_t line = 0; ///< 0: the file as a whole
    std::string sentence;
};

struct SourceContents {
    std::vector<Migration> migrations; ///< in any order
    std::vector<SourceProblem> problems;
};

/// Where migrations come from.
class VARVE_API MigrationSource {
public:
    virtual ~MigrationSource();

    /// For people: "sql files in ./migrations".
    virtual std::string description() const = 0;

    /// Reads everything, and reports everything that is wrong at once. Throws only where there is
    /// nothing to read at all (ConfigError: no such folder).
    virtual SourceContents load() = 0;

    /// Writes a migration of this text, or where that is empty one for a person to fill in, and
    /// returns where it is. MigrationError where the source cannot, or the name will not do.
    virtual std::string create(const Version& version, std::string_view name,
                               std::string_view text = {});
    /// A migration as `load` reads it. MigrationError where the source cannot, which is the
    /// default.
    virtual std::string text_of(const MigrationDraft& draft) const;
    /// The same for a repeatable one.
    virtual std::string create_repeatable(std::string_view name);

protected:
    /// For `create`: a file that was not there before. MigrationError where it cannot be written;
    /// then there is none.
    static void write_new_file(const std::filesystem::path& file, std::string_view text);
};

/// What a source is made from.
struct SourceRequest {
    std::filesystem::path directory;                ///< of the project's migrations
    Settings settings;                              ///< of the plugin's own section
    std::vector<ContributedMigration> natives = {}; ///< of the libraries that the project names
};

} // namespace varve
