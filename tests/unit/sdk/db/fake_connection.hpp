#pragma once

#include "varve/db/connection.hpp"
#include "varve/db/standard_dialect.hpp"
#include "varve/error.hpp"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace varve::test {

class FakeConnection;

/// What the connections of one test share.
struct FakeServer {
    std::atomic<int> opened = 0;
    std::atomic<int> alive = 0;
    std::atomic<int> most_alive = 0;
    std::atomic<int> cancels = 0;
    std::atomic<int> round_trips = 0;
    /// Called with each statement; what it throws is the statement's failure.
    std::function<void(FakeConnection&, const std::string&)> on_statement = {};

    std::unique_ptr<Connection> open();

    void note(const std::string& text) {
        const std::lock_guard lock(mutex);
        statements.push_back(text);
    }
    /// All that was sent since the last call.
    std::vector<std::string> take() {
        const std::lock_guard lock(mutex);
        return std::exchange(statements, {});
    }

    std::mutex mutex;
    std::vector<std::string> statements;
};

inline DatabaseError failure(DatabaseError::Kind kind) {
    return DatabaseError({.kind = kind, .message = std::string(to_string(kind))});
}

/// ISO SQL, and a limit for the statements of a transaction.
class FakeDialect : public StandardDialect {
public:
    FakeDialect() : StandardDialect("fake", "Fake 1.0", {}) {}
    std::vector<std::string> set_statement_timeout(std::int64_t milliseconds,
                                                   Lasts lasts) const override {
        if (lasts == Lasts::session) return {};
        return {milliseconds > 0 ? "SET LOCAL a limit" : "SET LOCAL no limit"};
    }
};

class NoRows : public Rows {
public:
    std::span<const ColumnInfo> columns() const override { return {}; }
    bool next(std::span<Cell>) override { return false; }
};

/// A connection to nothing: keeps count of what it is told, and knows when a transaction is open.
class FakeConnection : public Connection {
public:
    explicit FakeConnection(FakeServer& server) : number(++server.opened), server_(server) {
        const int alive = ++server.alive;
        int most = server.most_alive;
        while (alive > most && !server.most_alive.compare_exchange_weak(most, alive)) {}
    }
    ~FakeConnection() override { --server_.alive; }

    const Dialect& dialect() const override { return dialect_; }
    std::uint64_t execute(const Statement& statement) override {
        ++server_.round_trips;
        run(statement.text);
        return 0;
    }
    using Connection::execute;
    std::unique_ptr<Rows> query(const Statement& statement, std::span<const Kind>, Fetch) override {
        execute(statement);
        return std::make_unique<NoRows>();
    }
    std::vector<Reply> execute_all(std::span<const Statement> statements,
                                   const OnReply& on_reply) override {
        ++server_.round_trips;
        std::vector<Reply> replies;
        for (const Statement& statement : statements) {
            run(statement.text);
            replies.push_back({.affected = replies.size()});
            if (on_reply) on_reply(replies.size() - 1, replies.back());
        }
        return replies;
    }
    bool in_transaction() const override { return in_transaction_; }
    bool lost() const noexcept override { return lost_; }
    std::vector<Statement> reset_statements() const override { return {{"RESET"}}; }
    std::string session() const override { return "number " + std::to_string(number); }

    void cancel() noexcept override {
        ++server_.cancels;
        const std::lock_guard lock(mutex_);
        cancelled_ = true;
        changed_.notify_all();
    }
    /// For a statement that takes for ever: until it is cancelled.
    void wait_for_cancel() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return cancelled_; });
        cancelled_ = false;
        throw failure(DatabaseError::Kind::cancelled);
    }
    [[noreturn]] void lose() {
        lost_ = true;
        in_transaction_ = false;
        throw failure(DatabaseError::Kind::connection_lost);
    }

    const int number; ///< 1 for the first that was opened

protected:
    std::unique_ptr<Prepared> make_prepared(std::string_view, std::span<const Kind>) override {
        return nullptr;
    }

private:
    void run(const std::string& text) {
        server_.note(text);
        if (server_.on_statement) server_.on_statement(*this, text);
        if (text.starts_with("START TRANSACTION")) in_transaction_ = true;
        if (text == "COMMIT" || text == "ROLLBACK") in_transaction_ = false;
    }

    FakeServer& server_;
    FakeDialect dialect_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool cancelled_ = false;
    bool in_transaction_ = false;
    bool lost_ = false;
};

inline std::unique_ptr<Connection> FakeServer::open() {
    return std::make_unique<FakeConnection>(*this);
}

} // namespace varve::test
