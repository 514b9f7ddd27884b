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

std::vector<Reply> run_short_transaction(Connection& connection, std::vector<Statement> inside,
                                         std::vector<Statement> before) {
    const Dialect& dialect = connection.dialect();
    const std::size_t begin = before.size();
    std::vector<Statement> statements = std::move(before);
    statements.push_back({dialect.begin(Isolation::standard, Access::write)});
    std::ranges::move(inside, std::back_inserter(statements));
    statements.push_back({dialect.commit()});
    try {
        std::vector<Reply> replies = connection.execute_all(statements);
        replies.pop_back();
        replies.erase(replies.begin() + static_cast<std::ptrdiff_t>(begin));
        return replies;
    } catch (...) {
        roll_back(connection);
        throw;
    }
}

} // namespace varve
