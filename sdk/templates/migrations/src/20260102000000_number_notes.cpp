#include <varve/migration/native_migration.hpp>

namespace {

/// What SQL cannot say so easily: each note gets the number of its place among all titles.
class NumberNotes : public varve::NativeMigration {
public:
    void up(varve::MigrationContext& context) override {
        varve::Connection& connection = context.connection();
        connection.execute("ALTER TABLE notes ADD number INTEGER");
        const auto notes = read_all(*connection.query({"SELECT id FROM notes ORDER BY title, id"}));
        const varve::Dialect& dialect = context.dialect();
        std::int64_t number = 0;
        for (const varve::RowValues& note : notes)
            connection.execute({"UPDATE notes SET number = " + dialect.parameter(1) +
                                    " WHERE id = " + dialect.parameter(2),
                                {++number, note.front()}});
    }

    void down(varve::MigrationContext& context) override {
        context.connection().execute("ALTER TABLE notes DROP COLUMN number");
    }
};

} // namespace

VARVE_MIGRATION(NumberNotes)
