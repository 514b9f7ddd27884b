#include "connection.hpp"

#include "statement.hpp"

#include <unistd.h>

using namespace varve;

namespace {

constexpr int busy_timeout_ms = 5000;

void refuse_input(const Statement& statement) {
    if (!statement.input) return;
    throw DatabaseError({.kind = DatabaseError::Kind::unsupported,
                         .message = "acme has no statement that reads data from its client",
                         .statement = statement.text});
}

} // namespace

AcmeConnection::AcmeConnection(DatabasePtr database)
    : dialect_(sqlite3_libversion()), database_(std::move(database)) {
    sqlite3_busy_timeout(database_.get(), busy_timeout_ms);
    sqlite3_db_config(database_.get(), SQLITE_DBCONFIG_ENABLE_FKEY, 1, nullptr);
}

std::uint64_t AcmeConnection::execute(const Statement& statement) {
    refuse_input(statement);
    return AcmePrepared(database_.get(), statement.text, {})
        .execute(cells_of(statement.parameters));
}

std::unique_ptr<Rows> AcmeConnection::query(const Statement& statement,
                                            std::span<const Kind> wanted, Fetch fetch) {
    refuse_input(statement);
    if (fetch == Fetch::stream)
        return std::make_unique<AcmeStream>(database_.get(), statement, wanted);
    auto rows = std::make_unique<AcmePrepared>(database_.get(), statement.text, wanted);
    rows->query(cells_of(statement.parameters));
    return rows;
}

std::unique_ptr<Prepared> AcmeConnection::make_prepared(std::string_view text,
                                                        std::span<const Kind> wanted) {
    return std::make_unique<AcmePrepared>(database_.get(), text, wanted);
}

bool AcmeConnection::in_transaction() const {
    return sqlite3_get_autocommit(database_.get()) == 0;
}

std::vector<Statement> AcmeConnection::reset_statements() const {
    AcmePrepared names(
        database_.get(),
        "SELECT 'DROP ' || type || ' temp.\"' || replace(name, '\"', '\"\"') || '\"' "
        "FROM sqlite_temp_schema WHERE type IN ('table', 'view')",
        {});
    names.query({});
    std::vector<Statement> statements;
    for (const RowValues& row : read_all(names)) statements.push_back({row.front().to_string()});
    return statements;
}

void AcmeConnection::cancel() noexcept {
    sqlite3_interrupt(database_.get());
}

std::string AcmeConnection::session() const {
    return "pid " + std::to_string(::getpid());
}
