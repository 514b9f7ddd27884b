#pragma once

#include "fault/fault.hpp"

#include <deque>
#include <libpq-fe.h>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace varve::fault {

/// Something that was sent and whose answer has not been read to its end.
struct Sent {
    Execution execution;
    enum class What { statement, other, sync } what = What::statement;
    bool answered = false; ///< a result of it was read
    bool reported = false; ///< its end was
    bool data = false;     ///< COPY data of it was sent
};

/// What each connection has sent, in order: results come in the order of what was sent.
class Queues {
public:
    void push(PGconn* connection, Sent sent);
    /// The result that was just read belongs to the oldest; returns it where this ends it.
    std::optional<Sent> answer(PGconn* connection, const PGresult* result);
    /// The COPY that the connection is in; its first data is sent when `data` was false before.
    std::optional<Sent> copying(PGconn* connection);
    void forget(PGconn* connection);

    void name(PGconn* connection, const std::string& name, const std::string& text);
    std::string text_of(PGconn* connection, const std::string& name);

private:
    struct Session {
        std::deque<Sent> queue;
        std::map<std::string, std::string> prepared;
    };
    std::mutex mutex_;
    std::map<PGconn*, Session> sessions_;
};

Queues& queues();

/// Does a result of this status end its statement?
bool is_final(ExecStatusType status);
bool is_success(ExecStatusType status);

} // namespace varve::fault
