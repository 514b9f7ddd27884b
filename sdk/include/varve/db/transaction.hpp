#pragma once

#include "varve/db/connection.hpp"

#include <span>
#include <string>
#include <vector>

namespace varve {

struct TransactionOptions {
    Isolation isolation = Isolation::standard;
    Access access = Access::standard;
};

/// A transaction that rolls back unless it is committed. Inside another one it is a savepoint, and
/// its isolation and access are those of the outer one.
class VARVE_API Transaction {
public:
    explicit Transaction(Connection& connection, TransactionOptions options = {});

    /// Begins, and runs `opening` in the same round trip; `opening_replies` has one reply for each.
    Transaction(Connection& connection, TransactionOptions options,
                std::span<const Statement> opening);

    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    /// Rolls back where it is still open. Never throws: if that fails, the session is lost anyway.
    ~Transaction();

    const std::vector<Reply>& opening_replies() const noexcept { return replies_; }

    void commit();
    /// Runs `closing` inside and commits, in one round trip; returns a reply for each statement of
    /// `closing`.
    std::vector<Reply> commit(std::span<const Statement> closing);
    void rollback();

private:
    Statement begin_statement(const TransactionOptions& options);

    Connection& connection_;
    std::string savepoint_; ///< empty: the outermost transaction
    bool open_ = false;
    std::vector<Reply> replies_;
};

} // namespace varve
