// The least that a migration tool can do on PostgreSQL, by libpq alone.
#include "migrations.hpp"

#include <array>
#include <libpq-fe.h>
#include <memory>
#include <stdexcept>

namespace {

using namespace varve::floor;

using Connection = std::unique_ptr<PGconn, decltype(&PQfinish)>;
using Result = std::unique_ptr<PGresult, decltype(&PQclear)>;

Connection connect(const std::string& url) {
    Connection connection(PQconnectdb(url.c_str()), &PQfinish);
    if (PQstatus(connection.get()) != CONNECTION_OK)
        throw std::runtime_error(PQerrorMessage(connection.get()));
    return connection;
}

Result checked(const Connection& connection, PGresult* result) {
    const ExecStatusType status = PQresultStatus(result);
    Result owned(result, &PQclear);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        throw std::runtime_error(PQerrorMessage(connection.get()));
    return owned;
}

Result execute(const Connection& connection, const char* sql) {
    return checked(connection, PQexec(connection.get(), sql));
}

void record(const Connection& connection, const Migration& migration) {
    const std::array<const char*, 3> values{migration.version.c_str(), migration.name.c_str(),
                                            migration.checksum.c_str()};
    checked(connection, PQexecPrepared(connection.get(), "record", values.size(), values.data(),
                                       nullptr, nullptr, 0));
}

void run(const std::vector<Migration>& migrations, const std::string& url) {
    const Connection connection = connect(url);
    execute(connection, "CREATE TABLE varve_history (version text PRIMARY KEY, name text NOT NULL, "
                        "checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())");
    checked(connection, PQprepare(connection.get(), "record",
                                  "INSERT INTO varve_history (version, name, checksum) "
                                  "VALUES ($1, $2, $3)",
                                  0, nullptr));
    for (const Migration& migration : migrations) {
        // In one message: each round trip costs more than all that is in it.
        std::string message = "BEGIN";
        for (const std::string& statement : migration.statements) message += ";" + statement;
        execute(connection, message.c_str());
        record(connection, migration);
        execute(connection, "COMMIT");
    }
}

void nothing(const std::vector<Migration>& migrations, const std::string& url) {
    const Connection connection = connect(url);
    const Result rows =
        execute(connection, "SELECT version, checksum FROM varve_history ORDER BY version");
    Comparison comparison(migrations);
    for (int row = 0; row < PQntuples(rows.get()); ++row)
        comparison.next({PQgetvalue(rows.get(), row, 0), PQgetvalue(rows.get(), row, 1)});
    comparison.finish();
}

} // namespace

int main(int argc, char** argv) {
    return main_of({run, nothing}, argc, argv);
}
