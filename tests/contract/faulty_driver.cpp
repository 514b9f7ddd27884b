#include "faulty_driver.hpp"

#include "varve/db/standard_dialect.hpp"

#include <stdexcept>
#include <utility>

namespace varve::test {

namespace {

/// Runs `action`, and lets its errors out as the fault has them.
template <class Action> auto with_fault(Fault fault, Action action) -> decltype(action()) {
    try {
        return action();
    } catch (const DatabaseError& error) {
        if (fault == Fault::tells_every_error_as_other)
            throw DatabaseError({.kind = DatabaseError::Kind::other, .message = error.what()});
        throw;
    }
}

class FaultyRows : public Rows {
public:
    FaultyRows(std::unique_ptr<Rows> rows, Fault fault) : rows_(std::move(rows)), fault_(fault) {}

    std::span<const ColumnInfo> columns() const override {
        if (fault_ == Fault::names_no_columns) return {};
        return rows_->columns();
    }

    bool next(std::span<Cell> row) override {
        if (fault_ == Fault::finds_no_rows) return false;
        if (fault_ == Fault::names_no_columns) return std::exchange(first_, false);
        if (fault_ != Fault::loses_the_last_row) return rows_->next(row);
        if (!ahead_) ahead_ = read();
        if (!*ahead_) return false;
        kept_ = std::move(values_);
        ahead_ = read();
        for (std::size_t i = 0; i < row.size(); ++i) row[i] = kept_[i].cell();
        return *ahead_;
    }

private:
    bool read() {
        std::vector<Cell> row(columns().size());
        const bool more = rows_->next(row);
        values_.clear();
        for (const Cell cell : row) values_.emplace_back(more ? cell : Cell());
        return more;
    }

    std::unique_ptr<Rows> rows_;
    Fault fault_;
    bool first_ = true;
    std::optional<bool> ahead_;
    RowValues values_, kept_;
};

/// All rows of a result at once.
class FetchedRows : public Rows {
public:
    explicit FetchedRows(std::unique_ptr<Rows> rows)
        : rows_(std::move(rows)), fetched_(read_all(*rows_)) {}

    std::span<const ColumnInfo> columns() const override { return rows_->columns(); }

    bool next(std::span<Cell> row) override {
        if (next_ == fetched_.size()) return false;
        for (std::size_t i = 0; i < row.size(); ++i) row[i] = fetched_[next_][i].cell();
        ++next_;
        return true;
    }

private:
    std::unique_ptr<Rows> rows_;
    std::vector<RowValues> fetched_;
    std::size_t next_ = 0;
};

class FaultyPrepared : public Prepared {
public:
    FaultyPrepared(Connection::PreparedPtr prepared, Fault fault)
        : prepared_(std::move(prepared)), fault_(fault) {}

    std::span<const ColumnInfo> columns() const override {
        if (fault_ == Fault::names_no_columns) return {};
        return prepared_->columns();
    }
    bool next(std::span<Cell> row) override {
        if (fault_ == Fault::finds_no_rows) return false;
        if (fault_ == Fault::names_no_columns) return std::exchange(first_, false);
        return prepared_->next(row);
    }
    void reset() noexcept override { prepared_->reset(); }

    void query(std::span<const Cell> parameters) override {
        first_ = true;
        with_fault(fault_, [&] { prepared_->query(given(parameters)); });
    }
    std::uint64_t execute(std::span<const Cell> parameters) override {
        return with_fault(fault_, [&] { return prepared_->execute(given(parameters)); });
    }

private:
    std::span<const Cell> given(std::span<const Cell> parameters) {
        if (fault_ != Fault::runs_prepared_statements_without_parameters) return parameters;
        nulls_.assign(parameters.size(), Cell());
        return nulls_;
    }

    Connection::PreparedPtr prepared_;
    Fault fault_;
    bool first_ = true;
    std::vector<Cell> nulls_;
};

class Half : public RowSource {
public:
    explicit Half(RowSource& all) : all_(all) {}
    bool next(std::span<Cell> row) override { return all_.next(row) && all_.next(row); }

private:
    RowSource& all_;
};

class FaultyConnection : public Connection {
public:
    FaultyConnection(std::unique_ptr<Connection> connection, Fault fault)
        : connection_(std::move(connection)), fault_(fault), standard_("sqlite", "SQLite", {}) {}
    ~FaultyConnection() override { drop_statements(); }

    Connection& inner() noexcept { return *connection_; }

    const Dialect& dialect() const override {
        if (fault_ == Fault::speaks_another_dialect) return standard_;
        return connection_->dialect();
    }

    std::uint64_t execute(const Statement& statement) override {
        conflict(statement);
        try {
            const std::uint64_t count =
                with_fault(fault_, [&] { return connection_->execute(statement); });
            return fault_ == Fault::counts_no_rows ? 0 : count;
        } catch (const DatabaseError&) {
            if (fault_ != Fault::swallows_errors) throw;
            return 0;
        }
    }

    std::unique_ptr<Rows> query(const Statement& statement, std::span<const Kind> wanted,
                                Fetch fetch) override {
        if (fault_ == Fault::ignores_wanted_kinds) wanted = {};
        auto rows =
            with_fault(fault_, [&] { return connection_->query(statement, wanted, fetch); });
        if (fault_ == Fault::fetches_all_of_a_stream)
            return std::make_unique<FetchedRows>(std::move(rows));
        return std::make_unique<FaultyRows>(std::move(rows), fault_);
    }

    std::vector<Reply> execute_all(std::span<const Statement> statements,
                                   const OnReply& on_reply) override {
        if (fault_ == Fault::runs_on_after_an_error) return run_all_the_same(statements);
        const bool tells = fault_ != Fault::tells_of_no_replies;
        std::vector<Reply> replies = with_fault(fault_, [&] {
            return connection_->execute_all(statements, tells ? on_reply : OnReply());
        });
        if (fault_ == Fault::finds_no_rows)
            for (Reply& reply : replies) reply.rows.clear();
        if (fault_ == Fault::names_no_columns)
            for (Reply& reply : replies)
                for (RowValues& row : reply.rows) row.clear();
        return replies;
    }

    std::uint64_t bulk_insert(const BulkInsert& target, RowSource& source) override {
        Half half(source);
        const bool halve = fault_ == Fault::inserts_half_in_bulk;
        return with_fault(fault_,
                          [&] { return connection_->bulk_insert(target, halve ? half : source); });
    }

    bool in_transaction() const override {
        return fault_ != Fault::denies_its_transactions && connection_->in_transaction();
    }
    std::vector<Statement> reset_statements() const override {
        if (fault_ == Fault::resets_nothing) return {};
        return connection_->reset_statements();
    }
    void cancel() noexcept override {
        if (fault_ != Fault::never_cancels) connection_->cancel();
    }
    std::string session() const override { return connection_->session(); }

protected:
    std::unique_ptr<Prepared> make_prepared(std::string_view text,
                                            std::span<const Kind> wanted) override {
        auto prepared = with_fault(fault_, [&] { return connection_->prepare(text, wanted); });
        return std::make_unique<FaultyPrepared>(std::move(prepared), fault_);
    }

private:
    void conflict(const Statement& statement) {
        if (fault_ == Fault::lets_out_what_is_no_error &&
            statement.text.find("SET holder = ''") != std::string::npos)
            throw std::runtime_error("no error of varve's");
        const bool creates = fault_ == Fault::conflicts_when_it_first_creates &&
                             statement.text.starts_with("CREATE") && ++attempts_ == 1;
        const bool updates = fault_ == Fault::refuses_every_other_update &&
                             statement.text.starts_with("UPDATE") && ++attempts_ % 2 == 1;
        if (!creates && !updates) return;
        throw DatabaseError(
            {.kind = creates ? DatabaseError::Kind::serialization : DatabaseError::Kind::deadlock,
             .message = "somebody else is at the same",
             .statement = statement.text});
    }

    std::vector<Reply> run_all_the_same(std::span<const Statement> statements) {
        std::vector<Reply> replies;
        std::optional<DatabaseError> first;
        for (const Statement& statement : statements) {
            try {
                replies.push_back(connection_->execute_all({&statement, 1}).front());
            } catch (const DatabaseError& error) {
                if (!first) first = error;
            }
        }
        if (first) throw DatabaseError(*first);
        return replies;
    }

    std::unique_ptr<Connection> connection_;
    Fault fault_;
    int attempts_ = 0;
    StandardDialect standard_;
};

class FaultyLock : public MigrationLock {
public:
    FaultyLock(std::unique_ptr<MigrationLock> lock, Fault fault)
        : lock_(std::move(lock)), fault_(fault) {}

    std::string_view method() const override { return lock_->method(); }
    bool try_acquire() override {
        return lock_->try_acquire() || fault_ == Fault::lets_everybody_lock;
    }
    void release() noexcept override {
        if (fault_ != Fault::keeps_its_lock_for_ever) lock_->release();
    }
    std::optional<LockHolder> holder() override { return lock_->holder(); }
    bool break_lock() override { return lock_->break_lock(); }
    std::optional<Statement> guard() const override { return lock_->guard(); }
    std::string condition() const override { return lock_->condition(); }
    void verify() override { lock_->verify(); }

private:
    std::unique_ptr<MigrationLock> lock_;
    Fault fault_;
};

class FaultyDriver : public Driver {
public:
    FaultyDriver(const Driver& driver, Fault fault) : driver_(driver), fault_(fault) {}

    std::string_view name() const override { return driver_.name(); }
    std::vector<std::string> schemes() const override { return driver_.schemes(); }

    std::unique_ptr<Connection> connect(const ConnectRequest& request) const override {
        return std::make_unique<FaultyConnection>(driver_.connect(request), fault_);
    }

    // Every connection that comes here is one of ours.
    std::unique_ptr<MigrationLock> migration_lock(Connection& connection,
                                                  const ConnectRequest& reconnect,
                                                  const LockRequest& request) const override {
        auto& ours = static_cast<FaultyConnection&>(connection);
        return std::make_unique<FaultyLock>(
            driver_.migration_lock(ours.inner(), reconnect, request), fault_);
    }

private:
    const Driver& driver_;
    Fault fault_;
};

} // namespace

std::unique_ptr<Driver> faulty(const Driver& driver, Fault fault) {
    return std::make_unique<FaultyDriver>(driver, fault);
}

} // namespace varve::test
