// Forgets on its way back what it made.
#include <varve/migration/native_migration.hpp>

namespace {

class LayGravel : public varve::NativeMigration {
public:
    void up(varve::MigrationContext& context) override {
        context.connection().execute("CREATE TABLE gravel (id integer)");
    }
    void down(varve::MigrationContext&) override {}
};

} // namespace

VARVE_MIGRATION(LayGravel)
