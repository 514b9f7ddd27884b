#pragma once

#include "varve/db/connection.hpp"

#include <exception>

namespace varve::test {

/// For a hook that never uses the connection that it is handed.
class NoConnection : public Connection {
public:
    const Dialect& dialect() const override { std::terminate(); }
    std::uint64_t execute(const Statement&) override { return 0; }
    std::unique_ptr<Rows> query(const Statement&, std::span<const Kind>, Fetch) override {
        return nullptr;
    }
    bool in_transaction() const override { return false; }
    std::vector<Statement> reset_statements() const override { return {}; }
    void cancel() noexcept override {}
    std::string session() const override { return {}; }

protected:
    std::unique_ptr<Prepared> make_prepared(std::string_view, std::span<const Kind>) override {
        return nullptr;
    }
};

} // namespace varve::test
