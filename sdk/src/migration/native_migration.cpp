#include "varve/migration/native_migration.hpp"

namespace varve {

MigrationContext::~MigrationContext() = default;

NativeMigration::~NativeMigration() = default;

std::string NativeMigration::irreversible() const {
    return {};
}

IrreversibleMigration::~IrreversibleMigration() = default;

void IrreversibleMigration::down(MigrationContext&) {}

} // namespace varve
