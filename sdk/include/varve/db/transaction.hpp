#pragma once

#include "varve/db/connection.hpp"

#include <span>
#include <string>
#include <vector>

namespace varve {

struct TransactionOptions {
    Isolation isolation = Isolation::standard;
    Access access = Access::standard;
    /// What goes to the server in front of it, in the same round trip, and is no part of it.
    std::vector<Statement> before = {};
};

/// A transaction that rolls back unless it is committed. Inside another one it is a savepoint, and
/// its isolation and access are those of the outer one.
class VARVE_API Transaction {
public:
    explicit Transaction(Connection& connection, TransactionOptions options = {});

    /// Begins, and runs `opening` in the same round trip; `on_reply` sees the reply of each, and
    /// what it throws rolls everything back.
    Transaction(Connection& connection, TransactionOptions options, std::vector<Statement> opening,
                const OnReply& on_reply = {});

    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    /// Rolls back where it is still open. Never throws: if that fails, the session is lost anyway.
    ~Transaction();

    void commit();
    /// Runs `closing` inside and commits, in one round trip; returns a reply for each statement of
    /// `closing`.
    std::vector<Reply> commit(std::vector<Statement> closing);
    void rollback();

private:
    void undo();
    Statement begin_statement(const TransactionOptions& options);

    Connection& connection_;
    std::string savepoint_; ///< empty: the outermost transaction
    bool open_ = false;
};

} // namespace varve
