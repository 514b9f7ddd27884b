#pragma once

#include "varve/db/connection.hpp"
#include "varve/db/transaction.hpp"
#include "varve/export.hpp"

#include <functional>
#include <vector>

namespace varve {

/// Statements that are one transaction and go to the database together: one round trip where it
/// allows that, however many they are.
class VARVE_API Batch {
public:
    /// `on_reply` is called with the statement's reply when all of them are committed.
    Batch& add(Statement statement, std::function<void(const Reply&)> on_reply = {});

    bool empty() const noexcept { return statements_.empty(); }

    /// Runs them and forgets them. In an open transaction they become part of that. Where one
    /// fails, it throws and none takes effect, or the open transaction is the caller's to roll
    /// back.
    void run(Connection& connection, const TransactionOptions& options = {});

private:
    std::vector<Statement> statements_;
    std::vector<std::function<void(const Reply&)>> on_replies_;
};

} // namespace varve
