#pragma once

#include "bulk.hpp"
#include "dialect.hpp"
#include "exchange.hpp"
#include "prepared.hpp"

#include "varve/db/connection.hpp"

#include <map>
#include <string>
#include <vector>

namespace varve::postgresql {

/// An open session with a PostgreSQL server, or with a pooler in front of one.
class PostgresqlConnection final : public Connection {
public:
    explicit PostgresqlConnection(const ConnectRequest& request);
    ~PostgresqlConnection() override;

    const PostgresqlDialect& dialect() const override { return *dialect_; }
    std::uint64_t execute(const Statement& statement) override;
    using Connection::execute;
    std::unique_ptr<Rows> query(const Statement& statement, std::span<const Kind> wanted,
                                Fetch fetch) override;
    using Connection::query;
    std::vector<Reply> execute_all(std::span<const Statement> statements,
                                   const OnReply& on_reply) override;
    std::uint64_t bulk_insert(const BulkInsert& target, RowSource& source) override;
    bool in_transaction() const override { return exchange_.in_transaction(); }
    bool lost() const noexcept override { return exchange_.lost(); }
    std::vector<Statement> reset_statements() const override;
    void cancel() noexcept override { exchange_.session().cancel(); }
    bool owns_session() const override { return !pooled_; }
    std::string name_space() const override;
    std::string session() const override;

    int server_version() const noexcept { return PQserverVersion(&exchange_.handle()); }

    /// `reset_statements` sets `name` to `value` from now on. Only where the session is ours.
    void keep_setting(std::string name, std::string value);
    void forget_setting(std::string_view name);
    /// What the server said last of one of the settings that it reports to its clients.
    std::string reported(const char* setting) const;

    /// A comment in front of all that is sent from now on: see Exchange.
    void set_tag(std::string_view tag) { exchange_.set_tag(tag); }

protected:
    std::unique_ptr<Prepared> make_prepared(std::string_view text,
                                            std::span<const Kind> wanted) override;

private:
    struct Setting {
        std::string name, value;
    };

    void introduce();
    BulkTarget& bulk_target(const std::string& key, const BulkInsert& target);
    bool writes_dates_plainly() const;

    mutable Exchange exchange_; ///< to ask for the name space changes nothing that others see
    StatementNames names_;
    std::unique_ptr<PostgresqlDialect> dialect_;
    std::map<std::string, BulkTarget> bulk_targets_; ///< by table, columns and kinds
    std::vector<Setting> kept_settings_;
    std::string name_space_; ///< when the session began
    std::size_t introduced_at_ = 0;
    std::int64_t pid_ = 0; ///< of the server process
    bool pooled_ = false;
};

} // namespace varve::postgresql
