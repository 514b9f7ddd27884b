// The least that a migration tool can do on PostgreSQL, by libpq alone, so that two runs at once, a
// pooler between and a migration that leaves its session in disorder do no harm. Safety demands:
//
// - a lock for the session and one for each transaction, with a look at whether the migration is
//   applied already, so that what waits for a dead run's end does not run it again;
// - limits on how long a migration waits for others;
// - in the transaction of the migration its rows of history and log, as a role and with settings
//   that are not the migration's;
// - the author's statements by themselves, for the server's errors, lists and logs to show.
//
// All else goes in as few messages as can be: two for a migration.
#include "migrations.hpp"
#include "records.hpp"

#include <chrono>
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

// Taken back behind each migration, for it may have changed what a session holds.
constexpr std::string_view reset =
    "RESET SESSION AUTHORIZATION;RESET ROLE;RESET ALL;CLOSE ALL;UNLISTEN *;DISCARD TEMP;DEALLOCATE "
    "ALL;SET application_name = 'somebody@somewhere pid 12345';";

class Run {
public:
    explicit Run(const std::string& url) : connection_(connect(url)) {
        execute(connection_, "SELECT pg_try_advisory_lock(1)");
        execute(connection_, records_.tables().c_str());
    }

    void apply(const Migration& migration) {
        const auto started = std::chrono::steady_clock::now();
        send("BEGIN");
        send("SET LOCAL lock_timeout = 5000");
        send("SET LOCAL statement_timeout = 0");
        send("SELECT pg_try_advisory_xact_lock(2)");
        send("SELECT COUNT(*) FROM varve_history WHERE version = " + quoted(migration.version));
        for (const std::string& statement : migration.statements) send(statement);
        const std::vector<std::string> answers = receive();
        if (answers[3] != "t" || answers[4] != "0")
            throw std::runtime_error("somebody else has applied " + migration.version);
        const auto spent = std::chrono::steady_clock::now() - started;
        const auto milliseconds =
            std::chrono::duration_cast<std::chrono::milliseconds>(spent).count();
        execute(
            connection_,
            (std::string(reset) + records_.rows_of(migration, milliseconds) + "COMMIT").c_str());
    }

private:
    void send(const std::string& statement) {
        if (waiting_ == 0) PQenterPipelineMode(connection_.get());
        if (PQsendQueryParams(connection_.get(), statement.c_str(), 0, nullptr, nullptr, nullptr,
                              nullptr, 0) != 1)
            throw std::runtime_error(PQerrorMessage(connection_.get()));
        ++waiting_;
    }

    // The first cell that each statement answered with.
    std::vector<std::string> receive() {
        PQpipelineSync(connection_.get());
        std::vector<std::string> answers;
        for (; waiting_ > 0; --waiting_) {
            const Result result = checked(connection_, PQgetResult(connection_.get()));
            answers.emplace_back(PQntuples(result.get()) > 0 ? PQgetvalue(result.get(), 0, 0) : "");
            PQgetResult(connection_.get()); // the end of this statement
        }
        PQclear(PQgetResult(connection_.get())); // the end of all
        PQexitPipelineMode(connection_.get());
        return answers;
    }

    Connection connection_;
    Records records_{{.text = "TEXT", .time = "TIMESTAMPTZ", .now = "clock_timestamp()"}};
    std::size_t waiting_ = 0;
};

void run(const std::vector<Migration>& migrations, const std::string& url) {
    Run run(url);
    for (const Migration& migration : migrations) run.apply(migration);
}

void nothing(const std::vector<Migration>& migrations, const std::string& url) {
    const Connection connection = connect(url);
    const Result rows =
        execute(connection, "SELECT version, bytes_checksum FROM varve_history ORDER BY version");
    Comparison comparison(migrations);
    constexpr std::size_t prefix = std::string_view("sha256:").size();
    for (int row = 0; row < PQntuples(rows.get()); ++row)
        comparison.next({PQgetvalue(rows.get(), row, 0), PQgetvalue(rows.get(), row, 1) + prefix});
    comparison.finish();
}

} // namespace

int main(int argc, char** argv) {
    return main_of({run, nothing, Keep::statements_and_down}, argc, argv);
}
