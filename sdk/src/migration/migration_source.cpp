#include "varve/migration/migration_source.hpp"

#include "varve/error.hpp"

namespace varve {

MigrationSource::~MigrationSource() = default;

std::string MigrationSource::create(const Version&, std::string_view) {
    throw MigrationError("migrations from " + description() + " are not written by 'varve new'");
}

} // namespace varve
