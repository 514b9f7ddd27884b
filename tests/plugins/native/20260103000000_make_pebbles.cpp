// One transaction; does what the table `orders` says, where there is one.
#include <varve/migration/native_migration.hpp>

#include <stdexcept>

namespace {

class MakePebbles : public varve::NativeMigration {
public:
    void up(varve::MigrationContext& context) override {
        varve::Connection& connection = context.connection();
        connection.execute("CREATE TABLE pebbles (id integer PRIMARY KEY)");
        const auto orders = connection.query_row({"SELECT word FROM orders"});
        const std::string order = orders.empty() ? "" : orders.front().to_string();
        if (order == "throw") throw std::runtime_error("there are no pebbles today");
        if (order == "latin") throw std::runtime_error("there is no caf\xE9 today");
        if (order == "seven") throw 7;
        if (order == "error") throw varve::ConfigError("the pebbles are of a wrong size");
        if (order == "commit and throw") {
            connection.execute("COMMIT");
            throw std::runtime_error("after the commit");
        }
        if (order == "sql") connection.execute("INSERT INTO nowhere VALUES (1)");
        if (order == "commit") connection.execute("COMMIT");
        if (order == "rows") // that nobody reads or drops
            static_cast<void>(
                connection.query({"SELECT id FROM stones"}, {}, varve::Fetch::stream).release());
        if (order == "batches")
            context.in_batches({.query = {"SELECT id FROM stones"}, .key = "id"},
                               [](const auto&) {});
    }

    void down(varve::MigrationContext& context) override {
        context.connection().execute("DROP TABLE pebbles");
    }
};

} // namespace

VARVE_MIGRATION(MakePebbles)
