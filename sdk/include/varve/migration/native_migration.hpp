#pragma once

#include "varve/db/connection.hpp"
#include "varve/export.hpp"
#include "varve/migration/operation.hpp"
#include "varve/migration/version.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

/// Migrations written in C++, for what SQL cannot say. Each is a file
/// `<YYYYMMDDHHMMSS>_<name>.cpp`:
///
///     #include <varve/migration/native_migration.hpp>
///
///     class SplitFullNames : public varve::NativeMigration {
///     public:
///         void up(varve::MigrationContext& context) override { … }
///         void down(varve::MigrationContext& context) override { … }
///     };
///     VARVE_MIGRATION(SplitFullNames)
///
/// and CMake makes a plugin of them, with the checksum of each in it:
///
///     varve_migrations(user_service FILES 20261102090000_split_full_names.cpp)
///
/// `sources = ["sql", "user_service"]` in the configuration then has them run in their places among
/// the others.
namespace varve {

/// Rows to go through a batch at a time.
struct Batches {
    /// Those that are still to be done, or all: no ORDER BY, no LIMIT.
    Statement query;
    /// A column of `query` by which it goes forward: unique, never null, not changed on the way,
    /// and no floating-point number, which has no exact text. An index on it is what makes this
    /// fast.
    std::string key;
    std::size_t size = 1000; ///< rows a batch
    /// As which each column is wanted; empty: as the database has them.
    std::vector<Kind> kinds = {};
};

/// What a native migration works with.
class VARVE_API MigrationContext {
public:
    virtual ~MigrationContext();

    /// In the migration's transaction, where it has one. What it throws may be let through: then
    /// the migration has failed.
    virtual Connection& connection() = 0;
    const Dialect& dialect() { return connection().dialect(); }

    /// Tells whoever watches the run, and the log.
    virtual void log(std::string_view sentence) = 0;
    /// Tells how far the work has come; `total` of 0: nobody knows.
    virtual void progress(std::uint64_t done, std::uint64_t total) = 0;

    using EachBatch = std::function<void(const std::vector<RowValues>& rows)>;
    /// Calls `each` for one batch after another, each in a transaction of its own that also keeps
    /// how far it came. A run that ends on the way, by a kill too, is gone on with by the next one
    /// behind the last batch that was committed: no row is handed out twice, and none left out.
    ///
    /// For migrations with TransactionMode::none only; DatabaseError(misuse) in another. Calls are
    /// told apart by their order, so that must be the same each time. `each` leaves the session's
    /// role as it is: varve writes its own table in the same transaction.
    virtual void in_batches(const Batches& batches, const EachBatch& each) = 0;
};

/// A migration in C++.
class VARVE_API NativeMigration {
public:
    virtual ~NativeMigration();

    virtual void up(MigrationContext& context) = 0;
    virtual void down(MigrationContext& context) = 0;
    /// Why there is no way down; empty where there is one. See IrreversibleMigration.
    virtual std::string irreversible() const;

    /// One transaction around all of it, with its history row; or none, for work in batches and for
    /// what cannot be in one.
    virtual TransactionMode transaction() const { return TransactionMode::automatic; }
    /// Without a transaction: may it be called again where a run ended in the middle of it? Batches
    /// that are done stay done; all else that it does must bear repetition.
    virtual bool retryable() const { return false; }
};

/// One that cannot be taken back, and says why.
class VARVE_API IrreversibleMigration : public NativeMigration {
public:
    ~IrreversibleMigration() override;

    void down(MigrationContext& context) final; ///< never called
    std::string irreversible() const override = 0;
};

/// What a native migration is run by. A new object is made for each call of it, also when one is
/// tried again.
struct NativeCode {
    std::function<std::unique_ptr<NativeMigration>()> make;
    std::string checksum; ///< "source:…", of its source
    bool retryable = false;
};

/// A native migration as a plugin contributes it; varve_migrations() writes these.
struct ContributedMigration {
    Version version;
    std::string name;
    std::string file;   ///< where it stood when it was built, for people
    std::string sha256; ///< of the file, in hexadecimal
    std::function<std::unique_ptr<NativeMigration>()> make;
};

} // namespace varve

/// Once in each file: this class is its migration.
#define VARVE_MIGRATION(Class)                                                                     \
    std::unique_ptr<varve::NativeMigration> VARVE_MIGRATION_FUNCTION() {                           \
        return std::make_unique<Class>();                                                          \
    }
