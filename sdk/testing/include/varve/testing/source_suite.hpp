#pragma once

#include "varve/migration/migration_source.hpp"
#include "varve/testing/suite.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace varve::testing {

/// A file of a source, for the suite to write.
struct SourceFile {
    std::string name; ///< below the folder of migrations; may hold slashes
    std::string content;
    enum class Type : std::uint8_t { file, folder } type = Type::file;
};

/// A file that makes one well-formed migration, and what it makes.
struct WellFormed {
    SourceFile file;
    std::string version;
    std::string name;
    bool reversible = true;
};

/// A file that is wrong, and where the source has to say so.
struct Malformed {
    std::string what; ///< part of the case's name: "a_section_twice"
    SourceFile file;
    std::uint32_t line = 0;    ///< 0: the file as a whole
    std::string mentions = {}; ///< a word that the sentence must have
};

/// All that the source suite has to be told. Without `well_formed`, for a source that keeps no
/// files, only what all sources promise is tried.
struct SourceFacts {
    std::string name; ///< of the suite
    std::function<std::unique_ptr<MigrationSource>(const SourceRequest&)> make;
    Settings settings = {};
    /// At least two, all of different versions.
    std::vector<WellFormed> well_formed = {};
    std::vector<Malformed> malformed = {};
    /// Files that are none of the source's business: "README.md".
    std::vector<SourceFile> ignored = {};
    /// Two files with one version.
    std::vector<SourceFile> duplicates = {};
    /// A version and a name by which `create` can make a migration; no version where it cannot.
    std::string new_version = {};
    std::string new_name = "add_pebbles";
    /// Names that `create` must refuse. Others that are odd ("../outside") are tried anyway: it may
    /// refuse them, or make something of them that stays in the folder.
    std::vector<std::string> bad_names = {""};
};

/// What a MigrationSource promises. Each case works in a folder of its own.
Suite source_suite(SourceFacts facts);

} // namespace varve::testing
