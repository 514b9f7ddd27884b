#include "varve/db/transaction.hpp"

#include "varve/log.hpp"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <utility>

namespace varve {

namespace {

std::string next_savepoint_name() {
    static std::atomic<unsigned> counter = 0;
    return "varve_" + std::to_string(++counter);
}

} // namespace

Transaction::Transaction(Connection& connection, TransactionOptions options)
    : Transaction(connection, std::move(options), {}) {}

Transaction::Transaction(Connection& connection, TransactionOptions options,
                         std::vector<Statement> opening, const OnReply& on_reply)
    : connection_(connection) {
    std::vector<Statement> message = std::move(options.before);
    message.push_back(begin_statement(options));
    const std::size_t first = message.size();
    std::ranges::move(opening, std::back_inserter(message));
    try {
        connection_.execute_all(message, [&](std::size_t index, const Reply& reply) {
            if (index >= first && on_reply) on_reply(index - first, reply);
        });
    } catch (...) {
        // BEGIN may have worked and a later statement not.
        open_ = connection_.in_transaction();
        if (open_) {
            try {
                rollback();
            } catch (const Error& error) {
                log::debug(std::string("rolling back after a failed start: ") + error.what());
            }
        }
        throw;
    }
    open_ = true;
}

Transaction::~Transaction() {
    if (!open_) return;
    try {
        rollback();
    } catch (const Error& error) {
        log::debug(std::string("rolling back: ") + error.what());
    }
}

Statement Transaction::begin_statement(const TransactionOptions& options) {
    const Dialect& dialect = connection_.dialect();
    if (!connection_.in_transaction()) return {dialect.begin(options.isolation, options.access)};
    savepoint_ = next_savepoint_name();
    return {dialect.savepoint(savepoint_)};
}

void Transaction::commit() {
    commit(std::vector<Statement>{});
}

std::vector<Reply> Transaction::commit(std::vector<Statement> closing) {
    const Dialect& dialect = connection_.dialect();
    closing.push_back(
        {savepoint_.empty() ? dialect.commit() : dialect.release_savepoint(savepoint_)});
    std::vector<Reply> replies = connection_.execute_all(closing);
    open_ = false;
    replies.pop_back();
    return replies;
}

void Transaction::rollback() {
    open_ = false;
    try {
        undo();
    } catch (const DatabaseError& error) {
        // A cancel that was meant for the statement before may come late.
        if (error.kind() != DatabaseError::Kind::cancelled) throw;
        undo();
    }
}

void Transaction::undo() {
    const Dialect& dialect = connection_.dialect();
    if (savepoint_.empty()) {
        if (connection_.in_transaction()) connection_.execute(dialect.rollback());
        return;
    }
    connection_.execute(dialect.rollback_to_savepoint(savepoint_));
    connection_.execute(dialect.release_savepoint(savepoint_));
}

} // namespace varve
