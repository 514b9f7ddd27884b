// Visits every row of `stones` once, in batches; `visits` counts how often that was.
#include <varve/migration/native_migration.hpp>

#include <array>

namespace {

class CountVisits : public varve::NativeMigration {
public:
    void up(varve::MigrationContext& context) override { add(context, "+ 1"); }
    void down(varve::MigrationContext& context) override { add(context, "- 1"); }

    varve::TransactionMode transaction() const override { return varve::TransactionMode::none; }
    bool retryable() const override { return true; }

private:
    static void add(varve::MigrationContext& context, const std::string& change) {
        const auto visit =
            context.connection().prepare("UPDATE stones SET visits = visits " + change +
                                         " WHERE id = " + context.dialect().parameter(1));
        context.in_batches(
            {.query = {"SELECT id, visits FROM stones WHERE id > " + context.dialect().parameter(1),
                       {std::int64_t{0}}},
             .key = "id",
             .size = 7},
            [&](const std::vector<varve::RowValues>& rows) {
                for (const varve::RowValues& row : rows) visit->execute(std::array{row[0].cell()});
            });
        context.log("visited");
    }
};

} // namespace

VARVE_MIGRATION(CountVisits)
