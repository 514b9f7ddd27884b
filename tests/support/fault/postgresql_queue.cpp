#include "fault/postgresql_queue.hpp"

namespace varve::fault {

namespace {

ExecStatusType status_of(const PGresult* result) {
    static const auto status = real<decltype(::PQresultStatus)>("PQresultStatus", "libpq.so.5");
    return status(result);
}

} // namespace

Queues& queues() {
    static Queues& one = *new Queues; // connections may be used until the very end of a program
    return one;
}

bool is_final(ExecStatusType status) {
    switch (status) {
    case PGRES_COPY_IN:
    case PGRES_COPY_OUT:
    case PGRES_COPY_BOTH:
    case PGRES_SINGLE_TUPLE:
    case PGRES_NONFATAL_ERROR:
    case PGRES_PIPELINE_SYNC: return false;
    default: return true;
    }
}

bool is_success(ExecStatusType status) {
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
}

void Queues::push(PGconn* connection, Sent sent) {
    const std::lock_guard lock(mutex_);
    sessions_[connection].queue.push_back(std::move(sent));
}

std::optional<Sent> Queues::answer(PGconn* connection, const PGresult* result) {
    const std::lock_guard lock(mutex_);
    std::deque<Sent>& queue = sessions_[connection].queue;
    if (queue.empty()) return {};
    Sent& oldest = queue.front();
    if (result == nullptr) {
        // Between the results of a pipeline there are empty ones that end nothing.
        if (oldest.answered) queue.pop_front();
        return {};
    }
    const ExecStatusType status = status_of(result);
    if (status == PGRES_PIPELINE_SYNC) {
        while (!queue.empty() && queue.front().what != Sent::What::sync) queue.pop_front();
        if (!queue.empty()) queue.pop_front();
        return {};
    }
    oldest.answered = true;
    if (oldest.reported || !is_final(status)) return {};
    oldest.reported = true;
    return oldest;
}

std::optional<Sent> Queues::copying(PGconn* connection) {
    const std::lock_guard lock(mutex_);
    std::deque<Sent>& queue = sessions_[connection].queue;
    if (queue.empty()) return {};
    Sent result = queue.front();
    queue.front().data = true;
    return result;
}

void Queues::forget(PGconn* connection) {
    const std::lock_guard lock(mutex_);
    sessions_.erase(connection);
}

void Queues::name(PGconn* connection, const std::string& name, const std::string& text) {
    const std::lock_guard lock(mutex_);
    sessions_[connection].prepared[name] = text;
}

std::string Queues::text_of(PGconn* connection, const std::string& name) {
    const std::lock_guard lock(mutex_);
    return sessions_[connection].prepared[name];
}

} // namespace varve::fault
