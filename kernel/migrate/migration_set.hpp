#pragma once

#include "varve/export.hpp"
#include "varve/migration/migration.hpp"
#include "varve/migration/migration_source.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace varve {

/// A repeatable migration, and what it comes after: versioned ones and repeatable ones.
struct OrderedRepeatable {
    Migration migration;
    std::vector<Version> after;

    bool comes_after(const std::vector<Version>& versions) const noexcept;
};

/// All migrations, in order.
class VARVE_API MigrationSet {
public:
    MigrationSet() = default;
    MigrationSet(const MigrationSet&) = delete;
    MigrationSet& operator=(const MigrationSet&) = delete;
    MigrationSet(MigrationSet&&) = default;
    MigrationSet& operator=(MigrationSet&&) = default;
    /// Sorts; throws MigrationError where two have the same version, and where a repeatable one
    /// comes after what there is not, or after itself.
    explicit MigrationSet(std::vector<Migration> migrations);

    /// Reads every source. Throws one MigrationError(usage) that lists every problem of every
    /// source.
    static MigrationSet load(const std::vector<std::unique_ptr<MigrationSource>>& sources);

    /// Leaves out what is not for this dialect.
    void keep_only(std::string_view dialect);

    /// Those that have a place in time.
    const std::vector<Migration>& all() const noexcept { return migrations_; }
    /// Each behind those that it comes after.
    const std::vector<OrderedRepeatable>& repeatables() const noexcept { return repeatables_; }
    /// nullptr where there is none.
    const OrderedRepeatable* find_repeatable(const Version& version) const noexcept;
    /// Of all(); nullptr where there is none.
    const Migration* find(const Version& version) const noexcept;
    /// By what people write: see migration_names.hpp.
    const Migration& resolve(std::string_view text) const;

private:
    void make_index();

    std::vector<Migration> migrations_;
    std::vector<OrderedRepeatable> repeatables_;
    std::vector<const Migration*> index_; ///< into migrations_, by the text of their versions
};

} // namespace varve
