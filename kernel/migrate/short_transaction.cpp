#include "kernel/migrate/short_transaction.hpp"

#include "varve/error.hpp"
#include "varve/log.hpp"

#include <algorithm>
#include <iterator>

namespace varve {

namespace {

void roll_back(Connection& connection) noexcept {
    try {
        if (connection.in_transaction()) connection.execute(connection.dialect().rollback());
    } catch (const Error& error) {
        log::debug(std::string("rolling back: ") + error.what());
    }
}

} // namespace

std::vector<Statement> short_transaction(const Dialect& dialect, std::vector<Statement> inside) {
    std::vector<Statement> all;
    all.reserve(inside.size() + 2);
    all.push_back({dialect.begin(Isolation::standard, Access::write)});
    std::ranges::move(inside, std::back_inserter(all));
    all.push_back({dialect.commit()});
    return all;
}

void run_transactions(Connection& connection, std::span<const Statement> statements,
                      const OnReply& on_reply) {
    try {
        connection.execute_all(statements, on_reply);
    } catch (...) {
        roll_back(connection);
        throw;
    }
}

} // namespace varve
