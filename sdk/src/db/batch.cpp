#include "varve/db/batch.hpp"

#include "varve/log.hpp"

#include <utility>

namespace varve {

Batch& Batch::add(Statement statement, std::function<void(const Reply&)> on_reply) {
    statements_.push_back(std::move(statement));
    on_replies_.push_back(std::move(on_reply));
    return *this;
}

namespace {

void roll_back(Connection& connection) noexcept {
    try {
        if (connection.in_transaction()) connection.execute(connection.dialect().rollback());
    } catch (const Error& error) {
        log::debug(std::string("rolling back a batch: ") + error.what());
    }
}

// BEGIN and COMMIT go along, where a Transaction would need a round trip more.
std::vector<Reply> run_as_transaction(Connection& connection, std::vector<Statement> statements,
                                      const TransactionOptions& options) {
    const Dialect& dialect = connection.dialect();
    statements.insert(statements.begin(), {dialect.begin(options.isolation, options.access)});
    statements.push_back({dialect.commit()});
    try {
        std::vector<Reply> replies = connection.execute_all(statements);
        replies.erase(replies.begin());
        return replies;
    } catch (...) {
        roll_back(connection);
        throw;
    }
}

} // namespace

void Batch::run(Connection& connection, const TransactionOptions& options) {
    if (empty()) return;
    std::vector<Statement> statements = std::exchange(statements_, {});
    const auto on_replies = std::exchange(on_replies_, {});
    const std::vector<Reply> replies =
        connection.in_transaction()
            ? connection.execute_all(statements)
            : run_as_transaction(connection, std::move(statements), options);
    for (std::size_t i = 0; i < on_replies.size(); ++i)
        if (on_replies[i]) on_replies[i](replies[i]);
}

} // namespace varve
