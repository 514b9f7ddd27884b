// What the fault shim is tried on: the calls that drivers make, one by one.
//   probe sqlite FILE STATEMENT…
//   probe postgresql URL exec|params|prepared|send|pipeline STATEMENT…
//   probe mysql SOCKET DATABASE query|prepared STATEMENT…
//   probe write FILE BYTES TIMES
// Says "ok STATEMENT" after each. A statement "copy … from stdin" gets the data "1\n2\n".
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <libpq-fe.h>
#include <mysql.h>
#include <span>
#include <sqlite3.h>
#include <string>
#include <unistd.h>

namespace {

using Statements = std::span<char*>;

void say(const char* what, const char* text) {
    std::printf("%s %s\n", what, text);
    std::fflush(stdout);
}

int run_sqlite(const char* file, Statements statements) {
    sqlite3* database = nullptr;
    if (sqlite3_open(file, &database) != SQLITE_OK) return 1;
    int failures = 0;
    for (const char* const text : statements) {
        sqlite3_stmt* statement = nullptr;
        sqlite3_prepare_v3(database, text, -1, 0, &statement, nullptr);
        int result = SQLITE_ROW;
        while (result == SQLITE_ROW) result = sqlite3_step(statement);
        if (sqlite3_finalize(statement) == SQLITE_OK) {
            say("ok", text);
            continue;
        }
        say("error", sqlite3_errmsg(database));
        ++failures;
    }
    sqlite3_close(database);
    return failures;
}

bool send_copy_data(PGconn* connection) {
    return PQputCopyData(connection, "1\n", 2) == 1 && PQputCopyData(connection, "2\n", 2) == 1 &&
           PQputCopyEnd(connection, nullptr) == 1;
}

/// Reads the results of one statement; false where one of them is an error.
bool read_results(PGconn* connection) {
    bool good = true;
    while (PGresult* const result = PQgetResult(connection)) {
        const ExecStatusType status = PQresultStatus(result);
        PQclear(result);
        if (status == PGRES_COPY_IN) good = send_copy_data(connection) && good;
        if (status == PGRES_FATAL_ERROR || status == PGRES_PIPELINE_ABORTED) good = false;
        if (status == PGRES_PIPELINE_SYNC || PQstatus(connection) != CONNECTION_OK) break;
    }
    return good;
}

bool waited_for(PGconn* connection, PGresult* result) {
    const ExecStatusType status = PQresultStatus(result);
    PQclear(result);
    if (status == PGRES_COPY_IN) return send_copy_data(connection) && read_results(connection);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

bool send_params(PGconn* connection, const char* text) {
    return PQsendQueryParams(connection, text, 0, nullptr, nullptr, nullptr, nullptr, 0) == 1;
}

bool run_one(PGconn* connection, const std::string& how, const char* text) {
    if (how == "exec") return waited_for(connection, PQexec(connection, text));
    if (how == "send") return PQsendQuery(connection, text) == 1 && read_results(connection);
    if (how == "params")
        return waited_for(connection,
                          PQexecParams(connection, text, 0, nullptr, nullptr, nullptr, nullptr, 0));
    PQclear(PQprepare(connection, "s", text, 0, nullptr));
    const bool good =
        waited_for(connection, PQexecPrepared(connection, "s", 0, nullptr, nullptr, nullptr, 0));
    PQclear(PQexec(connection, "DEALLOCATE s"));
    return good;
}

int run_pipeline(PGconn* connection, Statements statements) {
    PQenterPipelineMode(connection);
    for (const char* const text : statements)
        if (!send_params(connection, text)) return 1;
    PQpipelineSync(connection);
    int failures = 0;
    for (const char* const text : statements) {
        const bool good = read_results(connection);
        say(good ? "ok" : "error", text);
        failures += good ? 0 : 1;
    }
    read_results(connection);
    return failures;
}

int run_postgresql(const char* url, const std::string& how, Statements statements) {
    PGconn* const connection = PQconnectdb(url);
    if (PQstatus(connection) != CONNECTION_OK) return 1;
    int failures = 0;
    if (how == "pipeline") {
        failures = run_pipeline(connection, statements);
    } else {
        for (const char* const text : statements) {
            const bool good = run_one(connection, how, text);
            say(good ? "ok" : "error", good ? text : PQerrorMessage(connection));
            failures += good ? 0 : 1;
        }
    }
    PQfinish(connection);
    return failures;
}

bool run_prepared(MYSQL* connection, const std::string& text) {
    MYSQL_STMT* const statement = mysql_stmt_init(connection);
    const bool good = mysql_stmt_prepare(statement, text.data(), text.size()) == 0 &&
                      mysql_stmt_execute(statement) == 0;
    mysql_stmt_close(statement);
    return good;
}

int run_mysql(const char* socket, const char* database, const std::string& how,
              Statements statements) {
    MYSQL* const connection = mysql_init(nullptr);
    if (mysql_real_connect(connection, nullptr, "root", "", database, 0, socket, 0) == nullptr)
        return 1;
    int failures = 0;
    for (const char* const text : statements) {
        const bool good = how == "prepared"
                              ? run_prepared(connection, text)
                              : mysql_real_query(connection, text, std::strlen(text)) == 0;
        say(good ? "ok" : "error", good ? text : mysql_error(connection));
        failures += good ? 0 : 1;
    }
    mysql_close(connection);
    return failures;
}

int write_file(const char* file, std::size_t size, int times) {
    const int descriptor = ::open(file, O_WRONLY | O_CREAT, 0600);
    const std::string data(size, 'x');
    for (int i = 0; i < times; ++i) {
        const bool good = ::write(descriptor, data.data(), size) == static_cast<ssize_t>(size);
        say(good ? "ok" : "error", good ? "write" : std::strerror(errno));
    }
    const bool again = ::pwrite(descriptor, data.data(), size, 0) == static_cast<ssize_t>(size);
    say(again ? "ok" : "error", "overwrite");
    return ::close(descriptor);
}

void note(int number) {
    const char* const text = number == SIGINT ? "SIGINT\n" : "SIGTERM\n";
    static_cast<void>(!::write(STDOUT_FILENO, text, std::strlen(text)));
}

} // namespace

extern "C" __attribute__((visibility("default"))) int probe(int argc, char** argv) {
    std::signal(SIGINT, note);
    std::signal(SIGTERM, note);
    const std::span<char*> arguments(argv, static_cast<std::size_t>(argc));
    const std::string what = argc > 3 ? arguments[1] : "";
    if (what == "sqlite") return run_sqlite(arguments[2], arguments.subspan(3));
    if (what == "postgresql")
        return run_postgresql(arguments[2], arguments[3], arguments.subspan(4));
    if (what == "mysql")
        return run_mysql(arguments[2], arguments[3], arguments[4], arguments.subspan(5));
    if (what == "write")
        return write_file(arguments[2], std::strtoul(arguments[3], nullptr, 10),
                          std::atoi(arguments[4]));
    return 2;
}
