// Stands before libpq where statements are sent and results are read.
#include "fault/fault.hpp"
#include "fault/postgresql_queue.hpp"

#include <cctype>
#include <poll.h>
#include <thread>

using namespace varve::fault;

namespace {

constexpr const char* library = "libpq.so.5";
constexpr const char* database = "postgresql";

std::string text_or_nothing(const char* text) {
    return text == nullptr ? std::string() : std::string(text);
}

bool is_copy_from_client(std::string text) {
    for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    const auto verb = text.find_first_not_of(" \t\r\n");
    return verb != std::string::npos && text.compare(verb, 4, "COPY") == 0 &&
           text.find("STDIN") != std::string::npos;
}

/// All that was sent is on its way, and the server has had a moment to begin.
void let_server_begin(PGconn* connection) {
    static const auto flush = real<decltype(::PQflush)>("PQflush", library);
    static const auto socket = real<decltype(::PQsocket)>("PQsocket", library);
    while (flush(connection) == 1) {
        pollfd writable{socket(connection), POLLOUT, 0};
        ::poll(&writable, 1, 1000);
    }
    std::this_thread::sleep_for(moment());
}

/// Once the server has all that was sent so far.
void reach_sent(PGconn* connection, Point reached, const Execution& execution) {
    if (!execution.chosen || point() != reached) return;
    let_server_begin(connection);
    reach(reached, execution);
}

void finish(const Execution& execution, ExecStatusType status) {
    const bool success = is_success(status);
    trace(database, success ? "done" : "failed", execution.text);
    if (success) reach(Point::after, execution);
}

Sent begin(PGconn* connection, const std::string& text) {
    Sent sent{start(database, text)};
    reach_sent(connection, Point::before, sent.execution);
    return sent;
}

/// A function that sends a statement and leaves the results to PQgetResult.
template <typename Call>
int send_statement(PGconn* connection, const std::string& text, Call call) {
    if (Inside::now()) return call();
    const Inside inside;
    Sent sent = begin(connection, text);
    const int accepted = call();
    if (accepted == 0) return 0;
    queues().push(connection, sent);
    if (!is_copy_from_client(text)) reach_sent(connection, Point::during, sent.execution);
    return accepted;
}

/// A function that sends something whose results are no statement's.
template <typename Call> int send_other(PGconn* connection, Sent::What what, Call call) {
    if (Inside::now()) return call();
    const Inside inside;
    const int accepted = call();
    if (accepted != 0) queues().push(connection, Sent{{}, what});
    return accepted;
}

/// The last result, or the first that starts a COPY, as PQexec returns it.
PGresult* last_result(PGconn* connection) {
    static const auto next = real<decltype(::PQgetResult)>("PQgetResult", library);
    static const auto clear = real<decltype(::PQclear)>("PQclear", library);
    static const auto status = real<decltype(::PQresultStatus)>("PQresultStatus", library);
    PGresult* last = nullptr;
    while (PGresult* const result = next(connection)) {
        clear(last);
        last = result;
        const ExecStatusType kind = status(result);
        if (kind == PGRES_COPY_IN || kind == PGRES_COPY_OUT || kind == PGRES_COPY_BOTH) break;
    }
    return last;
}

void note_prepared(PGconn* connection, const char* name, const char* query) {
    if (Inside::now()) return;
    trace(database, "prepare", text_or_nothing(query));
    queues().name(connection, text_or_nothing(name), text_or_nothing(query));
}

/// A function that waits for the result. `send` does the same without waiting.
template <typename Send, typename Call>
PGresult* execute(PGconn* connection, const std::string& text, Send send, Call call) {
    static const auto status = real<decltype(::PQresultStatus)>("PQresultStatus", library);
    if (Inside::now()) return call();
    const Inside inside;
    Sent sent = begin(connection, text);
    PGresult* result = nullptr;
    if (sent.execution.chosen && point() == Point::during && !is_copy_from_client(text)) {
        if (send() != 0) reach_sent(connection, Point::during, sent.execution);
        result = last_result(connection);
    } else {
        result = call();
    }
    if (is_final(status(result)))
        finish(sent.execution, status(result));
    else
        queues().push(connection, sent);
    return result;
}

/// COPY data was sent: the first of it is what "during" a COPY means.
void sent_data(PGconn* connection, const char* event) {
    const auto copy = queues().copying(connection);
    if (!copy) return;
    trace(database, event, copy->execution.text);
    if (!copy->data) reach_sent(connection, Point::during, copy->execution);
}

} // namespace

#pragma GCC visibility push(default)
extern "C" {

int PQsendQuery(PGconn* connection, const char* query) {
    static const auto next = real<decltype(::PQsendQuery)>("PQsendQuery", library);
    return send_statement(connection, text_or_nothing(query),
                          [&] { return next(connection, query); });
}

int PQsendQueryParams(PGconn* connection, const char* command, int count, const Oid* types,
                      const char* const* values, const int* lengths, const int* formats,
                      int result_format) {
    static const auto next = real<decltype(::PQsendQueryParams)>("PQsendQueryParams", library);
    return send_statement(connection, text_or_nothing(command), [&] {
        return next(connection, command, count, types, values, lengths, formats, result_format);
    });
}

int PQsendQueryPrepared(PGconn* connection, const char* name, int count, const char* const* values,
                        const int* lengths, const int* formats, int result_format) {
    static const auto next = real<decltype(::PQsendQueryPrepared)>("PQsendQueryPrepared", library);
    return send_statement(connection, queues().text_of(connection, text_or_nothing(name)), [&] {
        return next(connection, name, count, values, lengths, formats, result_format);
    });
}

int PQsendPrepare(PGconn* connection, const char* name, const char* query, int count,
                  const Oid* types) {
    static const auto next = real<decltype(::PQsendPrepare)>("PQsendPrepare", library);
    note_prepared(connection, name, query);
    return send_other(connection, Sent::What::other,
                      [&] { return next(connection, name, query, count, types); });
}

int PQsendDescribePrepared(PGconn* connection, const char* name) {
    static const auto next =
        real<decltype(::PQsendDescribePrepared)>("PQsendDescribePrepared", library);
    return send_other(connection, Sent::What::other, [&] { return next(connection, name); });
}

int PQsendDescribePortal(PGconn* connection, const char* name) {
    static const auto next =
        real<decltype(::PQsendDescribePortal)>("PQsendDescribePortal", library);
    return send_other(connection, Sent::What::other, [&] { return next(connection, name); });
}

int PQpipelineSync(PGconn* connection) {
    static const auto next = real<decltype(::PQpipelineSync)>("PQpipelineSync", library);
    trace(database, "sync", {});
    return send_other(connection, Sent::What::sync, [&] { return next(connection); });
}

PGresult* PQexec(PGconn* connection, const char* query) {
    static const auto next = real<decltype(::PQexec)>("PQexec", library);
    static const auto send = real<decltype(::PQsendQuery)>("PQsendQuery", library);
    return execute(
        connection, text_or_nothing(query), [&] { return send(connection, query); },
        [&] { return next(connection, query); });
}

PGresult* PQexecParams(PGconn* connection, const char* command, int count, const Oid* types,
                       const char* const* values, const int* lengths, const int* formats,
                       int result_format) {
    static const auto next = real<decltype(::PQexecParams)>("PQexecParams", library);
    static const auto send = real<decltype(::PQsendQueryParams)>("PQsendQueryParams", library);
    const auto with = [&](auto function) {
        return function(connection, command, count, types, values, lengths, formats, result_format);
    };
    return execute(
        connection, text_or_nothing(command), [&] { return with(send); },
        [&] { return with(next); });
}

PGresult* PQexecPrepared(PGconn* connection, const char* name, int count, const char* const* values,
                         const int* lengths, const int* formats, int result_format) {
    static const auto next = real<decltype(::PQexecPrepared)>("PQexecPrepared", library);
    static const auto send = real<decltype(::PQsendQueryPrepared)>("PQsendQueryPrepared", library);
    const auto with = [&](auto function) {
        return function(connection, name, count, values, lengths, formats, result_format);
    };
    return execute(
        connection, queues().text_of(connection, text_or_nothing(name)), [&] { return with(send); },
        [&] { return with(next); });
}

PGresult* PQprepare(PGconn* connection, const char* name, const char* query, int count,
                    const Oid* types) {
    static const auto next = real<decltype(::PQprepare)>("PQprepare", library);
    note_prepared(connection, name, query);
    const Inside inside;
    return next(connection, name, query, count, types);
}

int PQputCopyData(PGconn* connection, const char* buffer, int size) {
    static const auto next = real<decltype(::PQputCopyData)>("PQputCopyData", library);
    const int accepted = next(connection, buffer, size);
    if (accepted == 1 && !Inside::now()) sent_data(connection, "copy-data");
    return accepted;
}

int PQputCopyEnd(PGconn* connection, const char* error) {
    static const auto next = real<decltype(::PQputCopyEnd)>("PQputCopyEnd", library);
    const int accepted = next(connection, error);
    if (accepted == 1 && !Inside::now()) sent_data(connection, "copy-end");
    return accepted;
}

PGresult* PQgetResult(PGconn* connection) {
    static const auto next = real<decltype(::PQgetResult)>("PQgetResult", library);
    static const auto status = real<decltype(::PQresultStatus)>("PQresultStatus", library);
    PGresult* const result = next(connection);
    if (Inside::now()) return result;
    const auto ended = queues().answer(connection, result);
    if (ended && ended->what == Sent::What::statement) finish(ended->execution, status(result));
    return result;
}

void PQreset(PGconn* connection) {
    static const auto next = real<decltype(::PQreset)>("PQreset", library);
    queues().forget(connection);
    next(connection);
}

void PQfinish(PGconn* connection) {
    static const auto next = real<decltype(::PQfinish)>("PQfinish", library);
    queues().forget(connection);
    next(connection);
}

} // extern "C"
#pragma GCC visibility pop
