#include "varve/db/lease_lock.hpp"

#include "varve/db/transaction.hpp"
#include "varve/log.hpp"

#include <algorithm>
#include <array>

namespace varve {

namespace {

using namespace std::chrono_literals;

constexpr std::array<Kind, 3> holder_kinds{Kind::text, Kind::integer, Kind::integer};
constexpr std::array<Kind, 4> lease_kinds{Kind::text, Kind::integer, Kind::integer, Kind::integer};
constexpr int most_attempts = 100;
constexpr int most_releases = 3;

std::string text(std::int64_t number) {
    return std::to_string(number);
}

bool is_there(Connection& connection, const LockRequest& request) {
    constexpr std::array<Kind, 1> boolean{Kind::boolean};
    const auto row = connection.query_row(
        {connection.dialect().table_exists(request.name_space, request.table)}, boolean);
    return row == std::vector{Value(true)};
}

// Somebody else did the same at the same time, and was first, which some clusters tell as a
// deadlock; or this server of a cluster is not with it now. Nothing was done, and another time it
// may go well.
bool is_passing(const DatabaseError& error) {
    using enum DatabaseError::Kind;
    constexpr std::array passing{duplicate_object, unique_violation, serialization,
                                 deadlock,         lock_timeout,     unreachable};
    return std::ranges::find(passing, error.kind()) != passing.end();
}

} // namespace

LeaseLock::LeaseLock(Connection& connection, Connect connect, LockRequest request)
    : LeaseLock(connection, std::move(connect), std::move(request), Times{}) {}

LeaseLock::LeaseLock(Connection& connection, Connect connect, LockRequest request, Times times)
    : connection_(connection), connect_(std::move(connect)), request_(std::move(request)),
      times_(times) {}

LeaseLock::~LeaseLock() {
    LeaseLock::release();
}

std::string LeaseLock::table() const {
    return connection_.dialect().qualified(request_.name_space, request_.table);
}

// Two processes may come here at once: whoever loses the race to create finds the table made, at
// the latest when the other has committed it.
void LeaseLock::create_table() {
    const Dialect& dialect = connection_.dialect();
    const std::string integer = dialect.column_type(Kind::integer);
    const std::string create =
        "CREATE TABLE " + table() + " (history " + dialect.column_type(Kind::text, 128) +
        " NOT NULL PRIMARY KEY, holder " + dialect.column_type(Kind::text, 200) +
        " NOT NULL, token " + integer + " NOT NULL, since_ms " + integer +
        " NOT NULL, expires_ms " + integer + " NOT NULL)" + dialect.table_options();
    for (int attempt = 1;; ++attempt) {
        if (is_there(connection_, request_)) return;
        try {
            connection_.execute(create);
            return;
        } catch (const DatabaseError& error) {
            if (!is_passing(error) || attempt == most_attempts) throw;
        }
        std::this_thread::sleep_for(10ms);
    }
}

// A row that somebody renewed since it was read is left alone, whatever time it has: behind a
// long schema change in a cluster a renewal may wait until it is out of date.
bool LeaseLock::try_acquire() {
    std::vector<Value> row;
    try {
        create_table();
        const Dialect& dialect = connection_.dialect();
        const std::string history = dialect.literal(Cell::text(request_.history));
        const std::string now = dialect.clock_milliseconds();
        const std::string select = "SELECT holder, token, expires_ms, CASE WHEN expires_ms < " +
                                   now + " THEN 1 ELSE 0 END FROM " + table() +
                                   " WHERE history = " + history;
        row = connection_.query_row({select}, lease_kinds);
        if (row.empty()) {
            connection_.execute("INSERT INTO " + table() +
                                " (history, holder, token, since_ms, expires_ms) VALUES (" +
                                history + ", '', 0, 0, 0)");
            row = connection_.query_row({select}, lease_kinds);
        }
        if (row.empty()) return false;
        if (!row[0].cell().as_text().empty() && times_.watch > 0ms) {
            if (row[3] == Value(0)) return false;
            std::this_thread::sleep_for(times_.watch);
        }
        const std::string take =
            "UPDATE " + table() + " SET holder = " + dialect.literal(Cell::text(request_.holder)) +
            ", token = token + 1, since_ms = " + now + ", expires_ms = " + now + " + " +
            text(times_.lease.count()) + " WHERE history = " + history +
            " AND token = " + row[1].to_string() + " AND expires_ms = " + row[2].to_string() +
            " AND expires_ms < " + now;
        if (connection_.execute(take) == 0) return false;
    } catch (const DatabaseError& error) {
        if (!is_passing(error)) throw;
        log::info(std::string("the migration lock's lease was not obtained: ") + error.what());
        return false;
    }
    const std::int64_t former = row[1].cell().as_integer();
    token_ = former + 1;
    lost_ = false;
    stop_ = false;
    renewer_ = std::thread([this] { keep_renewing(); });
    if (!row[0].cell().as_text().empty()) evict(former);
    return true;
}

void LeaseLock::evict(std::int64_t) {}

bool LeaseLock::renew(Connection& connection) {
    const std::string now = connection.dialect().clock_milliseconds();
    return connection.execute("UPDATE " + table() + " SET expires_ms = " + now + " + " +
                              text(times_.lease.count()) + " WHERE history = " +
                              connection.dialect().literal(Cell::text(request_.history)) +
                              " AND token = " + text(token_)) == 1;
}

// Fails softly: one renewal that goes wrong is tried again, and the lease has room for three of
// them. Counted from its beginning, one that had to wait is followed by the next at once.
void LeaseLock::keep_renewing() {
    std::unique_ptr<Connection> connection;
    auto next = std::chrono::steady_clock::now() + times_.renewal;
    std::unique_lock lock(mutex_);
    while (!wake_.wait_until(lock, next, [this] { return stop_; })) {
        lock.unlock();
        next = std::chrono::steady_clock::now() + times_.renewal;
        try {
            if (!connection) connection = connect_();
            if (!renew(*connection)) lost_ = true;
        } catch (const std::exception& error) {
            connection.reset();
            log::warning(std::string("the migration lock's lease could not be renewed: ") +
                         error.what());
        }
        lock.lock();
        if (lost_) return;
    }
}

void LeaseLock::release() noexcept {
    if (renewer_.joinable()) {
        {
            const std::lock_guard lock(mutex_);
            stop_ = true;
        }
        wake_.notify_all();
        renewer_.join();
    }
    const auto give_up = [this](const std::exception& error) {
        log::debug(std::string("the lease will run out by itself: ") + error.what());
        token_ = 0;
    };
    for (int attempt = 1; token_ != 0; ++attempt) {
        try {
            connection_.execute("UPDATE " + table() +
                                " SET holder = '', expires_ms = 0 WHERE history = " +
                                connection_.dialect().literal(Cell::text(request_.history)) +
                                " AND token = " + text(token_));
            token_ = 0;
        } catch (const DatabaseError& error) {
            if (!is_passing(error) || attempt == most_releases) give_up(error);
        } catch (const std::exception& error) {
            give_up(error);
        }
    }
}

std::optional<LockHolder> LeaseLock::holder() {
    if (!is_there(connection_, request_)) return std::nullopt;
    const Dialect& dialect = connection_.dialect();
    const std::string now = dialect.clock_milliseconds();
    const std::vector<Value> row =
        connection_.query_row({"SELECT holder, since_ms, expires_ms - " + now + " FROM " + table() +
                               " WHERE history = " + dialect.literal(Cell::text(request_.history)) +
                               " AND expires_ms >= " + now},
                              holder_kinds);
    if (row.empty()) return std::nullopt;
    LockHolder holder{row[0].to_string(),
                      Value(Cell::timestamp_tz(row[1].cell().as_integer() * 1000)).to_string()};
    const std::int64_t left = row[2].cell().as_integer();
    // Whoever lives asks for no more at a time, so the server's clock went back since.
    if (left > times_.lease.count())
        holder.doubt = "its lease has " + text(left / 1000) +
                       " s left, and none is given for more "
                       "than " +
                       text(times_.lease.count() / 1000);
    return holder;
}

bool LeaseLock::break_lock() {
    if (!is_there(connection_, request_)) return false;
    const Dialect& dialect = connection_.dialect();
    return connection_.execute(
               "UPDATE " + table() +
               " SET holder = '', token = token + 1, expires_ms = 0 WHERE history = " +
               dialect.literal(Cell::text(request_.history)) +
               " AND expires_ms >= " + dialect.clock_milliseconds()) > 0;
}

// The number alone: while nobody has taken a lease that ran out, nobody else is at work.
std::string LeaseLock::condition() const {
    const Dialect& dialect = connection_.dialect();
    return "EXISTS (SELECT 1 FROM " + table() +
           " WHERE history = " + dialect.literal(Cell::text(request_.history)) +
           " AND token = " + text(token_) + " AND holder <> '')";
}

std::optional<Statement> LeaseLock::guard() const {
    return Statement{"SELECT " + condition()};
}

void LeaseLock::verify() {
    if (lost_) throw LockLost("the migration lock was taken by another run while this one worked");
}

} // namespace varve
