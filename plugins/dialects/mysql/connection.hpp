#pragma once

#include "bulk.hpp"
#include "dialect.hpp"
#include "joint_message.hpp"
#include "session.hpp"

#include "varve/db/connection.hpp"

namespace varve::mysql {

/// An open session with a MySQL or MariaDB server, or with a proxy in front of one. Text is UTF-8,
/// times are UTC, values that do not fit are errors.
class MysqlConnection final : public Connection {
public:
    explicit MysqlConnection(const ConnectRequest& request);
    ~MysqlConnection() override;

    const MysqlDialect& dialect() const override { return dialect_; }
    std::uint64_t execute(const Statement& statement) override;
    using Connection::execute;
    std::unique_ptr<Rows> query(const Statement& statement, std::span<const Kind> wanted,
                                Fetch fetch) override;
    using Connection::query;
    /// What the server notes is passed on of what goes by itself only.
    std::vector<Reply> execute_all(std::span<const Statement> statements,
                                   const OnReply& on_reply = {}) override;
    std::uint64_t bulk_insert(const BulkInsert& target, RowSource& source) override;
    bool in_transaction() const override { return session_.in_transaction(); }
    bool lost() const noexcept override { return session_.lost(); }
    /// Also asks the server which settings have changed. Temporary tables are dropped, and
    /// variables set to NULL, as far as they were seen in a statement: see SessionChanges.
    std::vector<Statement> reset_statements() const override;
    bool keep_limits(std::span<const Statement> limits) override;
    void cancel() noexcept override { session_.cancel(); }
    bool owns_session() const override { return !session_.shared(); }
    std::string name_space() const override { return session_.database(); }
    std::string session() const override;

    /// What KILL takes.
    std::uint64_t id() const noexcept { return session_.id(); }
    /// See Session.
    bool doubts_locks() const noexcept { return session_.doubts_locks(); }
    void knows_locks() noexcept { session_.knows_locks(); }
    /// Where this statement answers with 1 in `execute_all`, locks are known.
    void set_lock_question(std::string statement) { lock_question_ = std::move(statement); }

protected:
    std::unique_ptr<Prepared> make_prepared(std::string_view text,
                                            std::span<const Kind> wanted) override;

private:
    Reply answered(const Statement& statement);
    std::string spelled(const std::string& text);
    void note_answer(const Statement& statement, const Reply& reply);
    void note_settings();
    std::vector<Value> settings() const;

    mutable Session session_; ///< to ask for settings changes nothing that others see
    MysqlDialect dialect_;
    ArrayInsertPtr array_insert_; ///< the last one
    JointMessage message_{dialect_};
    std::string lock_question_;
    std::vector<std::string> setting_names_;
    std::vector<Value> settings_; ///< that a reset comes back to
};

} // namespace varve::mysql
