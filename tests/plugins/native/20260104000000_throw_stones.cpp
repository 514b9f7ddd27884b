// Does not say that it may be called again, and there is no way back.
#include <varve/migration/native_migration.hpp>

namespace {

class ThrowStones : public varve::IrreversibleMigration {
public:
    void up(varve::MigrationContext& context) override {
        context.connection().execute("UPDATE stones SET visits = -1 WHERE id = 1");
        if (!context.connection()
                 .query_row({"SELECT word FROM orders WHERE word = 'fail'"})
                 .empty())
            context.connection().execute("INSERT INTO nowhere VALUES (1)");
    }
    std::string irreversible() const override { return "nobody knows where the stones fell"; }
    varve::TransactionMode transaction() const override { return varve::TransactionMode::none; }
};

} // namespace

VARVE_MIGRATION(ThrowStones)
