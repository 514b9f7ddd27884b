#include <varve/migration/native_migration.hpp>

namespace {

class CreateNotes : public varve::NativeMigration {
public:
    void up(varve::MigrationContext& context) override {
        context.connection().execute(
            "CREATE TABLE notes (id INTEGER PRIMARY KEY, title VARCHAR(100) NOT NULL)");
    }

    void down(varve::MigrationContext& context) override {
        context.connection().execute("DROP TABLE notes");
    }
};

} // namespace

VARVE_MIGRATION(CreateNotes)
