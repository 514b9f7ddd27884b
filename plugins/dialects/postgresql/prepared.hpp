#pragma once

#include "exchange.hpp"

#include "varve/db/connection.hpp"

#include <string>
#include <vector>

namespace varve::postgresql {

/// The names of the statements that the server keeps for us.
class StatementNames {
public:
    std::string next() { return "varve_" + std::to_string(++count_); }
    bool any() const noexcept { return count_ > 0; }

    /// Lets the server forget a statement: now, or where that is impossible, before the next one.
    void forget(Exchange& exchange, std::string name) noexcept;
    void forget_pending(Exchange& exchange);
    /// From here on nothing is forgotten one by one: the session ends, and all go with it.
    void close() noexcept { closed_ = true; }

private:
    std::size_t count_ = 0;
    std::vector<std::string> pending_;
    bool closed_ = false;
};

/// A statement that the server keeps under a name; its rows come in binary where they can.
class PreparedStatement final : public Prepared {
public:
    PreparedStatement(Exchange& exchange, StatementNames& names, std::string_view text,
                      std::span<const Kind> wanted);
    PreparedStatement(const PreparedStatement&) = delete;
    PreparedStatement& operator=(const PreparedStatement&) = delete;
    ~PreparedStatement() override;

    std::span<const ColumnInfo> columns() const override { return decoder_.columns(); }
    bool next(std::span<Cell> row) override;
    std::uint64_t affected() const override { return affected_; }
    void query(std::span<const Cell> parameters) override { run(parameters); }
    std::uint64_t execute(std::span<const Cell> parameters) override;
    /// The same with parameters in the binary form of their types.
    std::uint64_t execute_encoded(std::span<const std::string_view> parameters);
    void reset() noexcept override { result_.reset(); }

private:
    void prepare();
    void run(std::span<const Cell> parameters);
    void start(std::size_t parameters);
    void finish();
    Result send();

    Exchange& exchange_;
    StatementNames& names_;
    std::string text_;
    std::vector<Kind> wanted_;
    std::string name_;
    std::vector<Oid> parameter_types_;
    RowDecoder decoder_;
    Parameters parameters_;
    Result result_;
    int next_ = 0;
    std::uint64_t affected_ = 0;
    bool stale_ = false; ///< the server's copy no longer fits the tables
};

/// The same for a session behind a pooler, which keeps no statements: sent anew each time.
class RepeatedStatement final : public Prepared {
public:
    RepeatedStatement(Exchange& exchange, std::string_view text, std::span<const Kind> wanted)
        : exchange_(exchange), text_(text), wanted_(wanted.begin(), wanted.end()) {}

    std::span<const ColumnInfo> columns() const override { return decoder_.columns(); }
    bool next(std::span<Cell> row) override;
    std::uint64_t affected() const override { return affected_; }
    void query(std::span<const Cell> parameters) override;
    std::uint64_t execute(std::span<const Cell> parameters) override;
    void reset() noexcept override { result_.reset(); }

private:
    Exchange& exchange_;
    std::string text_;
    std::vector<Kind> wanted_;
    RowDecoder decoder_;
    Parameters parameters_;
    Result result_;
    int next_ = 0;
    std::uint64_t affected_ = 0;
};

} // namespace varve::postgresql
