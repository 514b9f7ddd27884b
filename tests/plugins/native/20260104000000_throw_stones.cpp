// Does not say that it may be called again, and there is no way back.
#include <varve/migration/native_migration.hpp>

namespace {

class ThrowStones : public varve::IrreversibleMigration {
public:
    void up(varve::MigrationContext& context) override {
        varve::Connection& connection = context.connection();
        const auto orders = connection.query_row({"SELECT word FROM orders"});
        const std::string order = orders.empty() ? "" : orders.front().to_string();
        if (order == "fail") connection.execute("INSERT INTO nowhere VALUES (1)");
        if (order == "open") {
            connection.execute("BEGIN");
            connection.execute("UPDATE stones SET visits = -1");
        }
        if (order == "rows") // that nobody reads or drops
            static_cast<void>(
                connection.query({"SELECT id FROM stones"}, {}, varve::Fetch::stream).release());
        if (order == "real") visit(context, "SELECT CAST(id AS real) AS id FROM stones");
        if (order == "text") visit(context, "SELECT id + 0 AS id FROM stones -- all of them");
    }
    std::string irreversible() const override { return "nobody knows where the stones fell"; }
    varve::TransactionMode transaction() const override { return varve::TransactionMode::none; }

private:
    static void visit(varve::MigrationContext& context, const std::string& query) {
        context.in_batches({.query = {query}, .key = "id", .size = 7, .kinds = {varve::Kind::text}},
                           [&](const std::vector<varve::RowValues>& rows) {
                               for (const varve::RowValues& row : rows)
                                   context.connection().execute(
                                       "UPDATE stones SET visits = visits + 1 WHERE id = " +
                                       row[0].to_string());
                           });
    }
};

} // namespace

VARVE_MIGRATION(ThrowStones)
